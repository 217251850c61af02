# The evidence of a case: list, bin, files coming in.
provas-title = Provas
provas-lead = Junte tudo o que mostra o problema. O original nunca é alterado.
provas-doc = Doc. { $number }
provas-quoted = “{ $title }”
provas-back = Voltar às provas

provas-zone = Juntar arquivos
provas-drop-here = Arraste os arquivos para cá
provas-drop-kinds = Fotos, PDF, e-mails, conversas do WhatsApp, nota fiscal, áudio e vídeo.
provas-drop-now = Solte para guardar no caso
provas-pick = Escolher arquivos
provas-paste = Colar print
provas-from-phone = Como trazer do celular
provas-only-paper = Tenho só no papel
provas-phone-question = As fotos e conversas estão no celular?

provas-count =
    { $n ->
        [0] Nenhuma prova
        [one] 1 prova
       *[other] { $n } provas
    }
provas-find = Buscar no caso
provas-order = Ordenar
provas-order-number = Em ordem de número
provas-order-date = Em ordem de data
provas-show = Mostrar
provas-show-all = Mostrar todas
provas-undated = Sem data
provas-by-kind = Por tipo
provas-choice = { $name } ({ $n })
provas-look = Ver como
provas-look-list = Lista
provas-look-thumbs = Miniaturas
provas-see = Ver { $name }: { $title }
provas-found =
    { $n ->
        [0] Nenhuma prova encontrada
        [one] 1 de { $total } provas
       *[other] { $n } de { $total } provas
    }
provas-none-found = Nenhuma prova com esse título ou filtro
provas-show-everything = Mostrar todas
provas-shown-of = { $n } de { $total } na tela
provas-show-more = Mostrar mais

provas-no-date = sem data
provas-pages =
    { $n ->
        [0] sem páginas
        [one] 1 página
       *[other] { $n } páginas
    }
provas-files =
    { $n ->
        [0] nenhum arquivo
        [one] 1 arquivo
       *[other] { $n } arquivos
    }
provas-status-kept = Guardada e conferida
provas-status-undated = Falta a data
provas-status-altered = Original mudou
provas-status-missing = Falta o arquivo
provas-status-left_out = Não vai no dossiê
provas-status-locked = Com senha
provas-status-no_picture = Sem visualização
provas-status-paper = Só no papel

# Deeds.
provas-more-about = Mais sobre { $title }
provas-move-up = Mover para cima
provas-move-down = Mover para baixo
provas-leave-out = Não usar no dossiê
provas-use = Usar no dossiê
provas-remove = Retirar do caso
provas-join-others = Juntar com outras…
provas-join = Juntar numa prova só
provas-separate = Separar
provas-choose = Escolher várias
provas-choosing = Escolher várias provas
provas-choosing-hint = Marque as que são um documento só, como as fotos de um contrato. As páginas seguem a ordem da lista.
provas-chosen =
    { $n ->
        [0] Nenhuma marcada
        [one] 1 marcada
       *[other] { $n } marcadas
    }
provas-chosen-hidden =
    { $n ->
        [0] Todas as marcadas estão à vista.
        [one] Mais 1 marcada está fora desta busca. Ela não entra.
       *[other] Mais { $n } marcadas estão fora desta busca. Elas não entram.
    }
provas-choose-all = Marcar todas
provas-choose-end = Pronto

provas-moved = “{ $title }” agora é o { $name }.
provas-frozen = { $name } já saiu num dossiê. O número não muda, para não confundir quem recebeu.
provas-left-out = { $name } não vai no dossiê. Continua guardada no caso.
provas-taken-in = { $name } volta a ir no dossiê.
provas-removed = Retirado do caso: { $name }.
provas-removed-n = { $n } provas retiradas do caso.
provas-grouped = { $n } provas agora são uma só: “{ $title }”.
provas-separated = A prova foi separada em { $n }.
provas-taken-back = Desfeito.
provas-reason-removed = Retirado do caso pela tela
provas-reason-restored = Trazido de volta pela tela

# Only on paper.
provas-paper-title = Tenho só no papel
provas-paper-lead = A prova ganha um número e uma página que diz onde está o papel. Leve o original com você.
provas-paper-what = Que documento é este?
provas-paper-what-hint = Por exemplo: Contrato assinado na loja.
provas-paper-untitled = Escreva que documento é este.
provas-paper-place = Onde está o papel?
provas-paper-place-hint = Por exemplo: comigo, em casa.
provas-paper-place-default = comigo
provas-paper-add = Acrescentar

# The case's bin.
provas-bin = Lixeira do caso
provas-bin-lead = O que você retirou fica aqui e não vai em nenhum dossiê. Nada foi apagado do disco.
provas-bin-open = Lixeira ({ $n })
provas-bin-file = { $name } (de “{ $title }”)
provas-bin-empty = A lixeira está vazia
provas-bin-empty-text = Quando você retira uma prova, ela vem para cá e pode voltar.
provas-restore = Trazer de volta
provas-restored = “{ $title }” voltou para o caso.
provas-bin-empty-now = Esvaziar a lixeira
provas-bin-sure =
    { $n ->
        [0] A lixeira está vazia
        [one] Apagar 1 item de vez?
       *[other] Apagar { $n } itens de vez?
    }
provas-bin-sure-text = Os arquivos saem do disco e não voltam. O registro guarda só o código de integridade de cada um.
provas-bin-sure-kept = Cópias em outras pastas, no celular ou em dossiês já gerados continuam onde estão.
provas-bin-keep = Não apagar
provas-bin-delete = Apagar de vez
provas-emptied =
    { $n ->
        [0] Nada foi apagado.
        [one] 1 item apagado de vez.
       *[other] { $n } itens apagados de vez.
    }

# Files coming in.
provas-gather = Arquivos chegando
provas-gather-busy =
    { $n ->
        [0] Guardando…
        [one] Guardando 1 arquivo
       *[other] Guardando { $n } arquivos
    }
provas-gather-busy-elsewhere = Guardando arquivos em “{ $title }”
provas-gather-done = { $done } de { $total }
provas-gather-said = Guardando arquivos: { $percent } por cento
provas-gather-stopping = Parando…
provas-gather-stopped = Parei de guardar.
provas-gather-stopped-safe = O que já estava guardado continua no caso. Para trazer o resto, escolha os arquivos de novo.
provas-gather-kept =
    { $n ->
        [0] nenhum guardado
        [one] 1 guardado
       *[other] { $n } guardados
    }
provas-gather-duplicate =
    { $n ->
        [0] nenhum repetido
        [one] 1 repetido
       *[other] { $n } repetidos
    }
provas-gather-refused =
    { $n ->
        [0] nenhum com problema
        [one] 1 com problema
       *[other] { $n } com problema
    }
provas-gather-left =
    { $n ->
        [0] nenhum de fora
        [one] 1 ficou de fora
       *[other] { $n } ficaram de fora
    }
provas-gather-each = Ver cada arquivo
provas-gather-hide = Esconder a lista
provas-outcome-kept = guardado
provas-outcome-duplicate = repetido
provas-outcome-refused = não guardado
provas-nothing-clipboard = Não há print nem arquivo copiado.
provas-nothing-clipboard-next = Tire o print ou copie o arquivo e tente de novo. Também dá para usar “Escolher arquivos”.
provas-nothing-drop = Não recebi o arquivo.
provas-nothing-drop-next = Alguns programas de e-mail não deixam arrastar. Salve o anexo e use “Escolher arquivos”.
provas-nothing-folder = Não havia arquivo para guardar.
provas-nothing-folder-next = A pasta estava vazia. Escolha os arquivos ou outra pasta.

# The quick pass over new evidence.
provas-complete =
    { $n ->
        [0] Completar os dados
        [one] Completar os dados (1)
       *[other] Completar os dados ({ $n })
    }
provas-complete-undated =
    { $n ->
        [0] Completar as datas
        [one] Completar 1 sem data
       *[other] Completar { $n } sem data
    }
provas-complete-title = Complete os dados
provas-complete-lead = O que você escreve fica guardado. Tudo pode ficar para depois.
provas-complete-of = Prova { $n } de { $total }
provas-complete-next = Próxima
provas-complete-before = Anterior
provas-complete-later = Depois
provas-complete-end = Concluir
provas-completed =
    { $n ->
        [0] Pronto. Todas têm data.
        [one] Guardado. 1 prova ainda está sem data.
       *[other] Guardado. { $n } provas ainda estão sem data.
    }
