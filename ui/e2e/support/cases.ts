// The cases that the screens are looked at with, made through the engine.
import { appendFileSync, chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { House } from "./house";
import { another, type Papers } from "./papers";

/** Titles by which the cases are found. */
export const SAMPLE = "Aurora Fibra – TV cobrada em dobro e multa indevida";
export const THREE = "Três arquivos";
export const MANY = "Cento e vinte provas";
export const EMPTY = "Caso sem nada";
export const HARMED = "Caso com problemas";
export const BROKEN = "Pasta quebrada";

/** A title of 80 characters, which every list has to bear. */
export function longTitle(n: number): string {
  const number = String(n).padStart(3, "0");
  return `Nota ${number}: cobrança em dobro que a empresa prometeu devolver e ainda não devolveu`;
}

const pad = (n: number): string => String(n).padStart(2, "0");
const day = (n: number): string => `2026-${pad(1 + (n % 10))}-${pad(1 + (n % 28))}`;

/** Asks the screen not to greet. */
export async function welcomed(house: House): Promise<void> {
  const settings = { welcomed: true, theme: "light" };
  await house.ask({ request: "set_settings", path: "ajustes:", settings });
}

/** Makes the sample case; returns its handle. */
export async function sample(house: House): Promise<string> {
  return (await house.ask<{ case: string }>({ request: "sample", out: "casos:" })).case;
}

/** Makes a case with a title, and what is told of it; returns its handle. */
export async function make(
  house: House,
  title: string,
  told: Record<string, unknown> = {},
): Promise<string> {
  const order = { request: "new", path: "casos:", title, case: told };
  return `caso:${(await house.ask<{ case_id: string }>(order)).case_id}`;
}

/** Gathers files into a case. */
export async function add(house: House, path: string, ...files: string[]): Promise<void> {
  await house.ask({ request: "add", path, files: [await house.offer(...files)] });
}

/** A case with three files and no answers. */
export async function three(house: House, papers: Papers): Promise<string> {
  const path = await make(house, THREE);
  await add(
    house,
    path,
    papers.at("nota fiscal.jpg"),
    papers.at("fatura.pdf"),
    papers.at("conversa.txt"),
  );
  return path;
}

interface Shown {
  exhibits: { id: string; items: { id: string; name: string; stored_as: string }[] }[];
}
/** Returns the exhibits of a case, each with the name of its first file. */
export async function exhibits(house: House, path: string): Promise<Map<string, string>> {
  const shown = await house.ask<Shown>({ request: "show", path });
  return new Map(shown.exhibits.map(({ id, items }) => [items[0]?.name ?? id, id]));
}

/** A case of 120 exhibits, contacts and facts with long words everywhere. */
export async function many(house: House, papers: Papers): Promise<string> {
  const contacts = Array.from({ length: 24 }, (_, n) => ({
    when: `${day(n)}T1${n % 10}:3${n % 6}`,
    channel: "sac_phone",
    protocols: [`20260212004177${pad(n)}`],
    attendant: "Maria Aparecida dos Santos Figueiredo Cavalcanti",
    summary: longTitle(n + 1),
  }));
  const facts = Array.from({ length: 24 }, (_, n) => ({ date: day(n), text: longTitle(n + 1) }));
  const path = await make(house, MANY, {
    respondents: [
      { trade_name: "Companhia Nacional de Comércio e Distribuição de Eletrodomésticos" },
    ],
    contacts,
    facts,
  });
  const names = Array.from({ length: 120 }, (_, n) => {
    const name = `prova ${n + 1}`;
    if (n % 3 === 0) return papers.write(`${name}.txt`, `${name}\n${longTitle(n)}\n`);
    return papers.write(`${name}.jpg`, another(papers.jpeg, name));
  });
  await add(house, path, ...names);
  const ids = [...(await exhibits(house, path)).values()];
  for (const [n, id] of ids.entries()) {
    const about = { title: longTitle(n + 1), ...(n % 4 === 0 ? {} : { date: day(n) }) };
    await house.ask({ request: "edit", path, id, about });
  }
  return path;
}

/** A case with what can go wrong: a lock, sound, paper alone, one left out, things in the bin. */
export async function troubled(house: House, papers: Papers): Promise<string> {
  const path = await make(house, HARMED, { respondents: [{ trade_name: "Loja Bom Lar" }] });
  const sound = papers.write(
    "ligação.mp3",
    Buffer.concat([Buffer.from("ID3\x03\0\0\0\0\0\x21"), Buffer.alloc(600)]),
  );
  await add(
    house,
    path,
    papers.at("Fatura com senha.pdf"),
    sound,
    papers.at("fatura.pdf"),
    papers.at("contrato folha 1.jpg"),
    papers.at("contrato folha 2.jpg"),
    papers.at("nota fiscal.jpg"),
  );
  await house.ask({ request: "add_paper", path, title: "Contrato assinado", place: "comigo" });
  const ids = await exhibits(house, path);
  const id = (name: string): string => ids.get(name) ?? "";
  await house.ask({
    request: "group",
    path,
    ids: [id("contrato folha 1.jpg"), id("contrato folha 2.jpg")],
  });
  await house.ask({ request: "edit", path, id: id("fatura.pdf"), left_out: true });
  await house.ask({ request: "remove", path, id: id("nota fiscal.jpg"), reason: "teste" });
  return path;
}

/** Makes a dossier of three files; returns where its ZIP lies. */
export async function exported(house: House, papers: Papers): Promise<string> {
  const path = await three(house, papers);
  await house.ask({ request: "export", path, profile: "procon", out: "saida:" });
  const out = join(house.home, "Dossiês");
  const names = readdirSync(out, { recursive: true, encoding: "utf8" });
  return join(out, names.find((name) => name.endsWith(".zip")) ?? "");
}

/** Changes one byte in the middle of a photo in a package; returns where the changed copy lies. */
export function damagedPackage(zip: string, papers: Papers): string {
  const bytes = readFileSync(zip);
  const place = bytes.indexOf(papers.jpeg.subarray(0, 200));
  if (place < 0) throw new Error(`no photo in ${zip}`);
  const at = place + Math.floor(papers.jpeg.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return papers.write("alterado.zip", bytes);
}

/** Adds a byte to a file that nobody may change. */
export function spoil(file: string): void {
  chmodSync(file, 0o644);
  appendFileSync(file, "?");
}
