# The account: facts, requests, companies and private notes.
account-lead = Conte o que aconteceu, um fato por vez. Frases curtas ajudam quem vai ler.
account-facts = Os fatos
account-empty = Conte o primeiro fato
account-empty-text = Comece pelo começo: o dia da compra ou do contrato. Depois, o que deu errado.
account-empty-example = Exemplo: “Em 10/02/2026 a fatura veio com a TV cobrada duas vezes. Paguei antes de notar.”
account-add = Adicionar fato
account-add-first = Contar o primeiro fato
account-sort = Pôr em ordem de data
account-fact = Fato { $n }
account-date = Quando?
account-what = O que aconteceu?
account-company-of = Sobre qual empresa?
account-proofs-of = Provas do fato { $n }
account-cite = Citar prova
account-cite-in = Citar prova no fato { $n }
account-up = Subir
account-down = Descer
account-moved = Agora está no lugar { $n } de { $of }.
account-fact-removed = Fato retirado do caso.
account-help-long = Frase longa ({ $n } palavras). Quer dividir em duas?
account-help-cpf = Parece ter um CPF. Se não for preciso aqui, tire: outras pessoas vão ler.
account-help-phone = Parece ter um telefone. Se não for preciso aqui, tire: outras pessoas vão ler.
account-help-no-proof = Sem prova ligada. Se tiver, use “Citar prova”.

account-from-timeline = Criar a partir da linha do tempo
account-from-lead = Cada linha marcada vira um fato em rascunho, com as suas palavras. Depois você muda o que quiser.
account-from-nothing = O relato já conta tudo o que está na linha do tempo.
account-from-make = { $n ->
    [0] Criar rascunhos
    [one] Criar { $n } rascunho
   *[other] Criar { $n } rascunhos
}
account-from-made = { $n ->
    [one] { $n } fato criado. Leia e mude o que quiser.
   *[other] { $n } fatos criados. Leia e mude o que quiser.
}
account-draft-contact = Falei com a empresa
account-draft-contact-by = Falei com a empresa ({ $channel })
account-draft-protocol = { $opening }, protocolo { $protocol }.
account-draft-answer = Resposta da empresa: { $answer }
account-draft-promise = Prometeram: { $promise }
account-draft-purchase = Comprei ou contratei: { $product }
account-draft-purchase-bare = Fiz a compra ou o contrato.

account-requests = O que eu peço
account-requests-lead = Um pedido por vez. O Procon e o Juizado podem ter listas diferentes.
account-requests-empty = Diga o que resolve o problema para você: devolver o dinheiro, trocar, consertar, cancelar sem multa.
account-request = Pedido { $n }
account-request-add = Adicionar pedido
account-request-removed = Pedido retirado do caso.
account-ask = O que você pede?
account-kind = Tipo de pedido
account-kind-obligation = Obrigação de fazer é algo que a empresa deve fazer: trocar, consertar, cancelar ou parar de cobrar.
account-amount = Valor
account-amount-double = No valor, escreva a soma já dobrada.
account-counts = Como entra na soma?
account-counts-adds = Soma no valor
account-counts-undue_debt = Dívida a declarar indevida
account-counts-alternative = É alternativo a outro pedido
account-alternative-of = Alternativo a qual?
account-alternative-none = Escolha
account-alternative-name = { $n }: { $text }
account-place = Onde pedir?
account-place-both = No Procon e no Juizado
account-place-procon = Só no Procon
account-place-jec = Só no Juizado
account-place-lawyer = Só no dossiê do advogado
account-company-asked = A qual empresa?
account-proofs-of-request = Provas do pedido { $n }
account-cite-in-request = Citar prova no pedido { $n }
account-help-moral = Procons como os de Porto Alegre e Contagem não decidem dano moral. Se preferir, peça isso só no Juizado.
account-total = Valor dos pedidos
account-total-asked = Valores a receber
account-total-undue = Dívida a declarar indevida
account-total-at-procon = No Procon
account-total-at-jec = No Juizado
account-total-alternative = De pedidos alternativos conta um só, o de maior valor.

company-unnamed = Empresa { $n }
company-all = Todas

account-notes = Anotações só suas
account-notes-label = O que você quer lembrar
account-notes-hint = Ficam neste computador. Nunca entram no dossiê nem no ZIP.

# Choosing and citing proofs.
cite-doc = Doc. { $number }
cite-no-number = Sem número
cite-pages = { $doc }, p. { $pages }
cite-unknown = Prova que não está no caso
cite-not-used = Fora do dossiê
cite-look = Ver a prova
cite-take-out = Retirar { $name }
cite-proofs = Provas do caso
cite-no-proofs = O caso ainda não tem provas. Junte os arquivos na etapa “Provas” e volte aqui.
cite-filter = Procurar pelo título, tipo ou número
cite-none-found = Nenhuma prova com essas palavras.
cite-no-date = sem data
cite-page-count = { $n ->
    [one] { $n } página
   *[other] { $n } páginas
}
cite-which-pages = Páginas do { $doc }
cite-pages-hint = Por exemplo: 2, ou 2-3, ou 1, 4. Vazio quer dizer a prova inteira.
cite-pages-warning = Confira as páginas: esta prova não tem todas elas.
cite-chosen = { $n ->
    [0] Nenhuma escolhida
    [one] { $n } escolhida
   *[other] { $n } escolhidas
}
cite-use = Usar estas provas
