# Guided interview.
interview-place = Pergunta { $n } de { $total }
interview-later = Não sei agora
interview-done = Pronto
interview-safe = Cada resposta fica salva neste computador. Você pode parar e voltar quando quiser.
so-far = Até aqui
so-far-none = Suas respostas vão aparecer aqui.
review-title = Confira suas respostas
review-why = Tudo pode ser mudado depois, quando você quiser.
review-open = Abrir meu caso

# Titles of a case, made from the answers.
title-none = Caso novo
title-company = Problema com { $company }
title-both = { $trouble } · { $company }
title-unknown_charge = Cobrança que não reconheço
title-defective_product = Produto com defeito
title-not_delivered = Compra não entregue
title-service_fails = Serviço que não funciona
title-cannot_cancel = Cancelamento que não consigo
title-negative_listing = Nome no SPC ou Serasa
title-offer_not_kept = Oferta não cumprida

# The questions, why they are asked, and their names on the sheet of answers.
question-company = Com qual empresa é o problema?
question-company-why = Escreva o nome como você conhece. O resto pode ficar para depois.
question-problem = O que aconteceu?
question-problem-why = Escolha o que mais se parece com o seu caso.
question-relation = O que você comprou ou contratou?
question-relation-why = Isto mostra a ligação entre você e a empresa. Responda o que souber.
question-began = Quando começou?
question-began-why = Ajuda a pôr tudo em ordem de data. Se não lembrar o dia, escreva só o mês ou o ano.
question-complained = Você já reclamou com a empresa?
question-complained-why = Quem recebe o dossiê costuma querer ver que você tentou resolver antes.
question-wishes = O que você quer?
question-wishes-why = Pode marcar mais de um. Depois você escreve do seu jeito, em “Relato e pedidos”.
question-aims = Para onde você vai levar?
question-aims-why = Pode marcar mais de um, e mudar depois.
question-place = Onde você mora?
question-place-why = A cidade aparece no dossiê, antes da data e da assinatura.
question-you = Seus dados
question-you-why = Nada aqui é obrigatório. Os dados ficam neste computador e só aparecem no dossiê que você gerar.
answer-company = Empresa
answer-problem = O que aconteceu
answer-relation = Compra ou contrato
answer-began = Quando começou
answer-complained = Reclamação à empresa
answer-wishes = O que você quer
answer-aims = Para onde vai
answer-place = Onde você mora
answer-you = Seus dados
answer-none = Ainda sem resposta
answer-do = Responder
answer-about = ({ $name })

# Company.
company-name = Nome da empresa
company-name-hint = Como está na fatura, no aplicativo ou na fachada da loja.
company-tax-id = CNPJ da empresa
company-tax-id-hint = Está na nota fiscal ou na fatura. Pode ter letras.
company-more = Mais dados da empresa
company-corporate_name = Razão social
company-phone = Telefone
company-email = E-mail
company-site = Site
term-cnpj = CNPJ
term-cnpj-text = É o número que identifica uma empresa no Brasil. Tem 14 números ou letras e está em toda nota fiscal e fatura. Se não achar, deixe em branco.

# Address and place.
address-cep = CEP
address-street = Rua, avenida ou praça
address-number = Número
address-complement = Complemento
address-district = Bairro
address-state = Estado
address-city = Cidade
state-none = Escolha o estado
state-AC = Acre
state-AL = Alagoas
state-AP = Amapá
state-AM = Amazonas
state-BA = Bahia
state-CE = Ceará
state-DF = Distrito Federal
state-ES = Espírito Santo
state-GO = Goiás
state-MA = Maranhão
state-MT = Mato Grosso
state-MS = Mato Grosso do Sul
state-MG = Minas Gerais
state-PA = Pará
state-PB = Paraíba
state-PR = Paraná
state-PE = Pernambuco
state-PI = Piauí
state-RJ = Rio de Janeiro
state-RN = Rio Grande do Norte
state-RS = Rio Grande do Sul
state-RO = Rondônia
state-RR = Roraima
state-SC = Santa Catarina
state-SP = São Paulo
state-SE = Sergipe
state-TO = Tocantins

# What happened.
problem-unknown_charge = Cobrança que não reconheço
problem-defective_product = Produto com defeito
problem-not_delivered = Não entregaram
problem-service_fails = Serviço que não funciona
problem-cannot_cancel = Não consigo cancelar
problem-negative_listing = Meu nome foi para o SPC ou Serasa
problem-offer_not_kept = Não cumpriram a oferta
problem-other = Outro problema

# What was bought or contracted.
relation-product = Produto ou serviço
relation-product-hint = Por exemplo: plano de internet, geladeira, passagem aérea.
relation-purchased_at = Data da compra ou do contrato
relation-price = Valor
relation-price-hint = O preço pago, ou a mensalidade.
relation-contract = Número do contrato
relation-contract-hint = Costuma estar na fatura ou no contrato.
relation-order = Número do pedido
relation-order-hint = Costuma estar no e-mail da compra.
relation-more = Mais dados da compra ou do contrato
relation-purchase_place = Onde comprou
relation-payment = Forma de pagamento
relation-customer = Código de cliente
relation-line = Linha telefônica
relation-installation = Instalação ou unidade consumidora
relation-model = Modelo
relation-serial = Número de série
relation-holder = Titular, se não for você
relation-line-contract = Contrato { $value }
relation-line-order = Pedido { $value }
relation-line-customer = Cliente { $value }
relation-line-line = Linha { $value }
relation-line-installation = Instalação { $value }
relation-line-model = Modelo: { $value }
relation-line-serial = Número de série { $value }
relation-line-day = Em { $day }
relation-line-holder = Titular: { $value }

# When it began.
began-label = Data do começo do problema

# Complaint to the company.
complained-with_number = Sim, e tenho o número de protocolo
complained-without_number = Sim, mas não tenho o número
complained-not_yet = Ainda não
complained-number = Número de protocolo
complained-number-hint = Escreva como recebeu. Os outros você anota depois, em “Contatos e protocolos”.
complained-when = Quando foi?
complained-channel = Por onde?
channel-none = Não lembro
complained-noted = { $n ->
    [0] Nenhum contato anotado
    [one] 1 contato anotado
   *[other] { $n } contatos anotados
}
complained-noted-where = Para ver, mudar ou anotar outro, vá a “Contatos e protocolos”.
complained-without = O número ajuda, mas a sua reclamação conta mesmo sem ele
complained-without-next = Procure o número nas mensagens, nos e-mails e na lista de ligações. Você também pode pedir o número à empresa.
complained-first = Reclame primeiro no SAC e anote o número de protocolo
complained-first-next = Procon e Juizado costumam pedir essa prova. Anote também o dia, a hora e quem atendeu.

# Wishes.
wish-refund = Dinheiro de volta
wish-refund-text = Devolução do valor pago.
wish-exchange = Trocar o produto
wish-exchange-text = Troca do produto.
wish-repair = Consertar
wish-repair-text = Conserto do produto ou do serviço.
wish-cancel = Cancelar sem multa
wish-cancel-text = Cancelamento sem multa.
wish-stop = Parar a cobrança
wish-stop-text = Fim da cobrança.
wish-clear_name = Limpar meu nome
wish-clear_name-text = Retirada do meu nome do SPC, da Serasa e de cadastros parecidos.
wish-other = Outro pedido
wish-amount = Quanto você quer de volta?
wish-amount-hint = Se ainda não sabe a soma, deixe em branco.
wish-other-field = Qual é o outro pedido?
wish-other-hint = Com as suas palavras, em uma frase curta.
wish-with-amount = { $words }: { $amount }
wish-taken-out = Pedido retirado.
wish-others = Outros pedidos deste caso
wish-others-where = Para mudar estes, vá a “Relato e pedidos”.

# Destinations.
aim-procon = Procon
aim-procon-hint = Órgão de defesa do consumidor. Ele procura a empresa e tenta um acordo.
aim-jec = Juizado Especial
aim-jec-hint = Parte da Justiça para causas menores e mais simples.
aim-lawyer = Advogado(a) ou Defensoria
aim-lawyer-hint = Quem vai defender você recebe tudo em ordem, com os originais.
aim-unsure = Ainda não sei
aim-unsure-hint = Sem problema. O caso serve para qualquer caminho.
term-procon = Procon
term-procon-text = É o órgão público de defesa do consumidor da cidade ou do estado. Você conta o problema, mostra as provas, e ele pede uma resposta à empresa.
term-jec = Juizado Especial
term-jec-text = É o antigo “pequenas causas”: uma parte da Justiça para causas de menor valor. Lá, um juiz decide se não houver acordo.

# Own data.
person-name = Nome completo
person-name-hint = Sem abreviar, como está no documento.
person-tax_id = CPF
person-tax_id-mei = CNPJ do MEI ou CPF
person-rg = Número do RG
person-rg-issuer = Órgão emissor (SSP/SP…)
person-phone = Telefone com DDD
person-email = E-mail
person-nationality = Nacionalidade
person-marital_status = Estado civil
person-occupation = Profissão
person-parents = Filiação
person-parents-hint = Um nome por linha, como no RG.
person-more = Mais dados
person-social_name = Nome social
person-social_name-hint = Se você usa, ele aparece primeiro no dossiê.
person-kind = Você reclama como
person-person = Pessoa
person-mei = Microempreendedor(a), MEI
person-birth_date = Data de nascimento
person-line-rg = RG { $value }
person-line-born = Nascimento: { $day }
person-line-parents = Filiação: { $names }
you-prefilled = Preenchi com os dados guardados em Ajustes
you-prefilled-check = Confira. O que você mudar aqui vale só para este caso.
you-remember = Quer usar estes dados também nos próximos casos?
you-remember-do = Lembrar meus dados
you-remember-changed = Os dados deste caso são diferentes dos guardados em Ajustes.
you-remember-update = Guardar estes em Ajustes
you-remembered = Guardados em Ajustes
you-remembered-where = Os próximos casos já começam com eles.

# Step 1 of a case.
story-lead = Suas respostas num lugar só. Elas preenchem a capa e as primeiras páginas do dossiê.
story-title = Título do caso
story-missing = { $n ->
    [0] Tudo respondido
    [one] 1 pergunta ainda sem resposta
   *[other] { $n } perguntas ainda sem resposta
}
story-missing-calm = Não precisa responder agora. O dossiê pode ser gerado assim mesmo.
story-answer = Responder
story-others = Outras empresas
story-others-why = Por exemplo, a loja que vendeu e a fábrica. Cada empresa recebe um dossiê do Procon só dela.
story-add-company = Acrescentar empresa
story-company = Dados da empresa
story-company-nameless = Empresa ainda sem nome
story-company-out = Empresa retirada do caso.
story-next = Ir para as provas

# Sector of a company.
company-sector = Ramo da empresa
company-sector-hint = O ramo muda os prazos e os passos que o programa mostra.
sector-telecom = Telefone, internet ou TV
sector-energy = Energia elétrica
sector-bank = Banco, cartão ou financeira
sector-health = Plano de saúde
sector-aviation = Companhia aérea
sector-insurance = Seguro
sector-ecommerce = Loja ou site de compras
sector-other = Outro ramo

# Files dropped during the questions.
interview-drop = Solte os arquivos: eles ficam guardados como provas deste caso
interview-keeping = Guardando as provas
interview-nothing = Não recebi o arquivo. Salve-o numa pasta e arraste de lá.
interview-kept =
    { $n ->
        [0] Nenhum arquivo foi guardado
        [one] 1 arquivo está guardado como prova deste caso
       *[other] { $n } arquivos estão guardados como provas deste caso
    }
interview-kept-where = Pode continuar respondendo. Eles esperam por você na etapa Provas.
interview-kept-refused =
    { $n ->
        [one] 1 arquivo não pôde ser guardado. O motivo está na etapa Provas.
       *[other] { $n } arquivos não puderam ser guardados. O motivo está na etapa Provas.
    }
interview-kept-see = Ver as provas
