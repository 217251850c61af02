// What a phone and an inbox produce, through the real window: an e-mail with attachments, an exported
// conversation with media, a fiscal XML and a recorded call are gathered and read, a suggestion is taken and
// another refused for good, and a word is found with its exhibit and page. The command line tells the same.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { CLI, Place, ROOT, Window, until } from "./driver.mjs";

const sample = (name) => path.join(ROOT, "assets/sample/arquivos", name);
const MAIL = "Visita técnica agendada para 09_03.eml";
const CHAT = "Conversa do WhatsApp com Aurora Fibra Visitas.zip";
const NOTE = "35260333CBO912000134550010000208711048120034-procNFe.xml";
const CALL = "gravacao-sac-2026-02-12.wav";
const TITLE = "Visita que não resolveu";
const PROTOCOL = "2026030600981120";

describe("everything a phone and an inbox produce", () => {
  const place = new Place();
  let window;
  let caseHandle;

  const shown = async () =>
    (await window.ask({ request: "show", path: caseHandle })).reply;
  const exhibitOf = async (name) =>
    (await shown()).exhibits.find(({ items }) =>
      items.some((item) => item.name === name),
    );
  const told = () => {
    const folder = path.join(place.cases, readdirSync(place.cases)[0]);
    const words = ["mostrar", folder, "--json"];
    const { stdout, stderr } = spawnSync(CLI, words, { encoding: "utf8" });
    assert.ok(stdout, stderr);
    return JSON.parse(stdout);
  };
  const openCase = async () => {
    await window.click("button", new RegExp(`^${TITLE}`));
    await window.click("nav button", /^Provas/);
    await window.sees("Junte tudo o que mostra o problema");
  };
  const openExhibit = async (name) => {
    if (await window.has("button", "Todas as provas"))
      await window.click("button", "Todas as provas");
    await window.click("button", (await exhibitOf(name)).title);
    await window.sees("O que ele mostra?");
  };

  before(async () => {
    window = await Window.open(place);
    const settings = { welcomed: true };
    await window.ask({ request: "set_settings", path: "ajustes:", settings });
    await window.ask({ request: "new", path: "casos:", title: TITLE });
    const { reply } = await window.ask({ request: "cases", path: "casos:" });
    caseHandle = reply.cases[0].path;
    await window.reload();
    await openCase();
  });

  after(async () => {
    await window.close();
    place.clear();
  });

  test("they come in through a drop and through the picker", async () => {
    await place.drop([MAIL, CHAT, NOTE].map(sample));
    await window.sees("3 guardados.");
    place.nextPick([sample(CALL)]);
    await window.click("button", "Escolher arquivos");
    await window.sees("1 guardado.");
    await window.click("button", "Fechar");
    await window.sees("4 provas");
  });

  test("what was read of each is shown", async () => {
    await openExhibit(MAIL);
    for (const words of [
      "Aurora Fibra <agenda@aurorafibra.example>",
      "O técnico vai verificar a luz LOS vermelha do modem",
      "agendamento-5540218.pdf",
      "visita-tecnica.ics",
    ])
      await window.sees(words);
    await openExhibit(CHAT);
    for (const words of [
      "Bom dia, Helena! 😊",
      "Arquivo: IMG-20260309-WA0003.jpg",
      "Arquivo enviado, não exportado",
      "O prazo passou e ninguém respondeu.",
    ])
      await window.sees(words);
    await openExhibit(NOTE);
    for (const words of [
      "Nota fiscal eletrônica (NF-e)",
      "Casa do Cabo Informática Ltda., 33.CBO.912/0001-34",
      "Cabo de rede CAT6 com conectores, 5 m",
      "Nada foi conferido com o fisco.",
    ])
      await window.sees(words);
    await openExhibit(CALL);
    await window.sees("Duração");
    await window.type("O que se ouve ou vê", "A atendente promete o estorno.");
    await until("o resumo guardado", async () =>
      (await exhibitOf(CALL)).transcript?.includes("promete o estorno"),
    );
  });

  test("a suggestion is taken, another refused, and both stay after a restart", async () => {
    await openExhibit(MAIL);
    await window.click("button", /^Usar .*06\/03\/2026/);
    await until(
      "a data guardada",
      async () => (await exhibitOf(MAIL)).date === "2026-03-06",
    );
    await window.click("button", `Anotar contato ${PROTOCOL}`);
    await until("o contato guardado", async () => {
      const [contact] = (await shown()).contacts;
      return contact?.protocols?.includes(PROTOCOL);
    });
    await window.click("button", /^Não usar R\$\s59,90/);
    await window.sees("Esta sugestão não aparece mais.");
    const gone = async () =>
      !(await exhibitOf(MAIL)).suggestions.some((one) =>
        ["date", "protocol", "amount"].includes(one.field),
      );
    await until("as sugestões resolvidas", gone);

    await window.close();
    window = await Window.open(place);
    await openCase();
    assert.ok(await gone());
    assert.equal((await exhibitOf(MAIL)).date, "2026-03-06");
    await openExhibit(MAIL);
    await window.sees("agendamento-5540218.pdf");
    assert.equal(await window.has("button", /^Não usar R\$\s59,90/), false);
    assert.equal(await window.has("button", /^Usar .*06\/03\/2026/), false);
    // What was refused for one exhibit is still offered for another.
    await openExhibit(CHAT);
    assert.ok(await window.has("button", /^Não usar R\$\s59,90/));
  });

  test("an attachment becomes an exhibit, and a word in it is found with its page", async () => {
    await openExhibit(MAIL);
    await window.click(
      "button",
      "Fazer deste anexo uma prova: agendamento-5540218.pdf",
    );
    const made = await until("o anexo como prova", () =>
      exhibitOf("agendamento-5540218.pdf"),
    );
    const mother = await exhibitOf(MAIL);
    assert.equal(made.items[0].inside.item, mother.items[0].id);
    await window.click("button", "Todas as provas");
    await window.write("Buscar no caso", "acacias");
    const place = `Doc. ${made.number} · pág. 1`;
    await window.sees(place);
    await window.sees(/Rua das Acácias, 120/);
    await window.click("button", new RegExp(`^${place}.*Rua das Acácias`));
    await window.sees("Veio de dentro de outra prova");
    await until("a página desenhada", () =>
      window.run(
        "return [...document.images].some((image) => image.src.startsWith('caso:') && image.naturalWidth > 100)",
      ),
    );
    await window.click("button", "Todas as provas");
    await window.write("Buscar no caso", "conector da caixa externa");
    await window.sees(/Era o conector da caixa externa/);
  });

  test("the command line tells the same", async () => {
    const { exhibits, contacts } = told();
    const read = (name) =>
      exhibits.flatMap(({ items }) => items).find((item) => item.name === name)
        .read;
    assert.equal(
      read(MAIL).subject,
      `Visita técnica agendada para 09/03 – protocolo ${PROTOCOL}`,
    );
    assert.deepEqual(
      read(MAIL).attachments.map(({ name }) => name),
      ["agendamento-5540218.pdf", "visita-tecnica.ics"],
    );
    assert.equal(read(CHAT).messages, 14);
    assert.deepEqual(
      read(CHAT).media.map(({ name, found }) => [name, found]),
      [
        ["IMG-20260309-WA0003.jpg", true],
        ["PTT-20260309-WA0004.opus", true],
      ],
    );
    assert.equal(read(NOTE).access_key, NOTE.slice(0, 44));
    assert.equal(read(NOTE).total_brl, 3490);
    assert.ok(read(CALL).duration_ms > 1000);
    const mail = exhibits.find(({ items }) => items[0].name === MAIL);
    assert.equal(mail.date, "2026-03-06");
    assert.deepEqual(
      mail.suggestions.map(({ field }) => field),
      ["title"],
    );
    assert.deepEqual(contacts[0].protocols, [PROTOCOL]);
  });
});
