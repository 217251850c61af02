# Making the dossier: for whom, review, how, preview, result.
export-parts = Partes desta etapa
export-part-whom = Para quem
export-part-review = Confira
export-part-how = Como entregar
export-part-before = Veja antes

# For whom.
export-whom-title = Para quem é este dossiê?
export-whom-lead = Você pode gerar de novo para outro destino quando quiser.
export-whom-legend = Destino
export-profile-procon = Para reclamar num posto do Procon. Sai um dossiê para cada empresa.
export-profile-advogado = Para advogado, advogada ou Defensoria. Leva o caso inteiro, com os pedidos de todos os destinos.
export-source = De onde vem esta orientação: { $source }. Lida em { $day }.
export-source-confirm = Confirme com quem vai receber antes de sair de casa.

# Review.
export-review-title = Confira antes de gerar
export-review-lead = Isto é o que vai no dossiê. Clique para abrir e mudar.
export-count-proofs = { $n ->
    [0] Nenhuma prova
    [one] prova
   *[other] provas
  }
export-count-personal = { $n ->
    [one] documento pessoal
   *[other] documentos pessoais
  }
export-count-contacts = { $n ->
    [0] Nenhum contato
    [one] contato com a empresa
   *[other] contatos com a empresa
  }
export-count-facts = { $n ->
    [0] Nenhum fato
    [one] fato contado
   *[other] fatos contados
  }
export-count-requests = { $n ->
    [0] Nenhum pedido
    [one] pedido
   *[other] pedidos
  }
export-from = Quem reclama
export-to = Empresa
export-to-several = Empresas
export-not-filled = Ainda não preenchido
export-several = Vão sair { $n } dossiês, um para cada empresa.
export-which = Dossiê para a empresa
export-left-out = Fica de fora deste dossiê
export-left-exhibit = { $name }: você marcou para não usar.
export-left-requests = { $n ->
    [0] Nenhum pedido de outro destino.
    [one] 1 pedido que é só para outro destino.
   *[other] { $n } pedidos que são só para outros destinos.
  }
export-found = O que encontrei
export-found-nothing = Não encontrei nada para acertar.
export-found-anyway = Você decide o que acertar. Dá para gerar o dossiê assim mesmo.
export-weight-grave = Precisa da sua atenção
export-weight-check = Vale conferir
export-weight-know = Bom saber
export-mend-exhibit = Abrir { $name }
export-mend-contact = Abrir o contato de { $when }
export-mend-step = Abrir “{ $step }”
export-exhibit-name = Doc. { $number } — { $title }
export-reading = Lendo as provas e montando a prévia

# How.
export-how-title = Como você vai entregar?
export-how-lead = O programa grava um PDF para imprimir e um ZIP com os arquivos originais.
export-copies = Quantas vias você vai imprimir?
export-copies-hint-procon = Leve uma via para deixar e outra para carimbar como recebida.
export-copies-n = { $n ->
    [0] Nenhuma via
    [one] 1 via
   *[other] { $n } vias
  }
export-copies-sheets = { $sheets ->
    [0] Nenhuma folha
    [one] 1 folha frente e verso
   *[other] { $sheets } folhas frente e verso
  }
export-also = Também quero
export-labels = Etiquetas para os papéis originais
export-labels-hint = Uma folha com Doc. 1, Doc. 2 e os outros, para colar em cada papel ou na pasta dele.
export-draft = Só um rascunho
export-draft-hint = Cada página diz “rascunho” e os números das provas ainda podem mudar. Serve para ler e corrigir.
export-where = Onde guardar
export-where-usual = Em Documentos › Juntada › Dossiês.
export-where-chosen = Na pasta “{ $name }”, que você escolheu.
export-where-choose = Escolher outra pasta
export-where-back = Usar a pasta do Juntada

# Before.
export-before-title = Veja antes de gerar
export-preview-label = Páginas do dossiê
export-preview-stop = A prévia foi cancelada.
export-preview-stop-text = Você pode montar a prévia de novo, ou gerar sem ver antes.
export-preview-make = Montar a prévia
export-preview-again = O caso mudou. Estou montando a prévia de novo
export-preview-old = O caso mudou depois desta prévia.
export-preview-waits = Ela é refeita quando os arquivos terminarem de entrar.
export-chapters = Partes do dossiê
export-cover-short = Capa
export-exhibits = Provas
export-doc = Doc. { $number }
export-destination = Para
export-summary = O que vai ser gerado
export-change-whom = Trocar
export-change-how = Mudar como entregar
export-pages-proofs = { $pages ->
    [0] Nenhuma página
    [one] 1 página
   *[other] { $pages } páginas
  } · { $proofs ->
    [0] nenhuma prova
    [one] 1 prova
   *[other] { $proofs } provas
  }
export-pdf = PDF para imprimir
export-pdf-sheets = { $pages ->
    [0] Nenhuma página
    [one] 1 página
   *[other] { $pages } páginas
  } = { $sheets ->
    [0] nenhuma folha
    [one] 1 folha frente e verso
   *[other] { $sheets } folhas frente e verso
  }
export-pdf-copies = { $copies ->
    [0] Nenhuma via
    [one] 1 via
   *[other] { $copies } vias
  }: { $sheets ->
    [0] nenhuma folha
    [one] 1 folha
   *[other] { $sheets } folhas
  }
export-zip = ZIP com os originais
export-zip-size = Cerca de { $size }
export-labels-short = Etiquetas para os papéis
export-draft-short = Rascunho
export-draft-short-hint = Não serve para entregar
export-checks = { $n ->
    [0] Nada para conferir
    [one] 1 ponto para conferir
   *[other] { $n } pontos para conferir
  }
export-checks-see = Ver
export-numbers = Ao gerar, os números das provas ficam fixos. Assim o papel e o programa dizem sempre o mesmo.
export-make = Gerar dossiê
export-make-draft = Gerar rascunho
export-goes-to = Onde fica
export-goes-usual = Documentos › Juntada › Dossiês
export-goes-chosen = Pasta “{ $name }”

# Under way.
export-making = Montando o dossiê
export-making-text = Pode levar um minuto quando há muitas fotos. Você pode continuar usando o programa.
export-cancelled = Cancelado. Nada foi gravado.

# Result.
export-done-title = Pronto!
export-done-draft = Rascunho pronto
export-done-lead = O dossiê está gravado neste computador. Nada foi enviado pela internet.
export-done-draft-lead = Leia com calma e corrija o que quiser. Para entregar, gere o dossiê final.
export-files = Arquivos deste dossiê
export-cover = Capa do dossiê
export-file-dossier = Dossiê em PDF
export-file-zip = ZIP com os originais
export-file-labels = Folha de etiquetas
export-pages = { $pages ->
    [0] nenhuma página
    [one] 1 página
   *[other] { $pages } páginas
  }
export-print = Imprimir
export-print-hint = O PDF abre no programa de PDF deste computador. Lá, escolha { $copies ->
    [0] as vias
    [one] 1 via
   *[other] { $copies } vias
  }, frente e verso.
export-reveal = Mostrar na pasta
export-copy-out = Copiar para pen drive…
export-copying = Copiando e conferindo a cópia
export-copied = Copiado e conferido.
export-copied-text = { $n ->
    [0] Nenhum arquivo foi copiado.
    [one] 1 arquivo está em “{ $folder }” ({ $size }).
   *[other] { $n } arquivos estão em “{ $folder }” ({ $size }).
  } Antes de tirar o pen drive, use “Remover com segurança” ou “Ejetar”.
export-verify = Conferir agora
export-seal = Código de conferência
export-seal-text = Está no alto de cada página do dossiê. Quem recebe pode comparar.
export-seal-whole = Ver o código inteiro
export-seal-copy = Copiar o código
export-seal-copied = Código copiado.

export-next = Próximos passos
export-next-read = Leia o dossiê inteiro e assine onde houver linha de assinatura.
export-next-print = Imprima { $copies ->
    [0] as vias
    [one] 1 via
   *[other] { $copies } vias
  }: { $sheets ->
    [0] nenhuma folha
    [one] 1 folha frente e verso
   *[other] { $sheets } folhas frente e verso
  }.
export-next-labels = Cole as etiquetas nos papéis originais, ou na pasta de cada um.
export-next-take = Leve também um documento com foto e os papéis originais.
export-next-ask = Peça que carimbem a sua via como recebida, e guarde-a.
export-next-confirm = Cada posto tem suas regras. Telefone antes e pergunte o que mais pedem.
export-next-send = Combine com quem vai receber: papel, pen drive ou e-mail.
export-next-tell = Passe o código de conferência por outro caminho, como telefone. Assim dá para comparar.
export-next-keep = Guarde o ZIP e os arquivos originais até o caso terminar.
export-made-again = Gerar para outro destino
export-made-back = Voltar à prévia
export-made-final = Gerar o dossiê final
export-changed = Você mudou o caso depois do último dossiê.
export-changed-text = O de { $day }, para { $profile }, não traz as últimas mudanças.
export-changed-make = Gerar de novo
export-last = Último dossiê
export-last-text = Para { $profile }, em { $day }. Nada mudou no caso desde então.
term-zip = ZIP
term-zip-text = É um arquivo só, com muitos dentro, como uma caixa fechada. Serve para levar tudo em pen drive ou mandar por e-mail.
export-profile-consumidor-gov = Para reclamar pela internet, em consumidor.gov.br. O texto público sai sem dados pessoais.
export-profile-jec-balcao = Para entregar no balcão do Juizado, em papel e pen drive.
export-profile-jec-eletronico = Os arquivos cabem em todos os limites de tribunal que o programa conhece.
export-profile-impressao = Para imprimir e guardar, ou mostrar a quem você quiser.
export-group = Que tipo de lugar?
export-limits = Limites deste destino
export-limits-none = Este destino não tem limite de tamanho conhecido.
export-papers = O que o programa vai fazer
export-paper-dossier = Dossiê de provas
export-paper-complaint_sheet = Folha de reclamação
export-paper-petition = Petição inicial
export-paper-cover_sheet = Folha de rosto para o advogado
export-paper-take_along = Folha “Leve no dia”, só para você
export-paper-public_text = Texto para a página pública
export-paper-receipt = Recibo de balcão em duas vias, para pedir o carimbo
export-paper-volume_label = Etiqueta para a capa do volume
export-upload = Arquivos prontos para enviar, um por um, na ordem certa
export-answer-days = Neste lugar, a empresa costuma ter { $n } dias para responder.
export-missing = { $n ->
    [0] Nada falta para este destino
    [one] Ainda falta 1 item
   *[other] Ainda faltam { $n } itens
  }
export-missing-text = { $items }. Você pode gerar assim mesmo.
export-missing-see = Ver o que falta
export-file-paper = Papel para este destino
export-next-deliver = Depois de entregar, registre a data e o número que deram.
export-uploads = Arquivos para enviar, nesta ordem
export-uploads-text = { $n ->
    [one] É 1 arquivo, já preparado para os limites conhecidos. A ordem está também em ORDEM.txt.
   *[other] São { $n } arquivos, já preparados para os limites conhecidos. A ordem está também em ORDEM.txt.
  }
export-uploads-open = Abrir a pasta

export-extent = O que vai desta vez?
export-extent-all = O pacote inteiro
export-extent-since = Só o que é novo desde a entrega de { $when }
export-extent-since-undated = Só o que é novo desde a entrega sem data
export-extent-hint = As provas novas continuam a numeração.

export-secret = ZIP com senha
export-secret-hint = Só para mandar a quem você confia. Balcão e tribunal em geral não recebem.
export-secret-label = Senha
export-secret-type = Quatro palavras ou mais, sem acento.
export-secret-short = Use pelo menos 8 letras.
export-secret-long = Use até 99 letras.
export-secret-not_plain = Sem acento nem sinal especial: nem todo programa os entende.
export-secret-weak = Senha fraca: dá para descobrir por tentativa.
export-secret-fair = Senha razoável: segura contra curiosos.
export-secret-good = Senha boa.
export-secret-strong = Senha forte.
export-secret-suggest = Sugerir uma senha
export-secret-copy = Copiar a senha
export-secret-copied = Senha copiada.
export-secret-warn = Anote a senha agora
export-secret-warn-text = Ela não é guardada em lugar nenhum. Sem ela, ninguém abre o pacote, nem você. Diga a senha por outro caminho, como o telefone. Só o ZIP com senha será feito.
export-secret-made = Só este arquivo foi feito. Ele abre com a senha no 7-Zip, no Keka e no WinRAR.
export-file-secret = ZIP com senha

outside-title = Prova de quando: carimbo do tempo
outside-text = O relógio do seu computador não prova a hora. Uma autoridade de carimbo do tempo pode declarar que este dossiê já existia. O pedido leva só o código de conferência, nenhum conteúdo.
outside-ask = Salvar o pedido (selo.tsq)
outside-written = Pedido salvo.
outside-written-text = Envie o arquivo à autoridade de carimbo que você escolher. Guarde aqui a resposta (.tsr).
outside-keep = Guardar a resposta
outside-kept = { $n ->
    [one] Guardado. Vai com os próximos dossiês.
   *[other] Guardados: { $n } arquivos. Vão com os próximos dossiês.
  }
export-without-place = Usar cópias sem o lugar
export-without-place-made = As fotos vão sem o lugar. Os originais ficam com você.
