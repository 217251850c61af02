# Letters, declarations and authorisations.
cartas-title = Cartas e declarações
cartas-lead = Prontas com os dados do caso. Leia, assine e guarde uma cópia com a prova do envio.
cartas-company = Para qual empresa?
cartas-make = Fazer o PDF
cartas-made = Feito: { $name }
cartas-made-text = O papel está na pasta dos dossiês. O que falta sai como linha para escrever à mão.
