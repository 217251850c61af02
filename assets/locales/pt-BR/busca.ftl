# Finding words in the case, text in pictures, and a folder that is watched.
busca-title = Onde essas palavras aparecem
busca-searching = Procurando…
busca-found =
    { $n ->
        [0] Nenhum lugar encontrado no caso.
        [one] 1 lugar encontrado no caso.
       *[other] { $n } lugares encontrados no caso.
    }
busca-more = Há mais lugares. Escreva mais uma palavra para achar o certo.
busca-doc = Doc. { $number }
busca-page = pág. { $page }
busca-kind-title = Título
busca-kind-file_name = Nome do arquivo
busca-kind-note = Anotação
busca-kind-text = Texto
busca-kind-read_from_picture = Texto lido da imagem: confira na imagem
busca-kind-contact = Contato
busca-kind-fact = Fato
busca-kind-event = Acontecimento
busca-kind-request = Pedido
busca-kind-party = Dados das partes

imagens-reading = Lendo o texto das imagens, para a busca: { $done } de { $total }
imagens-stop = Parar de ler

pasta-watch = Avisar de arquivos novos numa pasta
pasta-watching = Pasta vigiada: “{ $name }”. Nada entra sem você dizer.
pasta-gone = A pasta “{ $name }” não está aqui agora. Ligue o celular ou o pen drive de novo.
pasta-stop = Parar de vigiar
pasta-new =
    { $n ->
        [one] 1 arquivo novo em “{ $name }”
       *[other] { $n } arquivos novos em “{ $name }”
    }
pasta-see = Ver e juntar
pasta-choose-lead = Marque o que é prova deste caso. O resto fica onde está.
pasta-take =
    { $n ->
        [0] Juntar os marcados
        [one] Juntar 1 arquivo
       *[other] Juntar { $n } arquivos
    }
pasta-pass = Não oferecer mais estes
pasta-file = { $name } ({ $size })
