// What every test of the screen stands on: a server with a home, and pages that tell their faults.
import { test as base, expect, type Page } from "@playwright/test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BROKEN, EMPTY, make, many, sample, three, troubled, welcomed } from "./cases";
import { House } from "./house";
import { Papers } from "./papers";
import { CHROMIUM, ENGINE, runs, SCREEN, SERVER } from "./places";
import { existsSync } from "node:fs";

interface Shared {
  /** Papers to gather. */
  papers: Papers;
  /** A house with every kind of case; tests only look at it. */
  full: House;
}
interface Own {
  /** An empty house of this test's own. */
  house: House;
  /** What the page complained of. */
  faults: string[];
}

/** Why nothing can be shown here; empty when it can. */
export const missing = runs(CHROMIUM) ? "" : `Chromium não encontrado em ${CHROMIUM}: não medido`;

export const test = base.extend<Own, Shared>({
  papers: [
    async ({ browser }, use) => {
      const shelf = await House.open();
      await use(await Papers.draw(browser, join(shelf.home, "papéis")));
      await shelf.close();
    },
    { scope: "worker" },
  ],
  full: [
    async ({ papers }, use) => {
      const house = await House.open();
      await welcomed(house);
      await sample(house);
      await three(house, papers);
      await many(house, papers);
      await make(house, EMPTY);
      await troubled(house, papers);
      const broken = join(house.home, "Casos", BROKEN);
      mkdirSync(broken, { recursive: true });
      writeFileSync(join(broken, "custodia.jsonl"), "isto não é um registro\n");
      writeFileSync(join(broken, "bagit.txt"), "BagIt-Version: 1.0\n");
      await use(house);
      await house.close();
    },
    { scope: "worker", timeout: 360_000 },
  ],
  // eslint-disable-next-line no-empty-pattern
  house: async ({}, use) => {
    const house = await House.open();
    await use(house);
    await house.close();
  },
  faults: async ({ page }, use) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
    });
    await use(faults);
  },
});

export { expect };
export type { Page };
