// Where the programs are that these tests need. Each can be told by the environment.
import { accessSync, constants } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const TARGET = resolve(ROOT, process.env["CARGO_TARGET_DIR"] ?? "target");

/** The browser: Debian's own, because its version says which pictures can be compared. */
export const CHROMIUM = process.env["JUNTADA_CHROMIUM"] ?? "/usr/bin/chromium";
/** Folder of the two programs, as `cargo build -p juntada -p juntada-testserver` leaves them. */
const PROGRAMS = process.env["JUNTADA_PROGRAMS"] ?? join(TARGET, "debug");
export const SERVER = join(PROGRAMS, "juntada-testserver");
export const ENGINE = join(PROGRAMS, "juntada");
/** The built screen. */
export const SCREEN = join(ROOT, "ui/dist");
/** Where `looks.spec.ts` keeps its pictures. */
export const LOOKS = join(ROOT, "ui/e2e/looks");

/** Returns whether a program can be run. */
export function runs(program: string): boolean {
  try {
    accessSync(program, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
