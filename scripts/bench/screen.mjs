// Measures the screen and prints the figures beside their goals:
//   node scripts/bench/screen.mjs [FOLDER OF THE PROGRAMS]
// How much JavaScript it is, how soon a case of 2,000 exhibits can be used, and whether anything
// holds the page up while 500 photos come in and while the long list scrolls. Medians of three runs.
// Ends with 1 if a goal is missed by more than 15 %; what could not be measured is "não medido".
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const DIST = join(ROOT, "ui/dist");
const TOLERANCE = 1.15;
const missed = [];

/** Prints a figure, and judges it where there is a goal. */
function tell(what, figure, unit, goal = null) {
  const verdict =
    goal === null
      ? ""
      : figure <= goal
        ? "atingida"
        : figure <= goal * TOLERANCE
          ? "perto"
          : "NÃO ATINGIDA";
  if (verdict === "NÃO ATINGIDA") missed.push(what);
  console.log(
    `  ${what}: ${figure} ${unit}${goal === null ? "" : ` (meta ≤ ${goal})`} ${verdict}`,
  );
}
const notMeasured = (what, why) =>
  console.log(`  ${what}: não medido (${why})`);
const median = (runs) =>
  [...runs].sort((a, b) => a - b)[Math.floor(runs.length / 2)];
const gzipKb = (files) =>
  Math.round(
    files.reduce(
      (sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length,
      0,
    ) / 1024,
  );

/** Returns the scripts that the first screen needs: the page's own, and what they import at once. */
function firstScripts() {
  const page = readFileSync(join(DIST, "index.html"), "utf8");
  const waiting = [
    ...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g),
  ].map(([, name]) => name);
  const found = new Set();
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const text = readFileSync(join(DIST, name), "utf8");
    for (const [, next] of text.matchAll(
      /(?:from|import)\s*"\.\/([^"]+\.js)"/g,
    ))
      waiting.push(`assets/${next}`);
  }
  return [...found].map((name) => join(DIST, name));
}

function measureSizes() {
  const assets = join(DIST, "assets");
  if (!existsSync(assets))
    return notMeasured("JavaScript", "falta ui/dist: make screen");
  const all = readdirSync(assets).filter((name) => name.endsWith(".js"));
  tell(
    "JavaScript até a primeira tela, gzip",
    gzipKb(firstScripts()),
    "KB",
    80,
  );
  tell(
    "JavaScript ao todo, gzip",
    gzipKb(all.map((name) => join(assets, name))),
    "KB",
  );
}

function measureSpeed() {
  const folder = mkdtempSync(join(tmpdir(), "juntada-medidas-"));
  const out = join(folder, "medidas.jsonl");
  const programs = process.argv[2] ? { JUNTADA_PROGRAMS: process.argv[2] } : {};
  const done = spawnSync(
    "npx",
    ["playwright", "test", "--config", "e2e/bench.config.ts"],
    {
      cwd: join(ROOT, "ui"),
      env: { ...process.env, ...programs, JUNTADA_FIGURES: out },
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
  const lines = existsSync(out)
    ? readFileSync(out, "utf8").trim().split("\n")
    : [];
  rmSync(folder, { recursive: true });
  const figures = new Map(
    lines.map((line) => JSON.parse(line)).map(({ what, runs }) => [what, runs]),
  );
  for (const [name, what, unit, goal] of [
    ["list", "2.000 provas na lista, do clique ao uso", "ms", 1000],
    ["scroll-long", "tarefas acima de 100 ms ao rolar a lista", "", 0],
    ["scroll-longest", "a mais longa delas", "ms"],
    ["gather-long", "tarefas acima de 100 ms ao juntar 500 fotos", "", 0],
    ["gather-longest", "a mais longa delas", "ms"],
  ]) {
    const runs = figures.get(name);
    if (runs) tell(what, median(runs), unit, goal);
    else
      notMeasured(what, done.status === 0 ? "sem Chromium" : "a medida falhou");
  }
}

console.log("A tela:");
measureSizes();
measureSpeed();
process.exit(missed.length > 0 ? 1 : 0);
