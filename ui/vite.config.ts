import { svelte } from "@sveltejs/vite-plugin-svelte";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  clearScreen: false,
  server: { host: "127.0.0.1", fs: { allow: [".."] } },
  // Nothing inlined: the content security policy allows only files of the program itself.
  build: {
    target: ["safari16.4", "chrome111"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  resolve: {
    alias: { "@locales": fileURLToPath(new URL("../assets/locales", import.meta.url)) },
    ...(process.env["VITEST"] ? { conditions: ["browser"] } : {}),
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
    setupFiles: ["src/i18n/test-words.ts"],
    css: true,
    // Reading every source file takes its time on a busy machine.
    testTimeout: 60_000,
  },
});
