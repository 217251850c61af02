// The screen over the real engine: `tests/server` serves both, Debian's Chromium drives them.
import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./e2e/support/places";

export default defineConfig({
  testDir: "e2e",
  // Each worker has a server and its cases of its own.
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  // A busy machine is no fault of the screen.
  expect: { timeout: 15_000 },
  forbidOnly: process.env["CI"] !== undefined,
  reporter: "list",
  // Pictures belong to one version of Chromium, not to one system's name.
  snapshotPathTemplate: "{testDir}/looks/{arg}{ext}",
  use: {
    locale: "pt-BR",
    timezoneId: "America/Sao_Paulo",
    viewport: { width: 1366, height: 700 },
    colorScheme: "light",
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      // One font rendering everywhere, and root in containers.
      args: ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
    },
  },
});
