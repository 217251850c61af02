# The first time.
welcome-title =
    Junte as provas.
    Monte seu dossiê.
    Leve ao Procon ou ao Juizado.
welcome-stays = Seus arquivos ficam só neste computador. Nada é enviado pela internet.
welcome-original = O arquivo original nunca é alterado.
welcome-limits = Este programa ajuda a organizar. Ele não substitui advogado nem decide o seu caso.
welcome-letter = Tamanho da letra
welcome-letter-normal = Normal
welcome-letter-large = Grande
welcome-letter-larger = Muito grande
welcome-begin = Montar meu caso
welcome-doc = Doc. 1

# The sample case.
sample-open = Ver um exemplo pronto
sample-making = Preparando o exemplo…
