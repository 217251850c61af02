# The timeline.
timeline-lead = Ela se monta sozinha, com as datas dos contatos, dos fatos e das provas.
timeline-note = Outro acontecimento
timeline-new = Outro acontecimento
timeline-change = Alterar o acontecimento
timeline-gather = Juntar provas
timeline-empty = A linha do tempo ainda está vazia
timeline-empty-text = Cada contato, fato ou prova com data entra aqui, em ordem. Assim quem lê entende o que veio antes e o que veio depois.
timeline-undated = Sem data ({ $n })
timeline-undated-hint = Abra e ponha a data. Vale só o mês ou só o ano, se for o que você lembra.
timeline-show = Mostrar
timeline-kind-all = Tudo
timeline-kind-purchase = Compra
timeline-kind-fact = Fatos
timeline-kind-contact = Contatos
timeline-kind-due = Prazos prometidos
timeline-kind-event = Acontecimentos
timeline-kind-exhibit = Provas
timeline-purchase = Compra ou contratação
timeline-fact = Fato { $n }
timeline-contact = Tentativa { $n }: { $channel }
timeline-contact-protocol = Tentativa { $n }: { $channel }, protocolo { $protocol }
timeline-no-channel = Contato
timeline-due = Prazo prometido na tentativa { $n }
timeline-event = Acontecimento
timeline-proofs = Provas desta linha
timeline-check-date = Confira a data
timeline-doubtful = { $n ->
    [one] Uma data para conferir
   *[other] { $n } datas para conferir
}
timeline-removed = Acontecimento retirado do caso.
timeline-ready = Pronto
timeline-event-when = Quando foi?
timeline-event-text = O que aconteceu?
timeline-event-hint = Por exemplo: a instalação, o conserto, o vencimento de uma fatura.
timeline-event-company = Com qual empresa?
timeline-event-proofs = Provas deste acontecimento
timeline-event-choose = Citar prova
timeline-event-remove = Retirar este acontecimento
