# Contacts with the company and their protocol numbers.
contacts-lead = Toda vez que você fala com a empresa, anote aqui. O número de protocolo ajuda a mostrar que você tentou resolver.
contacts-note = Anotar um contato
contacts-note-first = Anotar o primeiro contato
contacts-new = Novo contato
contacts-list = Contatos por data
contacts-of-day = Contato de { $day }
contacts-undated = Contato sem data
contacts-empty = Nenhum contato anotado ainda
contacts-empty-call = Ligue para o SAC da empresa, ou use o chat ou o aplicativo dela.
contacts-empty-ask = Conte o problema e peça o número de protocolo.
contacts-empty-write = Anote aqui na hora: o dia, o número e o que responderam.
contacts-empty-past = Já falou com a empresa antes? Anote também, mesmo sem o número.

contacts-when = Quando foi?
contacts-channel = Por onde?
contacts-channel-none = Escolha
contacts-no-channel = Contato
contacts-protocol = Número de protocolo
contacts-protocol-short = Protocolo
contacts-protocol-other = Número de protocolo ({ $n }º)
contacts-protocol-hint = Cole ou escreva como recebeu. Deixamos igual.
contacts-protocol-more = Mais um número
contacts-attendant = Quem atendeu?
contacts-attendant-hint = O nome que a pessoa disse. Se não disse, pode deixar assim.
contacts-summary = O que você pediu?
contacts-summary-hint = Frases curtas bastam.
contacts-answer = O que responderam?
contacts-answer-hint = Com as palavras da empresa, se lembrar.
contacts-promise = Prometeram alguma coisa?
contacts-promise-hint = Por exemplo: devolver o valor, mandar um técnico.
contacts-due = Para quando prometeram?
contacts-due-hint = O dia que a empresa disse. Se não disse, deixe vazio.
contacts-outcome = E como terminou?
contacts-outcome-hint = Em poucas palavras: cumpriram, não cumpriram, recusaram.
contacts-company = Com qual empresa?
contacts-proofs = Provas deste contato
contacts-choose-proofs = Escolher das provas
contacts-saves-itself = Tudo é salvo enquanto você escreve.
contacts-ready = Pronto
contacts-remove = Retirar este contato
contacts-removed = Contato retirado do caso.

contacts-attempt = Tentativa { $n } no dossiê
contacts-with = com { $name }
contacts-no-date = Sem data
contacts-no-protocol = Sem número de protocolo
contacts-asked = Você pediu
contacts-answered = Responderam
contacts-promised = Prometeram
contacts-ended = Terminou
contacts-promise-due = { $promise } Prazo prometido: { $due }.
contacts-due-only = Prazo prometido: { $due }.
contacts-copy = Copiar
contacts-copy-number = Copiar o protocolo { $protocol }
contacts-copied = Copiado
contacts-marked = O número está marcado. Aperte Ctrl+C para copiar.

contacts-recording = Peça a gravação da ligação
contacts-recording-text = A empresa só é obrigada a guardar a gravação por 90 dias, contados da ligação. Peça antes disso e anote o protocolo do pedido.

# Remarks of the engine on what was written.
remark-same-protocol = Este número já está no contato de { $date }. É o mesmo atendimento?
remark-same-protocol-undated = Este número já está em outro contato. É o mesmo atendimento?
remark-same-protocol-here = Este número está duas vezes neste contato.
remark-date = Confira as datas deste contato.
remark-future-date = Esta data ainda não chegou: { $date }.

when-day = Dia
when-time = Hora
when-time-placeholder = hh:mm
when-now = Agora
when-time-not-understood = Não entendi esta hora. Escreva como 14:32 ou 14h32.
when-time-needs-day = A hora só vale com o dia completo. Escreva primeiro o dia.

term-protocol = número de protocolo
term-protocol-text = É o número que a empresa dá a cada atendimento. Com ele, a empresa acha o que foi dito. Anote também o dia e a hora. Se o número se perdeu, procure nas mensagens e nos e-mails da empresa.
term-sac = SAC
term-sac-text = É o Serviço de Atendimento ao Consumidor: o telefone, o chat ou o e-mail da empresa para reclamar e pedir ajuda. O contato costuma estar na fatura, na embalagem ou no site.
term-recording = a regra dos 90 dias
term-recording-text = O Decreto 11.034/2022, artigo 12, parágrafo 3º, manda guardar a gravação por no mínimo 90 dias. Ele vale para serviços que o governo federal regula, como telefonia, energia, bancos e planos de saúde. Nas outras empresas, peça logo. Lemos esta regra em novembro de 2026.
