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
    // Scripts come screen by screen; styles at once, so that their order is always the same.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // A group takes what its modules import: all that the first screen needs is one file.
            { name: "start", test: /src\/App\.svelte$/, priority: 5 },
            {
              name: "kit",
              test: /src\/(kit\/(?!ProofPicker|[Cc]itation|DocLinks)|state|backend)/,
              minShareCount: 3,
              priority: 4,
            },
            { name: "proofs", test: /kit\/CitationChips\.svelte$/, priority: 3 },
            { name: "case", test: /screens\/CaseShell\.svelte$/, priority: 3 },
            { name: "phone", test: /screens\/PhoneGuide\.svelte$/, priority: 3 },
            { name: "answers", test: /screens\/interview\//, minShareCount: 2, priority: 2 },
            {
              name: "evidence",
              test: /screens\/evidence\//,
              minShareCount: 2,
              entriesAware: true,
              priority: 1,
            },
          ],
        },
      },
    },
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
