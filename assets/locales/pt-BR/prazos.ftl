# Deadlines and steps.
prazos-title = Prazos
prazos-card-own = Próximo prazo
prazos-card-company = Prazo da empresa
prazos-card-until = até { $day }, { $n ->
    [0] é hoje
    [one] falta { $n } dia
   *[other] faltam { $n } dias
  }
prazos-none = Ainda não há prazo para contar
prazos-none-text = Os prazos aparecem quando você anota um contato com a empresa ou responde às perguntas daqui.
prazos-to-contacts = Anotar um contato
prazos-side-own = O que você pode fazer
prazos-side-company = O que a empresa deve fazer
prazos-met = { $n ->
    [0] Nenhum prazo resolvido
    [one] 1 prazo já resolvido
   *[other] { $n } prazos já resolvidos
  }
prazos-state-met = Resolvido
prazos-state-own = Faça até { $day }
prazos-state-own-past = Até { $day }
prazos-state-paused = Parado pela reclamação de { $day }
prazos-state-company = A empresa tem até { $day }
prazos-state-company-past = Venceu em { $day }
prazos-left = { $n ->
    [0] É hoje.
    [one] Falta { $n } dia.
   *[other] Faltam { $n } dias.
  }
prazos-paused = Sem a reclamação, o último dia seria { $day }. Guarde a prova de que você reclamou (CDC, art. 26, § 2º).
prazos-past-calm = Esta data passou. Isso não encerra o assunto: pergunte no Procon ou na Defensoria.
prazos-from = Contado de { $day }.
prazos-from-contact = Contado do contato de { $when }.
prazos-confirm = Confirme esta regra.
prazos-how-counted = Contado hoje, { $day }. O seu prazo é contado do jeito mais curto, e o da empresa, do mais longo.
prazos-calendar = Gravar na agenda
prazos-calendar-made = Gravado: { $name }
prazos-calendar-text = Abra o arquivo para pôr as datas na agenda do computador. Ele está na pasta dos dossiês.
prazos-calendar-file = agenda

prazos-facts = Datas que mudam os prazos
prazos-facts-lead = Responda só o que souber. Nada disto é obrigatório.
prazos-facts-more = Outras perguntas
prazos-fact-received = Quando você recebeu o produto ou o serviço?
prazos-fact-defect_seen = Quando você viu o defeito?
prazos-fact-damage = Quando aconteceu o dano, ou você soube dele?
prazos-fact-durable = É algo feito para durar, como geladeira ou celular?
prazos-fact-bought_away = Comprou fora da loja: internet, telefone ou em casa?
prazos-fact-in_court = Este assunto já está na Justiça?
prazos-yes = Sim
prazos-no = Não
prazos-unknown = Não sei

prazos-holidays = Feriados da conta
prazos-holidays-lead = Os feriados nacionais já contam. Nem todo lugar para no Carnaval e em Corpus Christi: marque se for o seu caso.
prazos-holidays-optional = Também não contam como dia útil
prazos-holiday-carnival = Carnaval, segunda e terça
prazos-holiday-corpus_christi = Corpus Christi
prazos-holidays-own = Feriado do estado ou da cidade
prazos-holidays-own-hint = Escreva o dia inteiro, como 25/01/2027. Ele entra na lista ao sair do campo.
prazos-holidays-whole-day = Para um feriado é preciso o dia inteiro, com mês e ano.

prazos-steps = Passos
prazos-steps-with = Passos com { $company }
prazos-company = a empresa
prazos-steps-lead = O caminho mais comum. Cada passo deixa uma prova. Pular um passo não é erro.
prazos-rung-done = Feito
prazos-rung-waiting = Aguardando resposta
prazos-rung-next = O próximo
prazos-rung-later = Depois
prazos-rung-until = A empresa tem até { $day } para responder.
prazos-leaves = Prova que fica: { $proof }
