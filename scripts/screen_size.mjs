// How much JavaScript the built screen is, gzipped:
//   node scripts/screen_size.mjs
// Ends with 1 when what the first screen needs is beyond its limit.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

/** Most that the first screen may need, in KB of 1024 bytes. */
export const FIRST_KB = 80;

/** Returns the size of files, each gzipped by itself, in KB. */
export const gzipKb = (files) =>
  Math.round(
    files.reduce(
      (sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length,
      0,
    ) / 1024,
  );

/** Returns the scripts that the first screen needs: the page's own, and what they import at once. */
export function firstScripts(dist) {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const waiting = [
    ...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g),
  ].map(([, name]) => name);
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

/** Returns every script. */
export function allScripts(dist) {
  const assets = join(dist, "assets");
  const names = readdirSync(assets).filter((name) => name.endsWith(".js"));
  return names.map((name) => join(assets, name));
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(dirname(fileURLToPath(import.meta.url)), "../ui/dist");
  const first = gzipKb(firstScripts(dist));
  console.log(
    `JavaScript, gzip: ${first} KB até a primeira tela (limite ${FIRST_KB}), ${gzipKb(allScripts(dist))} KB ao todo`,
  );
  if (first > FIRST_KB) process.exit(1);
}
