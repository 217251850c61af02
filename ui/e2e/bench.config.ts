// How fast the screen is: run by `scripts/bench/screen.mjs`, never by `make test`.
import { defineConfig } from "@playwright/test";
import base from "../playwright.config";

export default defineConfig(base, {
  testDir: ".",
  testMatch: "*.bench.ts",
  timeout: 600_000,
  reporter: "line",
});
