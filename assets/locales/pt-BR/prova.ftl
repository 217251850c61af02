# One exhibit: its pages, what the user says of it, what is known of its files.
prova-ways = Ir para outras provas
prova-all = Todas as provas
prova-before = Anterior
prova-after = Próxima
prova-gone = Esta prova não está mais na lista
prova-gone-text = Ela pode ter sido retirada do caso ou juntada com outra. Nada foi apagado do disco.

prova-what-is-it = Que documento é este?
prova-kind = Tipo
prova-title = Título
prova-title-hint = É o nome que sai no dossiê. Por exemplo: Fatura de março.
prova-untitled = A prova precisa de um título. O anterior continua valendo.
prova-date = Qual a data do documento?
prova-suggested-camera = Data sugerida pela foto: { $day }
prova-suggested-name = Data sugerida pelo nome do arquivo: { $day }
prova-suggested-mail = Data sugerida pelo e-mail: { $day }
prova-suggested-chat = Data sugerida pela conversa: { $day }
prova-suggested-fiscal = Data sugerida pela nota fiscal: { $day }
prova-suggested-recorder = Data sugerida pela gravação: { $day }
prova-suggested-picture = Data lida na imagem, confira: { $day }
prova-suggested-text = Data sugerida pelo texto: { $day }
prova-suggested-code = Mês do documento, pelo código impresso: { $day }
prova-suggested-typed = Mês do documento, pela chave que você digitou: { $day }
prova-suggested-title = Título sugerido: { $value }
prova-suggested-kind = Parece ser: { $value }
prova-found = Encontrado no arquivo
prova-found-lead = Confira antes de usar. Nada entra no caso sozinho.
prova-found-protocol = Protocolo { $value }
prova-found-amount = Valor { $value }
prova-found-due = Vencimento { $value }
prova-found-supplier = Empresa { $value }
prova-found-tax_id = CNPJ ou CPF de quem emitiu ou vendeu: { $value }
prova-found-page = No código impresso, página { $page } do arquivo
prova-found-typed = Na chave que você digitou
prova-found-company = Usar como empresa do caso
prova-found-company-done = A empresa está no caso. Confira os dados dela no relato.
prova-found-in-picture = Texto lido da imagem: confira na imagem.
prova-found-quote = No texto: “{ $quote }”
prova-found-contact = Anotar contato
prova-found-contact-done = Contato anotado. Complete os dados em “Contatos e protocolos”.
prova-found-needs-date = Para anotar o contato, preencha antes a data desta prova.
prova-found-copy = Copiar
prova-found-copied = Copiado
prova-found-drop = Não usar
prova-found-dropped = Esta sugestão não aparece mais.
prova-use = Usar
prova-mail-from = De
prova-mail-to = Para
prova-mail-cc = Cópia
prova-mail-date = Data
prova-mail-subject = Assunto
prova-mail-repeated = { $name } (o e-mail traz mais de um)
prova-mail-no-text = O e-mail não tem texto.
prova-mail-attachments = Anexos
prova-mail-no-name = (sem nome)
prova-mail-take-out = Fazer deste anexo uma prova
prova-mail-taken-out = O anexo agora também é uma prova.
prova-mail-reading = Abrindo o texto…
prova-chat-lead = { $n ->
    [one] Uma mensagem, com o número da linha no arquivo exportado.
   *[other] { $n } mensagens, com o número da linha no arquivo exportado.
  }
prova-chat-line = Linha { $n }
prova-chat-out = fora do dossiê
prova-chat-came = Arquivo: { $name }
prova-chat-came-not = Arquivo que não veio com a exportação: { $name }
prova-chat-lost = Arquivo enviado, não exportado: { $name }
prova-chat-sent = Arquivo enviado, não exportado
prova-chat-more = Mostrar mais mensagens
prova-chat-files = Arquivos da conversa
prova-chat-whole = Vai a conversa inteira. Se ela é longa, escolha só as linhas que importam.
prova-chat-part = Vão as linhas { $first } a { $last }, de { $of }. O resto segue no arquivo original.
prova-chat-first = Da linha
prova-chat-last = Até a linha
prova-chat-use = Usar só estas linhas
prova-chat-use-all = Usar a conversa inteira
prova-chat-chosen = Só estas linhas vão no dossiê. O arquivo original segue inteiro.
prova-chat-all-done = A conversa inteira vai no dossiê.
prova-chat-unread = Escreva dois números de linha, de 1 a { $n }.
prova-chat-keep = Uma conversa exportada é um texto que qualquer pessoa pode mudar. Guarde também prints da tela e o celular, sem apagar a conversa.
prova-fiscal-lead = É o que está escrito no arquivo. Nada foi conferido com o fisco.
prova-fiscal-nfe = Nota fiscal eletrônica (NF-e)
prova-fiscal-nfce = Nota fiscal de consumidor eletrônica (NFC-e)
prova-fiscal-cte = Conhecimento de transporte eletrônico (CT-e)
prova-fiscal-nfse = Nota fiscal de serviço eletrônica (NFS-e)
prova-fiscal-dps = Declaração de prestação de serviço (DPS)
prova-fiscal-nf3e = Nota fiscal de energia elétrica eletrônica (NF3e)
prova-fiscal-nfcom = Nota fiscal de comunicação eletrônica (NFCom)
prova-fiscal-unknown = Documento fiscal eletrônico
prova-fiscal-issuer = Emitente
prova-fiscal-recipient = Destinatário
prova-fiscal-number = Número e série
prova-fiscal-issued = Emissão
prova-fiscal-environment = Ambiente
prova-fiscal-test = homologação (teste, sem valor fiscal)
prova-fiscal-key = Chave de acesso
prova-fiscal-total = Total
prova-fiscal-event = Evento
prova-fiscal-cancellation = Cancelamento
prova-fiscal-correction = Carta de correção
prova-fiscal-item = Produto ou serviço
prova-fiscal-quantity = Quantidade
prova-fiscal-value = Valor
prova-media-duration = Duração
prova-media-recorded = Gravação
prova-media-codec = Formato
prova-media-hear = Abrir para ouvir
prova-media-watch = Abrir para ver
prova-media-transcript = O que se ouve ou vê
prova-media-transcript-hint = Palavra por palavra ou um resumo. Sai no dossiê, na página desta gravação.
prova-inside = Veio de dentro de outra prova: { $name }
prova-shows = O que ele mostra?
prova-shows-hint = Uma frase. Sai no dossiê, abaixo do título.
prova-note = Anotação só sua
prova-note-hint = Nunca sai no dossiê.

prova-in-dossier = No dossiê
prova-use-it = Usar esta prova
prova-use-it-hint = Sem a marca, ela fica guardada no caso e não vai em nenhum dossiê.
prova-pages-all = Vão todas as { $n } páginas.
prova-pages-some = Vão só estas páginas: { $pages }.
prova-choose-pages = Escolher páginas
prova-choose-pages-lead = Marque o que vai no dossiê. O arquivo original segue inteiro no ZIP.
prova-pages-typed = Páginas, na ordem
prova-pages-typed-hint = Como 1, 3-5. Em branco, vão todas as { $total }.
prova-pages-unread = Não entendi. Escreva números de página, como 1, 3-5.
prova-pages-count =
    { $n ->
        [0] Nenhuma página marcada de { $total }
        [one] 1 página marcada de { $total }
       *[other] { $n } páginas marcadas de { $total }
    }
prova-pages-use = Usar estas páginas
prova-earlier = Antes
prova-later = Depois

prova-files =
    { $n ->
        [0] Nenhum arquivo
        [one] 1 arquivo nesta prova
       *[other] { $n } arquivos nesta prova
    }
prova-files-order = As páginas seguem a ordem dos arquivos.
prova-remove-file = Retirar este arquivo

prova-pages = Páginas desta prova
prova-page = Página { $n }
prova-page-of = Página { $n } de { $total }
prova-page-before = Página anterior
prova-page-after = Página seguinte
prova-page-out = não vai
prova-page-alt = { $page } de “{ $title }”
prova-file = Arquivo { $name }
prova-smaller = Diminuir
prova-larger = Aumentar
prova-zoom = { $percent } %
prova-turn = Girar
prova-drawing = Abrindo a página…
prova-no-picture = Sem visualização aqui
prova-not-drawn = Não consegui desenhar esta página. O original continua guardado.
prova-open-original = Abrir o original
prova-show-in-folder = Mostrar na pasta

prova-paper = Só no papel
prova-paper-text = No dossiê vai uma página com o número e o lugar onde está o original. Leve o papel com você.

prova-locked = { $name } tem senha.
prova-locked-text = Guardei o original. Informe a senha para mostrar as páginas. Ela não fica guardada em lugar nenhum.
prova-password = Senha do PDF
prova-password-wrong = Essa senha não abre o arquivo. { $next }
prova-unlock = Abrir com a senha

prova-technical = Ver dados técnicos
prova-name-received = Nome como chegou
prova-size = Tamanho
prova-media-type = Tipo de arquivo
prova-kept-at = Guardado em
prova-stored-as = Nome na pasta do caso
prova-codes = Códigos impressos
prova-code-qr = QR code, página { $page }
prova-code-code128 = Código de barras, página { $page }
prova-code-itf = Código de barras, página { $page }
prova-code-access_key = Chave de acesso de documento fiscal
prova-code-boleto = Linha digitável de boleto
prova-code-collection = Linha digitável de conta ou guia
prova-code-url = Endereço da internet (não foi aberto)
prova-code-other = Outro conteúdo
prova-code-wrong = O dígito verificador não confere: compare com o papel.
prova-integrity = Código de integridade (SHA-256)
prova-copy-code = Copiar o código
prova-copied = Copiado.
prova-history = Histórico
prova-history-clock = Horários do relógio deste computador.
term-prova-codigo = código de integridade
term-prova-codigo-text = É um número calculado do arquivo inteiro. Se uma letra do arquivo mudar, o número muda. Ele mostra que o arquivo é o mesmo desde que foi guardado. Não diz quem o fez, nem quando.
