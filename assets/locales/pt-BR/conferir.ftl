# Verifying a dossier, a ZIP or a case folder.
verify-title = Conferir um dossiê
verify-lead = Veja se os arquivos são os mesmos de quando o dossiê foi fechado. Nada é alterado.
verify-drop = Arraste o ZIP, o PDF ou a pasta para cá
verify-drop-text = Serve um dossiê que você recebeu, um que você fez, ou a pasta de um caso.
verify-pick-file = Escolher o arquivo
verify-pick-folder = Escolher uma pasta
verify-seal-label = Código de conferência impresso
verify-seal-hint = Se tem o dossiê em papel, copie as 12 letras e números do alto da página.
verify-seal-odd = Confira o que digitou. O código do alto da página tem 12 letras e números.
verify-compare = Comparar com o papel
verify-working = Conferindo
verify-subject = Arquivo conferido
verify-again = Conferir outro
verify-back = Voltar ao caso
verify-report = Fazer o relatório para imprimir
verify-report-made = Pronto: { $name }
verify-report-made-text = O relatório diz o que foi conferido, quando, e o que se achou.
verify-stopped = Conferência cancelada. Nada foi alterado.

verify-intact = Tudo certo
verify-intact-package = { $n ->
    [0] Nenhum arquivo foi conferido.
    [one] O arquivo é o mesmo de quando o dossiê foi fechado.
   *[other] Os { $n } arquivos são os mesmos de quando o dossiê foi fechado.
  }
verify-intact-dossier = { $n ->
    [0] Nada foi conferido.
    [one] A parte que dava para conferir é a mesma de quando o dossiê foi fechado.
   *[other] As { $n } partes que dava para conferir são as mesmas de quando o dossiê foi fechado.
  }
verify-intact-folder = { $n ->
    [0] Nenhum arquivo foi conferido.
    [one] O arquivo é o mesmo de quando foi guardado.
   *[other] Os { $n } arquivos são os mesmos de quando foram guardados.
  }
verify-different = Atenção
verify-different-text = { $what }.
verify-different-rest = { $n ->
    [0] Nenhum outro arquivo confere.
    [one] 1 arquivo está igual.
   *[other] { $n } arquivos estão iguais.
  }
verify-unreadable = Não consegui conferir
verify-count-altered = { $n ->
    [0] nenhum arquivo mudou
    [one] 1 arquivo mudou
   *[other] { $n } arquivos mudaram
  }
verify-count-missing = { $n ->
    [0] não falta nenhum
    [one] 1 está faltando
   *[other] { $n } estão faltando
  }
verify-count-extra = { $n ->
    [0] nenhum é de fora
    [one] 1 não fazia parte
   *[other] { $n } não faziam parte
  }
verify-count-misnamed = { $n ->
    [0] nenhum está com outro nome
    [one] 1 está com outro nome
   *[other] { $n } estão com outro nome
  }
verify-count-code = { $n ->
    [0] o código de conferência é o mesmo
    [one] o código de conferência não é o esperado
   *[other] { $n } códigos de conferência não são os esperados
  }
verify-count-record = { $n ->
    [0] o registro está igual
    [one] 1 registro não está como foi gravado
   *[other] { $n } registros não estão como foram gravados
  }
verify-count-form = { $n ->
    [0] tudo está arrumado como deve
    [one] 1 parte não está arrumada como deve
   *[other] { $n } partes não estão arrumadas como devem
  }
verify-count-other = { $n ->
    [0] nenhuma outra diferença
    [one] 1 outra diferença
   *[other] { $n } outras diferenças
  }
verify-state-altered = Mudou
verify-state-missing = Está faltando
verify-state-extra = Não fazia parte
verify-state-misnamed = Outro nome
verify-state-code = Código diferente
verify-state-record = Registro diferente
verify-state-form = Fora do padrão
verify-state-other = Não combina
verify-table = O que está diferente
verify-col-file = Arquivo
verify-col-state = Situação
verify-col-means = O que significa
verify-whole = O pacote inteiro
verify-notes = Bom saber
verify-not-checkable = O que não deu para conferir aqui

verify-seal = Código de conferência
verify-seal-same = Igual ao código que você digitou
verify-seal-other = Diferente do código que você digitou
verify-seal-compare = Compare com o código impresso na capa e no alto de cada página.
verify-proves = O que esta conferência prova e o que não prova
verify-proves-yes = Prova
verify-proves-no = Não prova
verify-proves-same = Que os arquivos são iguais aos da lista fechada com o dossiê.
verify-proves-change = Se algo mudou, faltou ou entrou depois, e qual arquivo.
verify-proves-paper = Com o código do papel: que este é o mesmo dossiê que foi impresso.
verify-proves-not-true = Que o conteúdo dos documentos é verdadeiro.
verify-proves-not-who = Quem escreveu cada documento, ou quem montou o dossiê.
verify-proves-not-when = Como era cada arquivo antes de entrar no caso.

# Parts of the kit that both screens use.
working-count = { $done } de { $total }
working-heard = { $doing }: { $percent } %
viewer-position = Página { $page } de { $pages }
viewer-page = Página
viewer-page-in = { $position }: { $place }
viewer-previous = Anterior
viewer-next = Próxima
viewer-larger = Aumentar
viewer-smaller = Diminuir
viewer-jump = Ir para
viewer-rail = Miniaturas das páginas
viewer-drawing = Desenhando a página…
viewer-no-picture = Não consegui desenhar a página { $page }. Ela sai normalmente no dossiê.
term-seal = código de conferência
term-seal-text = É um número calculado a partir de tudo o que o dossiê traz. Se algo muda, o código muda. Ele está na capa e no alto de cada página.
verify-passphrase = Senha do pacote
verify-passphrase-hint = Ela não é guardada.
verify-open = Abrir e conferir
