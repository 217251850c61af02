# Deliveries: what was handed over.
entrega-title = Entregas
entrega-lead = Anote onde você entregou, o número que deram e o que ficou marcado.
entrega-none = Nada entregue ainda
entrega-none-text = Depois de ir ao Procon, ao Juizado ou ao advogado, registre aqui. Assim nada se perde.
entrega-note = Registrar entrega
entrega-change = Alterar a entrega
entrega-keep = Guardar
entrega-removed = Entrega retirada do caso.
entrega-nameless = Entrega
entrega-on = Em { $when }
entrega-no-day = Sem data
entrega-proofs = { $n ->
    [0] nenhuma prova entregue
    [one] 1 prova entregue
   *[other] { $n } provas entregues
  }
entrega-profile = Para onde foi?
entrega-profile-none = Outro lugar
entrega-place = Lugar
entrega-place-hint = Por exemplo: Procon, posto do centro.
entrega-when = Quando você entregou?
entrega-number = Número que deram
entrega-number-hint = FA, CIP ou número do processo. Escreva como está no papel.
entrega-answer_due = Resposta até
entrega-answer-hint = Se ficar em branco, o programa conta o prazo do lugar quando ele é conhecido.
entrega-hearing = Audiência marcada para
entrega-outcome = O que aconteceu
entrega-outcome-hint = Por exemplo: acordo, devolveram o dinheiro, a empresa não foi.
entrega-count = { $n ->
    [0] Nenhuma entrega registrada
    [one] 1 entrega registrada
   *[other] { $n } entregas registradas
  }
entrega-see = Ver entregas
