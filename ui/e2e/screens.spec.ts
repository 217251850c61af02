// Every screen in both themes, two letter sizes and three window sizes: WCAG 2.2 AA by axe, nothing
// over one another, no sideways scroll, targets, headings; then once through it with the Tab key.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  damagedPackage,
  EMPTY,
  exported,
  HARMED,
  make,
  MANY,
  sample,
  SAMPLE,
  spoil,
  three,
  THREE,
  welcomed,
} from "./support/cases";
import { expect, missing, test } from "./support/fixture";
import { look } from "./support/look";
import { Walk } from "./support/walk";

test.skip(missing !== "", missing);
test.describe.configure({ timeout: 360_000 });
test.afterEach(({ faults }) => expect.soft(faults).toEqual([]));

test("the first time, and no case yet", async ({ page, house }) => {
  const walk = new Walk(page, house);
  await walk.start();
  await look(walk, "a-welcome");
  await welcomed(house);
  await walk.start();
  await look(walk, "b-no-cases");
});

test("the interview", async ({ page, house }) => {
  const walk = new Walk(page, house);
  await walk.start();
  await walk.press("Montar meu caso");
  await page.getByLabel("Nome da empresa").fill("Companhia Nacional de Eletrodomésticos");
  await page.getByText("Mais dados da empresa").click();
  await look(walk, "c1-company");
  await walk.press("Continuar");
  await page.getByLabel("Produto com defeito").check();
  await look(walk, "c2-problem");
  await walk.press("Continuar");
  await page.getByText("Mais dados da compra ou do contrato").click();
  await look(walk, "c3-relation");
  await walk.press("Continuar");
  await page.getByLabel("Data do começo do problema").fill("31/02/2026");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Não entendi esta data.")).toBeVisible();
  await look(walk, "c4-began");
  await page.getByLabel("Data do começo do problema").fill("03/2026");
  await walk.press("Continuar");
  await page.getByLabel("Sim, e tenho o número de protocolo").check();
  await page.getByLabel("Número de protocolo", { exact: true }).fill("2026021200417733");
  await expect(page.getByLabel("Por onde?")).toBeVisible();
  await look(walk, "c5-complained");
  await walk.press("Continuar");
  await page.getByLabel("Dinheiro de volta").check();
  await page.getByLabel("Outro pedido").check();
  await expect(page.getByLabel("Quanto você quer de volta?")).toBeVisible();
  await look(walk, "c6-wishes");
  await walk.press("Continuar");
  await page.getByLabel("Procon").check();
  await look(walk, "c7-aims");
  await walk.press("Continuar");
  await look(walk, "c8-place");
  await walk.press("Continuar");
  await page.getByLabel("Nome completo").fill("Maria da Silva");
  await page.getByText("Mais dados", { exact: true }).click();
  await look(walk, "c9-you");
  await walk.press("Continuar");
  await walk.at("Confira suas respostas");
  await look(walk, "c10-review");
});

test("my cases and their dialogs", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.start();
  await look(walk, "b-cases");
  await walk.menu(SAMPLE);
  await look(walk, "b-menu");
  await page.keyboard.press("Escape");
  for (const [deed, name] of [
    ["Mudar o título", "b-rename"],
    ["Fazer uma cópia", "b-copy"],
    ["Apagar o caso", "b-discard"],
  ] as const) {
    await walk.menu(SAMPLE, deed);
    await expect(walk.dialog()).toBeVisible();
    await look(walk, name);
    await page.keyboard.press("Escape");
    await expect(walk.dialog()).toHaveCount(0);
  }
});

test("what happened", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(SAMPLE);
  await walk.step("story");
  await look(walk, "story");
  await walk.press("Acrescentar empresa");
  await look(walk, "story-company");
  await page.keyboard.press("Escape");
  await walk.open(EMPTY);
  await walk.at("O que aconteceu");
  await look(walk, "story-empty");
});

test("the evidence", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(THREE);
  await walk.at("Provas");
  await look(walk, "d-three");
  await walk.open(SAMPLE);
  await look(walk, "d-sample");
  await walk.press("Miniaturas");
  await look(walk, "d-thumbs");
  await walk.press("Lista");
  await walk.menu("Fatura de fevereiro de 2026");
  await look(walk, "d-row-menu");
  await page.keyboard.press("Escape");
});

test("the evidence: choosing, finding, other ways in", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(SAMPLE);
  await walk.press("Escolher várias");
  await page.getByRole("checkbox").nth(1).check();
  await page.getByRole("checkbox").nth(3).check();
  await look(walk, "d-choosing");
  await walk.press("Pronto");
  await page.getByLabel("Buscar no caso").fill("não existe");
  await look(walk, "d-none-found");
  await page.getByLabel("Buscar no caso").fill("");
  await walk.press("Tenho só no papel");
  await look(walk, "d-paper");
  await page.keyboard.press("Escape");
  await walk.press("Como trazer do celular");
  await look(walk, "d-phone");
  await page.keyboard.press("Escape");
});

test("the evidence: much of it, none of it, and trouble", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(MANY);
  await look(walk, "d-many");
  await walk.press(/sem data$/);
  await walk.at("Complete os dados");
  await look(walk, "d-complete");
  await walk.open(EMPTY);
  await walk.step("evidence");
  await look(walk, "d-empty");
  await walk.open(HARMED);
  await look(walk, "d-troubled");
  await walk.press(/^Lixeira/);
  await look(walk, "d-bin");
  await walk.press("Esvaziar a lixeira");
  await look(walk, "d-bin-sure");
});

test("files coming in", async ({ page, house, papers }) => {
  await welcomed(house);
  await house.ask({ request: "new", path: "casos:", title: THREE });
  const walk = new Walk(page, house);
  await walk.open(THREE);
  await walk.step("evidence");
  await house.queue(papers.at("nota fiscal.jpg"));
  await walk.press("Escolher arquivos");
  await expect(page.getByText("1 guardado.")).toBeVisible();
  await house.queue(
    papers.at("nota fiscal.jpg"),
    papers.at("saiu do lugar.jpg"),
    papers.at("fatura.pdf"),
    papers.at("Fatura com senha.pdf"),
  );
  await walk.press("Escolher arquivos");
  await expect(page.getByText("2 guardados, 1 repetido, 1 com problema.")).toBeVisible();
  await look(walk, "d-dock");
});

test("one exhibit", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(THREE);
  await walk.exhibit("fatura");
  await page.getByText("Ver dados técnicos").click();
  await look(walk, "e-pdf");
  await walk.press("Escolher páginas");
  await look(walk, "e-pages");
  await walk.open(SAMPLE);
  await walk.exhibit("Conversa no WhatsApp sobre a visita");
  await expect(page.getByText("O técnico chegou ao prédio.")).toBeVisible();
  await look(walk, "e-chat");
  await walk.step("evidence");
  await walk.exhibit("Nota fiscal do cabo do teste");
  await look(walk, "e-fiscal");
  await walk.step("evidence");
  await walk.exhibit("Gravação da ligação para o SAC");
  await look(walk, "e-recording");
  await walk.open(HARMED);
  await walk.exhibit("Fatura com senha");
  await page.getByLabel("Senha do PDF").fill("errada");
  await walk.press("Abrir com a senha");
  await expect(page.getByText("Essa senha não abre o arquivo.")).toBeVisible();
  await look(walk, "e-locked");
  await walk.step("evidence");
  await walk.exhibit("ligação");
  await look(walk, "e-sound");
  await walk.step("evidence");
  await walk.exhibit("Contrato assinado");
  await look(walk, "e-paper");
  await walk.step("evidence");
  await walk.exhibit("contrato folha 1");
  await look(walk, "e-several");
  await walk.open(MANY);
  await walk.press(/^Nota 002/);
  await look(walk, "e-long");
});

test("contacts, timeline, account", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(SAMPLE);
  await walk.step("contacts");
  await look(walk, "f-contacts");
  await walk.press("Anotar um contato");
  await look(walk, "f-form");
  await walk.step("timeline");
  await look(walk, "g-timeline");
  await page.locator("#note-event").click();
  await look(walk, "g-event");
  await walk.step("account");
  await look(walk, "h-account");
  await walk.button("Citar prova").first().click();
  await expect(walk.dialog()).toBeVisible();
  await look(walk, "h-picker");
  await page.keyboard.press("Escape");
  await walk.press("Criar a partir da linha do tempo");
  await look(walk, "h-from-timeline");
  await page.keyboard.press("Escape");
});

test("contacts, timeline, account: much and nothing", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(EMPTY);
  await walk.step("contacts");
  await look(walk, "f-empty");
  await walk.step("timeline");
  await look(walk, "g-empty");
  await walk.step("account");
  await look(walk, "h-empty");
  await walk.open(MANY);
  await walk.step("contacts");
  await look(walk, "f-many");
  await walk.step("timeline");
  await look(walk, "g-many");
  await walk.step("account");
  await look(walk, "h-many");
});

test("settings and help", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.start();
  await page.keyboard.press("F1");
  await walk.at("Ajuda");
  await look(walk, "help");
  await walk.press("Mais");
  await walk.press("Ajustes");
  await walk.at("Ajustes");
  await look(walk, "m-settings");
});

test("the dossier, and its verification", async ({ page, house }) => {
  await welcomed(house);
  await sample(house);
  const walk = new Walk(page, house);
  await walk.open(SAMPLE);
  await walk.step("export");
  await look(walk, "j1-whom");
  await walk.press("Continuar");
  await expect(page.getByRole("heading", { name: "O que encontrei" })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 60_000 });
  await look(walk, "j2-review");
  await walk.press("Continuar");
  await look(walk, "j3-how");
  await walk.press("Continuar");
  await expect(page.getByRole("img", { name: /^Página 1 de / })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await look(walk, "j4-before");
  const release = await walk.hold("export");
  await page.getByRole("complementary").getByRole("button", { name: "Gerar dossiê" }).click();
  await walk.at("Montando o dossiê");
  await look(walk, "j-making");
  release();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pronto!", { timeout: 60_000 });
  await look(walk, "j5-made");
  await walk.press("Conferir agora");
  await expect(page.getByRole("heading", { name: "Tudo certo" })).toBeVisible();
  await look(walk, "k-intact");
  await page.getByLabel("Código de conferência impresso").fill("0123456789ab");
  await walk.press("Comparar com o papel");
  await expect(page.getByRole("heading", { name: "Atenção" })).toBeVisible();
  await look(walk, "k-other-code");
  await page.getByRole("main").getByRole("button", { name: "Voltar ao caso" }).click();
  await walk.press("Gerar para outro destino");
  await walk.step("evidence");
  await walk.menu("Fatura de fevereiro de 2026", "Não usar no dossiê");
  await expect(page.getByText("não vai no dossiê. Continua guardada")).toBeVisible();
  await look(walk, "d-toast");
  await page.keyboard.press("Control+7");
  await expect(page.getByText("Você mudou o caso depois do último dossiê.")).toBeVisible();
  await look(walk, "j-changed");
});

test("a dossier with a passphrase, and time from outside", async ({ page, house }) => {
  await welcomed(house);
  await sample(house);
  const walk = new Walk(page, house);
  await walk.open(SAMPLE);
  await walk.step("export");
  await walk.press("Continuar");
  await walk.press("Continuar");
  await page.getByRole("checkbox", { name: /^ZIP com senha/ }).check();
  await page.getByRole("textbox", { name: "Senha" }).fill("mãe");
  await expect(page.getByText("Sem acento nem sinal especial")).toBeVisible();
  await expect(page.getByRole("button", { name: "Continuar" })).toBeDisabled();
  await look(walk, "j3-secret-refused");
  await walk.press("Sugerir uma senha");
  await expect(page.getByText("Senha forte.")).toBeVisible();
  const passphrase = await page.getByRole("textbox", { name: "Senha" }).inputValue();
  await look(walk, "j3-secret");
  await walk.press("Continuar");
  await page.getByRole("complementary").getByRole("button", { name: "Gerar dossiê" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pronto!", { timeout: 60_000 });
  await expect(page.getByText("Só este arquivo foi feito.")).toBeVisible();
  await page.getByText("Prova de quando: carimbo do tempo").click();
  await walk.press("Salvar o pedido (selo.tsq)");
  await expect(page.getByText("Pedido salvo.")).toBeVisible();
  await look(walk, "j5-secret-made");
  await walk.press("Conferir agora");
  await page.getByLabel("Senha do pacote").fill("outra senha qualquer");
  await walk.press("Abrir e conferir");
  await expect(page.getByText("A senha não abre")).toBeVisible();
  await look(walk, "k-passphrase");
  await page.getByLabel("Senha do pacote").fill(passphrase);
  await walk.press("Abrir e conferir");
  await expect(page.getByRole("heading", { name: "Tudo certo" })).toBeVisible();
});

test("a dossier that somebody changed, and one that is none", async ({ page, house, papers }) => {
  await welcomed(house);
  await make(house, EMPTY);
  const walk = new Walk(page, house);
  await walk.start();
  await walk.press("Recebi um dossiê e quero conferir");
  await look(walk, "k-empty");
  await house.queue(papers.write("cortado.zip", "isto não é um ZIP"));
  await walk.press("Escolher o arquivo");
  await expect(page.getByRole("heading", { name: "Não consegui conferir" })).toBeVisible();
  await look(walk, "k-unreadable");
  await house.queue(damagedPackage(await exported(house, papers), papers));
  await walk.press("Conferir outro");
  await walk.press("Escolher o arquivo");
  await expect(page.getByRole("heading", { name: "Atenção" })).toBeVisible();
  await look(walk, "k-different");
  await walk.press("Fazer o relatório para imprimir");
  await expect(page.getByText(/^Pronto: Conferencia - .*\.pdf$/)).toBeVisible();
  await look(walk, "k-report");
  await walk.press("Guardar e abrir para ler");
  await expect(page.getByText("Somente leitura — como o cliente mandou")).toBeVisible();
});

test("received dossiers", async ({ page, house, papers }) => {
  await welcomed(house);
  await house.ask({
    request: "set_settings",
    path: "ajustes:",
    settings: { lawyer: true },
  });
  const walk = new Walk(page, house);
  await walk.start();
  await walk.press("Dossiês recebidos");
  await walk.at("Dossiês recebidos");
  await look(walk, "l-received-none");
  const zip = await exported(house, papers);
  await house.queue(
    zip,
    damagedPackage(zip, papers),
    papers.write("nota.txt", Buffer.from("nada")),
  );
  await walk.press("Receber arquivos");
  await expect(page.getByText("2 dossiês recebidos.")).toBeVisible();
  await expect(page.getByText("“nota.txt” não é um dossiê.")).toBeVisible();
  await expect(page.getByRole("table").getByText("Com diferença")).toBeVisible();
  await page.getByLabel("Escolher todos").check();
  await look(walk, "l-received");
  await walk.press("Índice para imprimir");
  await expect(page.getByText("Índice salvo")).toBeVisible();
  await page.getByText("Colunas e altura das linhas").click();
  await page.getByLabel("Compacta").check();
  await page.getByLabel("Valor").uncheck();
  await expect(page.getByRole("columnheader", { name: "Valor" })).toHaveCount(0);
  await look(walk, "l-received-view");
  await walk.start();
  await walk.press("Dossiês recebidos");
  await expect(page.getByRole("columnheader", { name: "Assunto" })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "Valor" })).toHaveCount(0);
  await page.getByRole("searchbox").fill("foto");
  await expect(page.getByText(/^Encontrado em/)).toBeVisible();
  await page.getByRole("searchbox").fill("");
  await page.locator("tbody .open").last().click();
  await expect(page.getByText("Somente leitura — como o cliente mandou")).toBeVisible();
  await page.getByLabel("Anotar aqui").fill("Pedir o contrato.");
  await walk.press("Guardar anotação");
  await expect(page.getByText("Pedir o contrato.")).toBeVisible();
  await look(walk, "l-reader");
  await walk.press("Comparar versões");
  await walk.at("Comparar versões");
  await look(walk, "l-compare");
  await walk.press("Voltar");
  await walk.press("Criar caso a partir deste");
  await walk.at("Provas");
});

test("what goes wrong is said and stays", async ({ page, house, papers }) => {
  await welcomed(house);
  await three(house, papers);
  const walk = new Walk(page, house);
  await walk.open(THREE);
  await walk.step("evidence");
  await walk.press("Colar print");
  await expect(page.getByText("Não há print nem arquivo copiado.")).toBeVisible();
  await look(walk, "x-clipboard");
  await house.drop();
  await expect(page.getByText("Não recebi o arquivo.")).toBeVisible();
  await look(walk, "x-drop");
  await walk.press("Fechar");

  const original = readdirSync(join(house.home, "Casos", THREE, "data/originais"))[0] ?? "";
  spoil(join(house.home, "Casos", THREE, "data/originais", original));
  await walk.open(THREE);
  await expect(page.getByText("mudou depois de guardado").first()).toBeVisible();
  await look(walk, "x-altered");
  await walk.press(/^Ver Doc/);
  await look(walk, "x-altered-exhibit");

  await walk.step("account");
  await page.route("**/ask*", async (route) => {
    const isFill = route.request().postData()?.includes('"request":"fill"');
    if (!isFill) return route.fallback();
    const error = {
      code: "disk_full",
      what: "O disco está cheio. Nada foi perdido.",
      next: "Libere espaço e tente de novo.",
    };
    return route.fulfill({ body: `${JSON.stringify({ answer: { error } })}\n` });
  });
  await page.getByLabel("O que você quer lembrar").fill("Ligar de novo na segunda.");
  await page.keyboard.press("Tab");
  await expect(page.getByText("O disco está cheio.")).toBeVisible();
  await look(walk, "x-unsaved");
});
