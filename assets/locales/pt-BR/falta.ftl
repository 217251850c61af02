# What is missing for a destination, the petition's own data, charges and limits.
falta-lead = Veja o que o destino costuma pedir. Quem confere antes não volta para casa por falta de um papel.
falta-tabs = Partes desta etapa
falta-tab-list = Lista
falta-tab-petition = Para a petição
falta-tab-terms = Prazos e passos
falta-tab-deliveries = Entregas
falta-where = Para onde você vai levar?
falta-group-procon = Procon e consumidor.gov.br
falta-group-jec = Juizado Especial
falta-group-lawyer = Advogado e impressão
falta-ready = { $ready } de { $total } prontos.
falta-anyway = Você pode gerar o dossiê mesmo assim.
falta-all = Nada falta nesta lista. Confira os originais antes de sair de casa.
falta-open = { $n ->
    [0] nada falta
    [one] item ainda em aberto
   *[other] itens ainda em aberto
  }
falta-know = Bom saber
falta-know-source = Fonte: { $source }.
falta-confirm = Confirme no posto.
falta-need-required = Obrigatório
falta-need-usual = Costumam pedir
falta-need-if_applicable = Se for o caso
falta-state-ready = Pronto
falta-state-look = Vale conferir
falta-state-missing = Falta
falta-settled-on_paper = Você leva no papel
falta-settled-not_applicable = Não se aplica
falta-where-get = Onde conseguir: { $where }
falta-look-age = Costumam pedir com data, e de até { $days } dias atrás.
falta-met-by = Provas que servem
falta-do-add = Adicionar
falta-do-fill = Preencher
falta-do-write = Escrever
falta-do-note = Anotar contato
falta-do-see = Conferir
falta-on-paper = Já levo no papel
falta-not-applicable = Não se aplica
falta-unsettle = Voltar atrás
falta-noted = Anotado: { $title }.
falta-source-open = De onde vem isto
falta-source = Fonte: { $source }. Lida em { $day }.
falta-next = Ir para gerar o dossiê
falta-take-to = Para levar
falta-see-all = Ver a lista inteira

# Limits of a destination.
falta-limit-file = Até { $n } MB por arquivo
falta-limit-total = Até { $n } MB no total
falta-limit-page = Até { $n } KB por página
falta-limit-audio = Áudio de até { $n } MB
falta-limit-video = Vídeo de até { $n } MB
falta-limit-name = Nome de arquivo com até { $n } letras
falta-limit-types = Só aceita { $types }

# For the petition.
falta-petition-lead = Estes dados entram na petição ao Juizado. O que ficar em branco sai como linha para escrever à mão.
falta-venue = Comarca ou foro
falta-venue-hint = Como o tribunal chama o lugar. Por exemplo: Comarca de Campinas – SP.
falta-urgent = Há algo que não pode esperar?
falta-urgent-hint = Por exemplo: a luz foi cortada e há um bebê em casa. Conte o que acontece se demorar.
falta-witnesses = Testemunhas
falta-witnesses-lead = Até três pessoas que viram ou ouviram o que aconteceu.
falta-witness-name = Nome
falta-witness-address = Endereço e telefone
falta-witness-add = Adicionar testemunha
falta-grounds = Leis que você quer citar
falta-grounds-lead = Não é obrigatório. O programa não marca nenhuma por você.
falta-ground-confirm = { $text } Confirme antes de citar.

# Limits of the Juizado.
falta-court-fits = O valor da causa é { $value } e cabe no Juizado sem advogado.
falta-court-lawyer = O valor da causa é { $value }. Nesse valor, o Juizado pede advogado.
falta-court-over = O valor da causa é { $value } e passa do limite do Juizado.
falta-court-limits = Hoje dá para ir sem advogado até { $lawyer } e com advogado até { $limit }. O salário mínimo é { $wage }.
falta-court-excess = O que passa do limite é { $excess }. Converse com um advogado ou com a Defensoria antes de decidir.
falta-court-renounce = Renuncio ao que passa
falta-court-renounce-hint = Só marque se você quer abrir mão dessa parte para ficar no Juizado. O programa nunca marca sozinho.

# Undue charges.
falta-charges = Cobranças indevidas
falta-charges-lead = Anote cada cobrança a mais, com a data e se você pagou. O programa soma.
falta-charge = Cobrança { $n }
falta-charge-date = Quando?
falta-charge-text = Cobrança de quê?
falta-charge-amount = Valor a mais
falta-charge-paid = Já paguei
falta-charge-add = Adicionar cobrança
falta-charge-removed = Cobrança retirada do caso.
falta-sum-simple = Devolução simples: o que você pagou
falta-sum-double = Devolução em dobro
falta-sum-unpaid = Cobrado e não pago: pedir que declarem indevido
falta-sum-double-why = O Código de Defesa do Consumidor prevê o dobro do que foi pago a mais, salvo engano justificável (art. 42). A soma não muda os seus pedidos.
falta-sum-before = Deste total, { $sum } foi pago antes de 30/03/2021. Nessa parte, alguns tribunais só dobram com prova de má-fé. Confirme.
