// The lawyer's desk in the real window: fifty ZIPs in one drop, their verdicts, a protocol number found, a note
// that stays, a new version compared, and a case that goes on from a client's and is filed. Nothing of it
// touches what the clients sent.
import assert from "node:assert/strict";
import { execFile, execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { CLI, Place, ROOT, Window, until } from "./driver.mjs";

const run = promisify(execFile);
const sample = (name) => path.join(ROOT, "assets/sample/arquivos", name);
/** How many come whole; with the altered, the truncated and the foreign ZIP they are fifty. */
const WHOLE = 47;
/** How many of them are dossiers; the others are case folders that somebody packed. */
const DOSSIERS = 10;
const AT_ONCE = 2;
/** The client whose case comes in a second version and goes on here. */
const FIRST = 1;

const pad = (n) => String(n).padStart(2, "0");
const client = (n) => `Cliente ${pad(n)} de Souza`;
const title = (n) => `Cobrança em dobro ${pad(n)}`;
const protocol = (n) => `20260305009988${pad(n)}`;

/** Copies a ZIP with one byte of one of its originals changed, and its own sums right again. */
const ALTER = `
import sys, zipfile
source, target = (zipfile.ZipFile(sys.argv[1]), zipfile.ZipFile(sys.argv[2], "w"))
for entry in source.infolist():
    data = source.read(entry)
    if "/data/originais/" in entry.filename:
        data = data[:-1] + bytes([data[-1] ^ 1])
    target.writestr(entry, data)
target.close()
`;

/** Packs each case folder that is named into a ZIP beside it, as a person who knows no other way. */
const PACK = `
import pathlib, sys, zipfile
for folder in map(pathlib.Path, sys.argv[2:]):
    with zipfile.ZipFile(f"{sys.argv[1]}/caso {folder.name}.zip", "w") as target:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and ".juntada" not in file.parts:
                target.write(file, file.relative_to(folder.parent))
`;

const sums = (files) =>
  Object.fromEntries(
    files.map((file) => [
      file,
      createHash("sha256").update(readFileSync(file)).digest("hex"),
    ]),
  );
const below = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());

describe("fifty dossiers of clients", () => {
  const place = new Place();
  const cases = path.join(place.root, "casos dos clientes");
  const sent = path.join(place.root, "recebidos por e-mail");
  let window;
  let asSent;
  let zips;

  const entries = async () =>
    (await window.ask({ request: "received", path: "recebidos:", term: null }))
      .reply.dossiers;
  const entryOf = async (n) =>
    (await entries())
      .filter(({ facts }) => facts.claimant === client(n))
      .at(-1);

  /** Makes a client's case with the command line; returns its folder. */
  async function make(n) {
    const folder = path.join(cases, pad(n));
    const told = path.join(cases, `${pad(n)}.json`);
    const contact = {
      when: "2026-03-05T14:32",
      channel: "sac_phone",
      protocols: [protocol(n)],
      summary: "Pedi o dinheiro de volta.",
    };
    const facts = {
      title: title(n),
      claimant: { name: client(n) },
      respondents: [{ trade_name: "Aurora Telecom", sector: "telecom" }],
      contacts: [contact],
      facts: [{ date: "2026-02-10", text: "A fatura veio em dobro." }],
      requests: [{ text: "Devolução do que paguei", amount: 15980 + n }],
    };
    const paper = path.join(cases, `anotação ${pad(n)}.txt`);
    writeFileSync(told, JSON.stringify(facts));
    writeFileSync(paper, `Liguei e anotei o protocolo ${protocol(n)}.\n`);
    await run(CLI, ["novo", folder, "--de", told]);
    await run(CLI, ["juntar", folder, paper]);
    return folder;
  }

  /** Makes the dossier of a case as it stands; returns its ZIP. */
  async function exported(folder, out) {
    const words = ["gerar", folder, "--perfil", "procon", "--saida", out];
    // 1 is "done, with something to see": a small case leaves much unsaid.
    await run(CLI, words).catch((error) => assert.equal(error.code, 1, error));
    return path.join(
      out,
      readdirSync(out).find((name) => name.endsWith(".zip")),
    );
  }

  before(async () => {
    mkdirSync(cases);
    mkdirSync(sent);
    const numbers = Array.from({ length: WHOLE + 2 }, (_, index) => index + 1);
    const isDossier = (n) => n <= DOSSIERS || n > WHOLE;
    const made = [];
    const makeSome = async () => {
      for (let n = numbers.shift(); n; n = numbers.shift()) {
        const folder = await make(n);
        made[n] = isDossier(n)
          ? await exported(folder, path.join(sent, pad(n)))
          : folder;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, makeSome));
    const packed = made.filter((_, n) => !isDossier(n));
    execFileSync("python3", ["-c", PACK, sent, ...packed]);
    zips = [
      ...made.filter((_, n) => n <= DOSSIERS),
      ...packed.map((folder) =>
        path.join(sent, `caso ${path.basename(folder)}.zip`),
      ),
    ];
    const [whole, cut] = made.slice(WHOLE + 1);
    const altered = path.join(sent, "alterado.zip");
    execFileSync("python3", ["-c", ALTER, whole, altered]);
    const truncated = path.join(sent, "cortado.zip");
    const bytes = readFileSync(cut);
    writeFileSync(truncated, bytes.subarray(0, bytes.length * 0.6));
    const foreign = path.join(sent, "fotos da festa.zip");
    const pack = `import sys, zipfile
zipfile.ZipFile(sys.argv[1], "w").write(sys.argv[2], "festa.jpg")`;
    const photo = sample("IMG_20260126_152240.jpg");
    execFileSync("python3", ["-c", pack, foreign, photo]);
    zips.push(altered, truncated, foreign);
    assert.equal(zips.length, 50);
    asSent = sums(below(sent));

    window = await Window.open(place);
    const settings = { welcomed: true, lawyer: true };
    await window.ask({ request: "set_settings", path: "ajustes:", settings });
    await window.reload();
    await window.click("button", "Dossiês recebidos");
    await window.sees("Nenhum dossiê por aqui ainda");
  });

  after(async () => {
    await window?.close();
    place.clear();
  });

  test("one drop takes them all in, and every verdict is right", async () => {
    await place.drop(zips);
    const verdict = (words, n) =>
      until(
        `${words} (${n})`,
        () => window.has("choice", `${words} (${n})`),
        120_000,
      );
    await verdict("Íntegro", WHOLE);
    await verdict("Com diferença", 1);
    await verdict("Ilegível", 1);
    await window.sees("49 dossiês recebidos.");
    await window.sees("Um arquivo não foi recebido:");
    await window.sees("“fotos da festa.zip” não é um dossiê.");
    const all = await entries();
    assert.equal(all.length, WHOLE + 2);
    const named = (state) =>
      all.filter((one) => one.state === state).map(({ name }) => name);
    assert.deepEqual(named("different"), ["alterado.zip"]);
    assert.deepEqual(named("unreadable"), ["cortado.zip"]);
    // A packed case folder says as much of itself as a dossier.
    const silent = all.filter(({ facts }) => !facts.claimant);
    assert.deepEqual(
      silent.map(({ name }) => name),
      ["cortado.zip"],
    );
    await window.click("button", "Fechar");
  });

  test("a protocol number is found, with or without its punctuation", async () => {
    const wanted = protocol(7);
    for (const written of [
      wanted,
      `${wanted.slice(0, 8)}.${wanted.slice(8)}`,
    ]) {
      await window.write("Procurar em todos", written);
      await window.sees("Encontrado em um dossiê.");
      await window.sees(client(7));
    }
    await window.click("button", /^Doc\. 1.*2026030500998807/);
    await window.sees("Somente leitura — como o cliente mandou");
    await window.sees(/Doc\. 1, p\. 1, pág\. \d+/);
    await window.click("button", "Voltar à lista");
    await window.write("Procurar em todos", "");
    await until("todos de novo", () => window.has("choice", "Todos (49)"));
  });

  test("a note is kept, also after a restart", async () => {
    await window.click("button", client(FIRST));
    await window.sees("Tudo certo");
    await window.write("Anotar aqui", "Pedir o contrato à cliente.");
    await window.click("button", "Guardar anotação");
    await window.sees("Pedir o contrato à cliente.");
    const { id } = await entryOf(FIRST);
    await window.close();
    window = await Window.open(place);
    await window.click("button", "Dossiês recebidos");
    await window.click("button", client(FIRST));
    await window.sees("Pedir o contrato à cliente.");
    const asked = { request: "open_received", path: "recebidos:", id };
    const { mark } = (await window.ask(asked)).reply;
    assert.deepEqual(
      mark.notes.map(({ text }) => text),
      ["Pedir o contrato à cliente."],
    );
    await window.click("button", "Voltar à lista");
  });

  test("a new version of a known case is received and compared", async () => {
    const folder = path.join(cases, pad(FIRST));
    await run(CLI, ["juntar", folder, sample("fatura_02_2026.pdf")]);
    const zip = await exported(folder, path.join(sent, "segunda versão"));
    asSent = { ...asSent, ...sums(below(path.dirname(zip))) };
    await place.drop([zip]);
    await window.sees("Um dossiê recebido.");
    await until("a conferência", () => window.has("choice", "Íntegro (48)"));
    await window.sees("versão 2 de 2");
    await window.click("button", "Fechar");
    const newest = await entryOf(FIRST);
    assert.equal(newest.versions, 2);
    // The newest stands first.
    await window.click("button", client(FIRST));
    await window.click("button", "Comparar versões");
    await window.sees(
      "O registro de guarda do segundo continua o do primeiro.",
    );
    await window.sees(/Novo[\s\S]*fatura 02 2026/i);
    await window.click("button", "Voltar");
  });

  test("a case goes on from the client's, and is filed", async () => {
    await window.click("button", "Criar caso a partir deste");
    const isOpen = async () =>
      (await window.words()).includes("Junte tudo o que mostra o problema");
    await until("o caso novo", isOpen, 120_000);
    await window.sees("2 provas");
    await place.drop([sample("IMG_20260305_214512.jpg")]);
    await window.sees("1 guardado.");
    await window.click("button", "Fechar");
    await window.click("nav button", /^Gerar dossiê/);
    await window.generate();
    const made = below(place.out).find((file) => file.endsWith(".zip"));
    const judge = (...words) => {
      const { stdout, stderr } = spawnSync(CLI, words, { encoding: "utf8" });
      assert.ok(stdout, stderr);
      return JSON.parse(stdout);
    };
    assert.equal(judge("conferir", made, "--json").verdict, "intact");
    const own = path.join(place.cases, readdirSync(place.cases)[0]);
    assert.equal(judge("conferir", own, "--json").verdict, "intact");
    // The client's lines stand first, word for word; then the branch with a name of its own.
    const lines = (file) => readFileSync(file, "utf8").trim().split("\n");
    const theirs = lines(path.join(cases, pad(FIRST), "custodia.jsonl"));
    const ours = lines(path.join(own, "custodia.jsonl"));
    const hashes = (all) => all.map((line) => JSON.parse(line).hash);
    const known = hashes(ours).filter((hash) => hashes(theirs).includes(hash));
    assert.deepEqual(hashes(ours).slice(0, known.length), known);
    assert.ok(known.length >= 3, ours.join("\n"));
    assert.equal(JSON.parse(ours[known.length]).core.event, "continued");
  });

  test("nothing of this touched what the clients sent", async () => {
    assert.deepEqual(sums(below(sent)), asSent);
    const kept = below(path.join(place.home, "Recebidos"));
    const copies = Object.values(
      sums(kept.filter((f) => f.endsWith("/original.zip"))),
    );
    const taken = zips.slice(0, -1).map((zip) => asSent[zip]);
    for (const sum of taken) assert.ok(copies.includes(sum));
    assert.equal(copies.length, WHOLE + 3);
  });
});
