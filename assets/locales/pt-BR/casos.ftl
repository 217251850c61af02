# My cases.
cases-lead = Cada caso é uma pasta com tudo sobre um problema com uma empresa.
cases-new = Novo caso
cases-loading = Abrindo seus casos…
cases-none = Você ainda não tem casos
cases-none-what = Um caso é uma pasta com tudo sobre um problema com uma empresa.
cases-none-tell = Responda nove perguntas curtas. Pode pular qualquer uma.
cases-none-gather = Junte fotos, prints, faturas e e-mails. O original nunca é alterado.
cases-none-export = Gere o dossiê para imprimir, levar no pen drive ou enviar.
cases-first = Começar meu primeiro caso
cases-verify = Recebi um dossiê e quero conferir
cases-filter = Procurar um caso pelo título ou pela empresa
cases-found = { $n ->
    [0] Nenhum dos { $total } casos tem essas palavras.
    [one] 1 de { $total } casos
   *[other] { $n } de { $total } casos
}
cases-against = Empresa: { $company }
cases-exhibits = { $n ->
    [0] provas
    [one] prova
   *[other] provas
}
cases-contacts = { $n ->
    [0] contatos
    [one] contato
   *[other] contatos
}
cases-facts = { $n ->
    [0] fatos
    [one] fato
   *[other] fatos
}
cases-exported = Dossiê gerado em { $day }
cases-changed = Última mudança: { $when }
cases-more = Mais sobre { $title }

# Another title.
rename-title = Mudar o título do caso
rename-label = Título
rename-hint = Ele aparece na capa do dossiê. A pasta do caso continua com o mesmo nome.
rename-do = Mudar o título

# A verified copy.
copy-do = Fazer uma cópia
copy-title = Fazer uma cópia do caso
copy-what = O programa copia o caso inteiro e depois lê a cópia para conferir se ela ficou igual.
copy-where = Escolha um pen drive ou outra pasta. Guarde a cópia longe deste computador.
copy-choose = Escolher onde guardar
copy-running = { $total ->
    [0] Copiando e conferindo…
   *[other] Copiando e conferindo… { $done } de { $total }
}
copy-done = Cópia feita e conferida
copy-done-count = { $n ->
    [0] O caso foi copiado para { $folder }. Ele ainda não tem arquivos.
    [one] O caso foi copiado para { $folder }, com 1 arquivo igual ao original.
   *[other] O caso foi copiado para { $folder }, com { $n } arquivos iguais aos originais.
}

# Deleting for good.
discard-do = Apagar o caso
discard-title = Apagar este caso para sempre?
discard-what = { $n ->
    [0] O caso será apagado, com tudo o que você escreveu.
    [one] O caso será apagado, com 1 prova e tudo o que você escreveu.
   *[other] O caso será apagado, com { $n } provas e tudo o que você escreveu.
}
discard-no-undo = Isto não pode ser desfeito.
discard-stays = As cópias que você fez do caso continuam onde estão.
discard-stays-exported = Os dossiês já gerados, o último em { $day }, e as cópias do caso continuam onde estão.
discard-phone = Os arquivos no celular e nas pastas de onde vieram não são tocados.
discard-type = Para confirmar, escreva o título do caso:
discard-label = Título do caso
discard-keep = Não apagar
discard-done = O caso foi apagado

# Beside the steps of a case.
goal-where = Para levar a
goal-made = Dossiê de { $day }
goal-changed = Mudou depois do dossiê
