# Tarja, destaque e fotos sem o lugar, na tela de uma prova.
tarja-heading = Esconder ou destacar
tarja-heading-lead = O original fica guardado como veio. A cópia vai no dossiê.
tarja-tool = Tarjar
destaque-tool-open = Destacar
lugar-tool = Usar sem o lugar da foto
tarja-title = Tarjar { $name }
tarja-lead = Cubra o que outras pessoas não devem ler. O dossiê e o pacote levam só a cópia com tarja. O original fica com você.
tarja-add = Pôr uma tarja no meio da página
tarja-place-keys = { $words }. As setas movem. Shift e setas mudam o tamanho. Delete retira.
tarja-bar = Tarja de { $kind }, página { $page }
tarja-list = { $n ->
    [0] Nenhuma tarja ainda
    [one] 1 tarja
   *[other] { $n } tarjas
  }
tarja-proposed = O que parece pessoal
tarja-proposed-lead = O programa pode deixar passar algo. Olhe cada página.
tarja-looking = Procurando CPF, telefone, conta, endereço…
tarja-none-proposed = Não há mais nada a propor nos textos que o programa lê.
tarja-unread = Sem texto que se leia na página { $pages }. Olhe e desenhe a tarja.
tarja-accept = Esconder
tarja-accept-all = Esconder tudo o que foi achado ({ $n })
tarja-remove = Retirar
tarja-save = Guardar a cópia
tarja-saving = Fazendo a cópia…
tarja-made = Cópia com tarja feita: { $name }.
tarja-gone = A prova { $name } volta a ser mostrada como veio.
tarja-copy = { $n ->
    [one] Cópia com 1 tarja, no lugar do original
   *[other] Cópia com { $n } tarjas, no lugar do original
  }
tarja-copy-dropped = Cópia de { $name } não será usada.
tarja-see = Ver
tarja-drop = Deixar de usar
tarja-kind-cpf = CPF
tarja-kind-card = cartão
tarja-kind-account = conta ou agência
tarja-kind-phone = telefone
tarja-kind-email = e-mail
tarja-kind-address = endereço
tarja-kind-other = outro dado
destaque-title = Destacar em { $name }
destaque-lead = Mostre onde olhar. A página com destaque vai depois do original, com o aviso de que foi acrescentado por você.
destaque-tool = O que desenhar
destaque-frame = Moldura
destaque-arrow = Seta
destaque-add-frame = Pôr uma moldura no meio
destaque-add-arrow = Pôr uma seta no meio
destaque-frame-n = Moldura { $n }
destaque-arrow-n = Seta { $n }
destaque-caption = Legenda
destaque-caption-hint = Por exemplo: veja a data.
destaque-save = Guardar o destaque
destaque-made = Destaque feito: { $name }.
destaque-copy = Página com destaque: { $caption }
lugar-copy = Foto sem o lugar, no lugar do original
lugar-made = Fotos sem o lugar: { $name }.
