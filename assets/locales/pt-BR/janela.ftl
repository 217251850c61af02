# What the window itself could not do; the last part of each name is the shell's code.
window-refused-broken = O programa tropeçou neste pedido. Seus arquivos estão guardados.
window-refused-broken-next = Tente de novo. Se voltar a acontecer, feche e abra o Juntada.
window-refused-nothing_there = O arquivo ou a pasta não está mais onde estava.
window-refused-nothing_there-next = Veja se foi movido ou se o pen drive foi tirado.
window-refused-not_opened = Este computador não conseguiu abrir o arquivo. Ele está guardado.
window-refused-not_opened-next = Use “Mostrar na pasta” e escolha com qual programa abrir.
window-refused-not_pasted = Não consegui pegar a imagem que foi copiada.
window-refused-not_pasted-next = Salve a imagem num arquivo e use “Escolher arquivos”.
