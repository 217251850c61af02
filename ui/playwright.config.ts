// The screen over the real engine: `tests/server` serves both, Debian's Chromium drives them.
import { defineConfig } from "@playwright/test";
import { CHROMIUM } from "./e2e/support/places";

export default defineConfig({
  testDir: "e2e",
  workers: 1,
  timeout: 120_000,
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
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: CHROMIUM,
      // One font rendering everywhere, and root in containers.
      args: ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text"],
    },
  },
});
