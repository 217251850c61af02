// How much JavaScript the built screen is, gzipped:
//   node scripts/screen_size.mjs
// Ends with 1 when a screen needs more than its limit before it stands.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Most that a screen may need before it stands, in KB of 1024 bytes. */
export const SCREEN_KB = 80;

/** Returns the size of files, each gzipped by itself, in KB. */
export const gzipKb = (files) =>
  Math.round(
    files.reduce(
      (sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length,
      0,
    ) / 1024,
  );

/** Returns the scripts that some need, themselves included: what they import at once. */
function needed(dist, names) {
  const waiting = [...names];
  const found = new Set();
  for (let name = waiting.pop(); name; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    const text = readFileSync(join(dist, name), "utf8");
    for (const [, next] of text.matchAll(
      /(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g,
    ))
      waiting.push(`assets/${next}`);
  }
  return [...found].map((name) => join(dist, name));
}

/** Returns the page's own scripts. */
function pageScripts(dist) {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  return [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    ([, name]) => name,
  );
}

/** Returns the scripts that the first screen needs. */
export const firstScripts = (dist) => needed(dist, pageScripts(dist));

/** Returns the screen that needs most before it stands, within a case, and what it needs in KB. */
export function dearestScreen(dist) {
  const first = firstScripts(dist);
  const later = new Set(
    first.flatMap((file) =>
      [
        ...readFileSync(file, "utf8").matchAll(
          /import\(["'`]\.\/([^"'`]+\.js)["'`]\)/g,
        ),
      ].map(([, name]) => `assets/${name}`),
    ),
  );
  const shell = [...later].filter((name) => name.includes("/CaseShell-"));
  if (shell.length !== 1) throw new Error("the case's own script is not found");
  const screens = [...later].map((name) => ({
    name: name.replace(/^assets\/(.*?)-[^-]*\.js$/, "$1"),
    kb: gzipKb(needed(dist, [...pageScripts(dist), ...shell, name])),
  }));
  return screens.sort((a, b) => b.kb - a.kb)[0];
}

/** Returns every script. */
export function allScripts(dist) {
  const assets = join(dist, "assets");
  const names = readdirSync(assets).filter((name) => name.endsWith(".js"));
  return names.map((name) => join(assets, name));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(dirname(fileURLToPath(import.meta.url)), "../ui/dist");
  const first = gzipKb(firstScripts(dist));
  const dearest = dearestScreen(dist);
  console.log(
    `JavaScript, gzip: ${first} KB até a primeira tela, ${dearest.kb} KB até a tela que pede mais, ${dearest.name} (limite ${SCREEN_KB}), ${gzipKb(allScripts(dist))} KB ao todo`,
  );
  if (Math.max(first, dearest.kb) > SCREEN_KB) process.exit(1);
}
