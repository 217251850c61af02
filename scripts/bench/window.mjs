// Does the window stay alive while 500 photos come in? A timer of 50 ms beats in the page, and every beat
// asks the shell's main thread something small. Prints the longest pause of each as JSON; fails above
// 300 ms. Run it with:
//   xvfb-run -a dbus-run-session -- node scripts/bench/heartbeat.mjs [how many]
// JUNTADA_APP names the program; a debug build is needed, as only that takes files from a test.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Place, ROOT, Window, until } from "../../tests/app/driver.mjs";

const BEAT_MS = 50;
const LONGEST_MS = 300;
const count = Number(process.argv[2] ?? 500);

/** Writes `count` photos of different bytes: one of the sample, with a comment segment of its own. */
function photos(folder) {
  const photo = readFileSync(
    path.join(ROOT, "assets/sample/arquivos/IMG_20260126_152240.jpg"),
  );
  return Array.from({ length: count }, (_, index) => {
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

const place = new Place();
const window = await Window.open(place);
try {
  const made = await window.ask({
    request: "new",
    path: "casos:",
    title: "Muitas fotos",
  });
  const files = photos(place.root);
  place.nextPick(files);
  const { value: offer } = await window.invoke("pick", { what: "files" });
  await window.run(
    `const beats = { timer: 0, shell: 0, count: 0, done: false };
     window.__beats = beats;
     let last = performance.now();
     const beat = setInterval(async () => {
       const now = performance.now();
       beats.timer = Math.max(beats.timer, now - last);
       last = now;
       beats.count += 1;
       await window.__TAURI_INTERNALS__.invoke("about");
       beats.shell = Math.max(beats.shell, performance.now() - now);
     }, args[0]);
     const internals = window.__TAURI_INTERNALS__;
     const channel = "__CHANNEL__:" + internals.transformCallback(() => undefined);
     const request = JSON.stringify({ request: "add", path: args[1], files: [args[2]] });
     const began = performance.now();
     internals.invoke("ask", { job: 1000001, request, channel }).then((answer) => {
       clearInterval(beat);
       Object.assign(beats, { done: true, ms: performance.now() - began, kept: JSON.parse(answer).reply?.items?.length ?? 0 });
     });`,
    BEAT_MS,
    made.case,
    offer.handle,
  );
  const beats = await until(
    "o fim da juntada",
    () => window.run("return window.__beats.done && window.__beats"),
    300_000,
  );
  console.log(JSON.stringify({ photos: count, ...beats }));
  const longest = Math.max(beats.timer, beats.shell);
  if (beats.kept !== count || longest > LONGEST_MS) process.exitCode = 1;
} finally {
  await window.close();
  place.clear();
}
