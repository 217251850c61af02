# Received dossiers: the list, the reader, the comparison.
received-title = Dossiês recebidos
received-lead = O que os clientes mandaram, guardado como chegou. Nada nele é alterado.
received-open = Dossiês recebidos
received-loading = Abrindo a lista…
received-none = Nenhum dossiê por aqui ainda
received-none-what = Arraste para cá os ZIPs dos clientes, ou uma pasta com todos. Cada um é copiado e conferido.
received-add = Receber arquivos
received-add-folder = Receber uma pasta
received-receiving = Recebendo
received-checking = Conferindo
received-resume = Continuar a conferência
received-waiting-title = { $n ->
    [one] Um dossiê espera a conferência.
   *[other] { $n } dossiês esperam a conferência.
  }
received-came = { $n ->
    [0] Nenhum dossiê novo.
    [one] Um dossiê recebido.
   *[other] { $n } dossiês recebidos.
  }
received-twice = { $n ->
    [one] Um já estava aqui e não foi guardado de novo.
   *[other] { $n } já estavam aqui e não foram guardados de novo.
  }
received-refused = { $n ->
    [one] Um arquivo não foi recebido:
   *[other] { $n } arquivos não foram recebidos:
  }
received-opened = { $n ->
    [one] Um dossiê aberto com a senha.
   *[other] { $n } dossiês abertos com a senha.
  }
received-locked = { $n ->
    [one] Um dossiê pede senha.
   *[other] { $n } dossiês pedem senha.
  }
received-locked-what = Ele está guardado como chegou. Sem a senha, não dá para ler nem conferir o que há dentro.
received-locked-open = Informar a senha
received-passphrase-title = Abrir com a senha
received-passphrase-lead = O programa tenta a senha em todos os que estão fechados. Ela não é guardada. O que for aberto fica legível neste computador.
received-passphrase = Senha
received-passphrase-open = Abrir
received-find = Procurar em todos
received-find-hint = Palavras, nomes, CPF ou CNPJ, protocolo, valor ou data.
received-found = { $n ->
    [0] Não encontrei em nenhum dossiê.
    [one] Encontrado em um dossiê.
   *[other] Encontrado em { $n } dossiês.
  }
received-hit-doc = Doc. { $number }
received-hit-page = pág. { $page }
received-which = Integridade
received-all = Todos
received-state-waiting = À espera
received-state-verifying = Conferindo
received-state-intact = Íntegro
received-state-different = Com diferença
received-state-unreadable = Ilegível
received-state-protected = Pede senha
received-chip = { $words } ({ $n })
received-status = Situação
received-any = Qualquer uma
received-status-new = Novo
received-status-reading = Em leitura
received-status-filed = Protocolado
received-status-archived = Arquivado
received-tag = Etiqueta
received-table = Lista de dossiês recebidos
received-sorted = Ordenar por { $column }
received-column-client = Cliente
received-column-company = Empresa
received-column-subject = Assunto
received-column-value = Valor
received-column-exhibits = Provas
received-column-protocols = Protocolos
received-column-due = Próximo prazo
received-column-state = Integridade
received-column-tags = Etiquetas
received-column-received = Recebido em
received-view = Colunas e altura das linhas
received-view-columns = Colunas
received-view-density = Altura das linhas
received-density-normal = Normal
received-density-compact = Compacta
received-pick = Escolher { $title }
received-pick-all = Escolher todos
received-picked = { $n ->
    [0] Nenhum escolhido
    [one] Um escolhido
   *[other] { $n } escolhidos
  }
received-csv = Salvar como tabela
received-csv-done = Tabela salva
received-csv-done-text = Ela abre em qualquer programa de planilhas.
received-index = Índice para imprimir
received-index-done = Índice salvo
received-index-done-text = É um PDF com uma linha para cada dossiê da lista.
received-check-again = Conferir de novo
received-archive = Arquivar
received-unarchive = Desarquivar
received-tag-new = Nova etiqueta
received-tag-add = Etiquetar
received-more = Mostrar mais { $n }
received-no-client = Sem nome
received-version = versão { $n } de { $total }
received-compare = Comparar versões

reader-back = Voltar à lista
reader-badge = Somente leitura — como o cliente mandou
reader-contents = O que há nele
reader-parts = Partes
reader-exhibits = Provas
reader-facts = Fatos
reader-contacts = Contatos
reader-requests = Pedidos
reader-custody = Registro de guarda
reader-custody-lines = { $n ->
    [one] Uma linha
   *[other] { $n } linhas
  }
reader-pages = Páginas do dossiê
reader-no-pages = Este dossiê não traz páginas que eu possa mostrar.
reader-no-pages-what = As provas estão na lista ao lado. Escolha uma para ver.
reader-unreadable = Não consigo abrir este dossiê.
reader-page = pág. { $page }
reader-cite = Copiar citação
reader-cited = Copiado: { $text }
reader-cite-mark = Copie daqui: { $text }
reader-doc = Doc. { $number }
reader-cite-doc = Doc. { $number }, p. { $own }, pág. { $page }
reader-notes = Minhas anotações
reader-notes-why = Ficam só neste computador, fora do dossiê do cliente.
reader-note = Anotar aqui
reader-note-add = Guardar anotação
reader-note-remove = Apagar anotação
reader-continue = Criar caso a partir deste
reader-continue-what = Faz um caso seu, com as provas e todo o registro de guarda. O dossiê recebido fica como está.
reader-continuing = Criando o caso
reader-verdict-waiting = Ainda não conferido
reader-verdict-verifying = Conferindo agora
reader-verdict-intact = Tudo certo
reader-verdict-intact-text = { $n ->
    [one] O arquivo conferido é o mesmo de quando o dossiê foi fechado.
   *[other] Os { $n } arquivos conferidos são os mesmos de quando o dossiê foi fechado.
  }
reader-verdict-different = Atenção: há diferenças
reader-verdict-unreadable = Não consegui conferir
reader-verdict-protected = Ainda fechado
reader-locked-what = Ele está guardado como chegou. Volte à lista para informar a senha.

compare-back = Voltar
compare-title = Comparar versões
compare-lead = Dossiê { $earlier } e, depois, dossiê { $later }, do mesmo caso.
compare-nothing = Nenhuma prova, fato, contato ou pedido mudou.
compare-custody-same = O registro de guarda é o mesmo nos dois.
compare-custody-continued = O registro de guarda do segundo continua o do primeiro.
compare-custody-before = O registro do segundo é mais curto: ele foi feito antes do primeiro.
compare-custody-forked = O registro de guarda se divide em dois ramos na linha { $line }.
compare-custody-forked-what = Alguém continuou o caso em dois lugares. Veja com o cliente qual vale.
compare-custody-unknown = Um dos dois não tem registro de guarda que se possa comparar.
compare-part-exhibits = Provas
compare-part-facts = Fatos
compare-part-contacts = Contatos
compare-part-requests = Pedidos
compare-added = Novo
compare-removed = Retirado
compare-altered = Mudou
compare-was = Antes
compare-now = Agora
compare-files = Os arquivos desta prova são outros.

settings-lawyer = Recebo dossiês de outras pessoas
settings-lawyer-why = Para advogados e defensores: mostra a lista de dossiês recebidos.
settings-lawyer-on = Mostrar
settings-lawyer-off = Não mostrar
welcome-lawyer = Sou advogado(a) e recebo dossiês
verify-keep = Guardar em Recebidos
verify-read = Guardar e abrir para ler
