// Measures the screen and prints the figures beside their goals:
//   node scripts/bench/screen.mjs [FOLDER OF THE PROGRAMS]
// How much JavaScript it is, how soon a case of 2,000 exhibits can be used, and whether anything
// holds the page up while 500 photos come in and while the long list scrolls. Medians of three runs.
// Ends with 1 if a goal is missed by more than 15 %; what could not be measured is "não medido".
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  allScripts,
  dearestScreen,
  firstScripts,
  gzipKb,
  SCREEN_KB,
} from "../screen_size.mjs";

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

function measureSizes() {
  if (!existsSync(DIST))
    return notMeasured("JavaScript", "falta ui/dist: make screen");
  tell(
    "JavaScript até a primeira tela, gzip",
    gzipKb(firstScripts(DIST)),
    "KB",
    SCREEN_KB,
  );
  const dearest = dearestScreen(DIST);
  tell(
    `JavaScript até a tela que pede mais (${dearest.name}), gzip`,
    dearest.kb,
    "KB",
    SCREEN_KB,
  );
  tell("JavaScript ao todo, gzip", gzipKb(allScripts(DIST)), "KB");
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
