// Measures the real window and prints one line of JSON a figure; exits with 1 if one misses its goal:
//   start   time from the start of the program to its window on the screen (goal, in release: 1 s)
//   memory  of the program's own process with the sample case open and idle, PSS (goal: 150 MB)
//   beat    longest gap of a 50 ms heartbeat in the page, and of the shell's answers to it, while
//           500 photos are gathered (goal: 300 ms); needs a debug build, as only that takes files from a test
// Run it with:
//   JUNTADA_APP=… xvfb-run -a -s '-screen 0 1366x768x24' dbus-run-session -- node scripts/bench/window.mjs [photos]
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  APP,
  Place,
  ROOT,
  Window,
  said,
  until,
} from "../../tests/app/driver.mjs";

const BEAT_MS = 50;
const GOALS = {
  start_ms: 1000,
  memory_mb: 150,
  page_gap_ms: 300,
  shell_gap_ms: 300,
};
const PHOTOS = Number(process.argv[2] ?? 500);

function tell(figures) {
  const missed = Object.entries(figures).filter(
    ([name, value]) => value > (GOALS[name] ?? Infinity),
  );
  console.log(
    JSON.stringify({ ...figures, missed: missed.map(([name]) => name) }),
  );
  if (missed.length > 0) process.exitCode = 1;
}

async function start(place) {
  const began = performance.now();
  const program = spawn(APP, [], { env: place.env(), stdio: "ignore" });
  await until("a janela", () =>
    said("xdotool", "search", "--onlyvisible", "--name", "^Juntada$"),
  );
  tell({ start_ms: Math.round(performance.now() - began) });
  const ended = new Promise((done) => program.once("exit", done));
  program.kill();
  await ended;
}

async function memory(place) {
  const window = await Window.open(place);
  await window.click("button", "Ver um exemplo pronto");
  await until("o exemplo", () => window.has("button", /^Provas/), 120_000);
  await window.click("nav button", /^Provas/);
  await pause(15_000);
  const rollup = readFileSync(`/proc/${window.pid()}/smaps_rollup`, "utf8");
  tell({
    memory_mb: Math.round(Number(rollup.match(/^Pss:\s+(\d+)/m)[1]) / 1024),
  });
  await window.close();
}

/** Writes photos of different bytes: one of the sample, each with a comment segment of its own. */
function photos(folder) {
  const photo = readFileSync(
    path.join(ROOT, "assets/sample/arquivos/IMG_20260126_152240.jpg"),
  );
  return Array.from({ length: PHOTOS }, (_, index) => {
    const comment = Buffer.from(`foto ${index}`);
    const head = Buffer.from([0xff, 0xfe, 0, comment.length + 2]);
    const file = path.join(folder, `IMG_${String(index).padStart(4, "0")}.jpg`);
    writeFileSync(
      file,
      Buffer.concat([photo.subarray(0, 2), head, comment, photo.subarray(2)]),
    );
    return file;
  });
}

async function beat(place) {
  const window = await Window.open(place);
  const { reply } = await window.ask({ request: "settings", path: "ajustes:" });
  const settings = { ...reply, welcomed: true };
  await window.ask({ request: "set_settings", path: "ajustes:", settings });
  await window.ask({ request: "new", path: "casos:", title: "Muitas fotos" });
  await window.run("location.reload()");
  await window.click("button", "Muitas fotos");
  await window.click("nav button", /^Provas/);
  const files = photos(place.root);
  await window.run(
    `const beats = { page: 0, shell: 0, count: 0 };
     window.__beats = beats;
     let last = performance.now();
     window.__beating = setInterval(async () => {
       const now = performance.now();
       beats.page = Math.max(beats.page, now - last);
       last = now;
       beats.count += 1;
       await window.__TAURI_INTERNALS__.invoke("about");
       beats.shell = Math.max(beats.shell, performance.now() - now);
     }, args[0]);`,
    BEAT_MS,
  );
  const began = performance.now();
  await place.drop(files);
  await until(
    "o fim da juntada",
    () =>
      window.run(
        `return document.body.innerText.includes("${PHOTOS} guardados.")`,
      ),
    600_000,
  );
  const beats = await window.run(
    "clearInterval(window.__beating); return window.__beats",
  );
  tell({
    photos: PHOTOS,
    seconds: Math.round((performance.now() - began) / 1000),
    beats: beats.count,
    page_gap_ms: Math.round(beats.page),
    shell_gap_ms: Math.round(beats.shell),
  });
  await window.close();
}

for (const measure of [start, memory, beat]) {
  const place = new Place();
  try {
    await measure(place);
  } finally {
    place.clear();
  }
}
