// The whole way of a person through the real window: first time, interview, files, one exhibit of several,
// a turned photo, a contact, the account with citations, the dossier, its check with tools that are not ours, a
// damaged package, an undone removal, and a power cut in the middle of a gathering.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
  closeSync,
  statSync,
} from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { CLI, Place, ROOT, Window, until } from "./driver.mjs";

const SAMPLES = path.join(ROOT, "assets/sample/arquivos");
const sample = (name) => path.join(SAMPLES, name);
const TITLE = "Cobrança que não reconheço · Aurora Telecom";

/** Runs a program that judges; returns its exit code and words, or null where it is not installed. */
function judge(program, ...words) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    encoding: "utf8",
  });
  if (error?.code === "ENOENT") return null;
  if (error) throw error;
  return { status, words: stdout + stderr };
}

describe("from the first start to the printed dossier", () => {
  const place = new Place();
  let window;
  let caseHandle;
  let zip;

  before(async () => {
    window = await Window.open(place);
  });

  after(async () => {
    await window.close();
    place.clear();
  });

  const shown = async () =>
    (await window.ask({ request: "show", path: caseHandle })).reply;
  const step = (name) => window.click("button", new RegExp(`^${name}`));

  test("the first time: the interview makes a case", async () => {
    await window.click("button", "Montar meu caso");
    await window.sees("Com qual empresa é o problema?");
    await window.type("Nome da empresa", "Aurora Telecom");
    await window.click("button", "Continuar");
    await window.click("choice", "Cobrança que não reconheço");
    await window.click("button", "Continuar");
    await window.sees("O que você comprou ou contratou?");
    await window.type("Número do contrato", "2026-0048817-3");
    await window.click("button", "Continuar");
    await window.type("Data do começo do problema", "10/02/2026");
    await window.click("button", "Continuar");
    await window.click("choice", "Sim, e tenho o número de protocolo");
    await window.type("Número de protocolo", "2026021200417733");
    await window.click("button", "Continuar");
    await window.click("choice", /^Dinheiro de volta/);
    await window.click("button", "Continuar");
    await window.click("choice", /^Procon/);
    await window.click("button", "Continuar");
    await window.sees("Onde você mora?");
    await window.click("button", "Não sei agora");
    await window.type("Nome completo", "Ana Lúcia Pereira");
    // The question moves the button down; a click on its way would miss it.
    await window.sees("Quer usar estes dados também nos próximos casos?");
    await window.click("button", "Continuar");
    await window.sees("Confira suas respostas");
    await window.click("button", "Abrir meu caso");
    await window.sees("Junte tudo o que mostra o problema");
    const { reply } = await window.ask({ request: "cases", path: "casos:" });
    assert.equal(reply.cases.length, 1);
    assert.equal(reply.cases[0].title, TITLE);
    caseHandle = reply.cases[0].path;
    assert.match(caseHandle, /^caso:/);
    assert.equal(readdirSync(place.cases).length, 1);
  });

  test("files come in through the picker and through a drop", async () => {
    place.nextPick([
      sample("fatura_02_2026.pdf"),
      sample("IMG_20260305_214512.jpg"),
      sample("IMG_20260305_214733.jpg"),
    ]);
    await window.click("button", "Escolher arquivos");
    await window.sees("3 guardados.");
    await place.drop([
      sample("IMG_20260126_152240.jpg"),
      sample("gravacao-sac-2026-02-12.wav"),
      sample("fatura_02_2026.pdf"),
    ]);
    await window.sees("2 guardados, 1 repetido.");
    await window.click("button", "Fechar");
    assert.equal((await shown()).exhibits.length, 5);
    const [folder] = readdirSync(place.cases);
    assert.equal(
      readdirSync(path.join(place.cases, folder, "data/originais")).length,
      5,
    );
  });

  test("two photos become one exhibit, and another photo is turned", async () => {
    await window.click("button", "Escolher várias");
    const { exhibits } = await shown();
    const titled = (name) =>
      exhibits.find(({ items }) => items.some((item) => item.name === name));
    for (const name of ["IMG_20260305_214512.jpg", "IMG_20260305_214733.jpg"])
      await window.click("choice", titled(name).title);
    await window.click("button", "Juntar numa prova só");
    await window.sees("4 provas");
    await window.click("button", "Fechar");
    const single = titled("IMG_20260126_152240.jpg");
    await window.click("button", single.title);
    await window.click("button", "Girar");
    await until(
      "o giro guardado",
      async () =>
        (await shown()).exhibits.find(({ id }) => id === single.id).turn === 90,
    );
    await until("a página desenhada", () =>
      window.run(
        "return [...document.images].some((image) => image.src.startsWith('caso:') && image.naturalWidth > 100)",
      ),
    );
    const sizes = (await shown()).exhibits
      .map(({ items }) => items.length)
      .sort();
    assert.deepEqual(sizes, [1, 1, 1, 2]);
  });

  test("a contact is noted", async () => {
    await step("Contatos e protocolos");
    await window.click("button", "Anotar um contato");
    await window.type("Dia", "05/03/2026");
    await until(
      "o dia guardado",
      async () => (await shown()).contacts.length === 2,
    );
    await window.type("Hora", "14h32");
    await window.choose("Por onde?", "SAC, telefone");
    await window.type("Número de protocolo", "2026030500998811");
    await window.type(
      "O que responderam?",
      "Disseram que o valor volta em cinco dias.",
    );
    await window.click("button", "Pronto");
    // Each field is saved by itself, one after the other.
    await until("o contato guardado", async () => {
      const { contacts } = await shown();
      const noted = contacts.find(({ when }) => when === "2026-03-05T14:32");
      return noted?.protocols?.includes("2026030500998811");
    });
  });

  test("the account tells a fact that cites a proof, and a request", async () => {
    await step("Relato e pedidos");
    await window.click("button", "Contar o primeiro fato");
    await window.type("Quando?", "10/02/2026");
    await window.type(
      "O que aconteceu?",
      "A fatura veio com a TV cobrada duas vezes.",
    );
    await window.click("button", /^Citar prova/);
    await window.click("choice", /fatura/i);
    await window.click("button", "Usar estas provas");
    await until(
      "a citação guardada",
      async () => (await shown()).facts[0]?.citations?.length === 1,
    );
    assert.equal((await shown()).requests.length, 1);
  });

  test("the dossier is made", async () => {
    await step("Gerar dossiê");
    const drawn = () =>
      window.run(
        "return [...document.images].some((image) => image.src.includes('/page/') && image.naturalWidth > 100)",
      );
    await window.generate({
      seen: () => until("a prévia desenhada", drawn, 120_000),
    });
    const made = readdirSync(place.out, { recursive: true })
      .map((name) => path.join(place.out, name))
      .filter((file) => statSync(file).isFile());
    zip = made.find((file) => file.endsWith(".zip"));
    const pdf = made.find((file) => file.endsWith("- Procon.pdf"));
    assert.ok(zip && pdf, made.join("\n"));
    await window.click("button", "Imprimir");
    const [opened] = await until(
      "o PDF aberto",
      () => place.opened().length > 0 && place.opened(),
    );
    assert.deepEqual(opened, { done: "Open", path: pdf });

    const ours = judge(CLI, "conferir", zip, "--json");
    assert.equal(JSON.parse(ours.words).verdict, "intact");
    assert.equal(judge(CLI, "conferir", pdf, "--json").status, 0);
    for (const [program, ...words] of [
      ["qpdf", "--check", pdf],
      ["unzip", "-q", zip, "-d", path.join(place.root, "aberto")],
    ]) {
      const verdict = judge(program, ...words);
      if (verdict) assert.equal(verdict.status, 0, verdict.words);
      else console.warn(`não medido: falta o ${program}`);
    }
    const bag = path.join(place.root, "aberto");
    if (existsSync(bag)) {
      const verdict = judge(
        "bagit.py",
        "--validate",
        path.join(bag, readdirSync(bag)[0]),
      );
      if (verdict) assert.equal(verdict.status, 0, verdict.words);
      else console.warn("não medido: falta o bagit.py");
    }
  });

  test("the package is found intact, and a damaged copy is shown as such", async () => {
    await window.click("button", "Mais");
    await window.click("any", /^Conferir um dossiê/);
    place.nextPick([zip]);
    await window.click("button", "Escolher o arquivo");
    await window.sees("Tudo certo");
    const damaged = path.join(place.root, "pacote danificado.zip");
    const bytes = readFileSync(zip);
    bytes.fill(
      0x41,
      Math.floor(bytes.length / 2),
      Math.floor(bytes.length / 2) + 400,
    );
    writeFileSync(damaged, bytes);
    await window.click("button", "Conferir outro");
    place.nextPick([damaged]);
    await window.click("button", "Escolher o arquivo");
    await window.sees(/Atenção|Não consegui conferir/);
    assert.ok(!(await window.words()).includes("Tudo certo"));
    await window.click("button", "Fazer o relatório para imprimir");
    await window.sees("Pronto: Conferencia - pacote danificado.zip.pdf");
  });

  test("a removal is undone", async () => {
    await window.click("header button", "Voltar ao caso");
    await step("Provas");
    const { exhibits } = await shown();
    const [one] = exhibits;
    await window.click("button", `Mais sobre ${one.title}`);
    await window.click("any", "Retirar do caso");
    await window.sees("3 provas");
    await window.click("button", /^Desfazer/);
    await window.sees("4 provas");
  });

  test("after a power cut in the middle of a gathering everything is there, and nothing frightens", async () => {
    const many = path.join(place.root, "muitas");
    mkdirSync(many);
    const photo = readFileSync(sample("IMG_20260126_152240.jpg"));
    const files = Array.from({ length: 300 }, (_, index) => {
      const file = path.join(many, `foto ${index}.jpg`);
      const line = openSync(file, "w");
      writeSync(line, photo);
      writeSync(line, `foto ${index}`);
      closeSync(line);
      return file;
    });
    const kept = (await shown()).exhibits.length;
    await place.drop(files);
    await until(
      "as primeiras fotos guardadas",
      async () => (await shown()).exhibits.length > kept + 5,
    );
    const told = (await shown()).exhibits.length;
    await window.kill();
    window = await Window.open(place);
    await window.click("button", TITLE);
    await step("Provas");
    await window.sees(/\d+ provas/);
    const now = await shown();
    assert.ok(now.exhibits.length >= told, `${now.exhibits.length} of ${told}`);
    assert.ok(
      now.exhibits.length < kept + 300,
      "the gathering had already ended: no cut was seen",
    );
    assert.doesNotMatch(
      await window.words(),
      /erro|falha|danific|corromp|perdid/i,
    );
    const verdict = judge(
      CLI,
      "conferir",
      path.join(place.cases, readdirSync(place.cases)[0]),
      "--json",
    );
    assert.equal(JSON.parse(verdict.words).verdict, "intact", verdict.words);
  });
});
