# Getting pictures and conversations off the phone: what to do, and what each way does to dates and quality.
celular-lead = O caminho muda o que chega aqui. Prefira os que guardam a data da foto e a qualidade.
celular-steps = Passo a passo
celular-android = Android
celular-iphone = iPhone
celular-date = Data
celular-quality = Qualidade

celular-cable = Com o cabo USB
celular-cable-lead = O melhor caminho. A foto chega igual à que está no celular.
celular-cable-date = A data da câmera chega junto.
celular-cable-quality = Igual à original.
celular-cable-android-1 = Ligue o celular ao computador com o cabo e desbloqueie a tela.
celular-cable-android-2 = No aviso “USB” do celular, escolha “Transferência de arquivos”.
celular-cable-android-3 = No computador, abra a pasta do celular. As fotos ficam em “DCIM”; os prints, em “Screenshots”.
celular-cable-android-4 = Copie o que interessa para uma pasta sua, como Documentos. Depois, escolha de lá.
celular-cable-iphone-1 = Ligue o iPhone ao computador com o cabo e toque em “Confiar”.
celular-cable-iphone-2 = No Windows, abra o aplicativo Fotos e use “Importar”. No Mac, use a Captura de Imagem.
celular-cable-iphone-3 = Guarde as fotos numa pasta sua, como Documentos. Depois, escolha de lá.
celular-cable-iphone-4 = Fotos HEIC também servem. Não precisa converter.

celular-mail = Por e-mail, para você
celular-mail-lead = Bom para poucas fotos. Muitos e-mails aceitam até 25 MB de cada vez.
celular-mail-date = A data da câmera costuma chegar junto.
celular-mail-quality = Igual à original, se for em tamanho real.
celular-mail-android-1 = Na galeria, marque as fotos, toque em “Compartilhar” e escolha o seu e-mail.
celular-mail-android-2 = Envie para o seu próprio endereço.
celular-mail-android-3 = No computador, abra o e-mail, baixe os anexos e escolha esses arquivos.
celular-mail-iphone-1 = No aplicativo Fotos, marque as fotos, toque em “Compartilhar” e em “Mail”.
celular-mail-iphone-2 = Envie para o seu próprio endereço. Se aparecer a pergunta, escolha “Tamanho real”.
celular-mail-iphone-3 = No computador, abra o e-mail, baixe os anexos e escolha esses arquivos.

celular-document = Pelo WhatsApp, como documento
celular-document-lead = Mandada como foto comum, ela encolhe e costuma perder a data da câmera. Como documento, não.
celular-document-date = A data da câmera costuma chegar junto.
celular-document-quality = Igual à original.
celular-document-android-1 = No WhatsApp, abra a conversa com você mesmo.
celular-document-android-2 = Toque no clipe, em “Documento”, e escolha a foto. Não use “Galeria”.
celular-document-android-3 = No computador, abra o WhatsApp Web, baixe o arquivo e escolha-o aqui.
celular-document-iphone-1 = No WhatsApp, abra a conversa com você mesmo.
celular-document-iphone-2 = Toque em “+”, em “Documento”, e escolha a foto. Não use “Fotos”.
celular-document-iphone-3 = No computador, abra o WhatsApp Web, baixe o arquivo e escolha-o aqui.

celular-export = Exportar a conversa do WhatsApp
celular-export-lead = Traz a conversa inteira, com o dia e a hora de cada mensagem.
celular-export-date = Dia e hora de cada mensagem, como estão no celular.
celular-export-quality = Fotos e áudios como estão no WhatsApp.
celular-export-android-1 = Abra a conversa e toque nos três pontos, em “Mais” e em “Exportar conversa”.
celular-export-android-2 = Escolha “Incluir mídia” e envie por e-mail, para você.
celular-export-android-3 = No computador, escolha o arquivo que chegou, ZIP ou TXT. Não precisa extrair nada.
celular-export-iphone-1 = Abra a conversa e toque no nome da pessoa ou da empresa, no alto.
celular-export-iphone-2 = Role até “Exportar conversa”, escolha “Anexar mídia” e envie por e-mail, para você.
celular-export-iphone-3 = No computador, escolha o arquivo ZIP que chegou. Não precisa extrair nada.

celular-print = Prints da tela
celular-print-lead = Faça na ordem da conversa, com o nome, o dia e a hora aparecendo na tela.
celular-print-date = O print guarda o dia em que foi feito, não o da conversa. Anote a data certa.
celular-print-quality = Traga pelo cabo ou como documento, para a letra não ficar borrada.
celular-print-android-1 = Aperte ao mesmo tempo o botão de ligar e o de diminuir o volume.
celular-print-android-2 = Role a conversa um pouco e repita. Deixe a última linha aparecer de novo.
celular-print-iphone-1 = Aperte ao mesmo tempo o botão lateral e o de aumentar o volume.
celular-print-iphone-2 = Role a conversa um pouco e repita. Deixe a última linha aparecer de novo.
