// Figures of the screen with a large case: each is taken three times, and all three are written
// down for `scripts/bench/screen.mjs` to judge.
import type { Page } from "@playwright/test";
import { appendFileSync } from "node:fs";
import { make, welcomed } from "./support/cases";
import { expect, missing, test } from "./support/fixture";
import { House } from "./support/house";
import { another } from "./support/papers";
import { Walk } from "./support/walk";

const RUNS = 3;
const LARGE = "Duas mil provas";
const EXHIBITS = 2000;
const PHOTOS = 500;
/** Longest task that a person does not feel as a stop, in milliseconds. */
const LONG_MS = 100;

test.skip(missing !== "", missing);

/** Writes a figure down: one JSON line. */
function note(what: string, runs: number[]): void {
  const out = process.env["JUNTADA_FIGURES"];
  const line = `${JSON.stringify({ what, runs })}\n`;
  if (out) appendFileSync(out, line);
  else process.stdout.write(line);
}

/** Begins to write down tasks that hold the page up. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map((entry) => entry.duration));
    }).observe({ type: "longtask" });
  });
}

/** Returns the longest task since the watch began, and how many were too long. */
async function watched(page: Page): Promise<{ longest: number; long: number }> {
  // Entries come a moment after their task.
  await page.waitForTimeout(300);
  const tasks = await page.evaluate(() => (window as unknown as { tasks: number[] }).tasks);
  return {
    longest: Math.round(Math.max(0, ...tasks)),
    long: tasks.filter((task) => task > LONG_MS).length,
  };
}

test("a case of 2,000 exhibits", async ({ page, papers }) => {
  const house = await House.open();
  await welcomed(house);
  const path = await make(house, LARGE, { respondents: [{ trade_name: "Loja" }] });
  const files = Array.from({ length: EXHIBITS }, (_, n) =>
    papers.write(`mensagem ${n + 1}.txt`, `mensagem ${n + 1}\n`),
  );
  await house.ask({ request: "add", path, files: [await house.offer(...files)] });
  const walk = new Walk(page, house);
  const opened: number[] = [];
  const scrolled: { longest: number; long: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await walk.start();
    const before = await page.evaluate(() => performance.now());
    await walk
      .card(LARGE)
      .getByRole("button", { name: /^Abrir/ })
      .click();
    await page.getByRole("button", { name: "mensagem 1", exact: true }).waitFor();
    opened.push(await page.evaluate((from) => performance.now() - from, before));
    await watch(page);
    await page.mouse.move(700, 400);
    for (let turn = 0; turn < 60; turn += 1) {
      await page.mouse.wheel(0, 1200);
      await page.waitForTimeout(50);
    }
    expect(await page.getByRole("listitem").count()).toBeGreaterThan(200);
    scrolled.push(await watched(page));
  }
  note("list", opened.map(Math.round));
  note(
    "scroll-longest",
    scrolled.map(({ longest }) => longest),
  );
  note(
    "scroll-long",
    scrolled.map(({ long }) => long),
  );
  await house.close();
});

test("500 photos gathered", async ({ page, papers }) => {
  const files = Array.from({ length: PHOTOS }, (_, n) =>
    papers.write(`foto ${n + 1}.jpg`, another(papers.jpeg, `foto ${n + 1}`)),
  );
  const gathered: { longest: number; long: number }[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const house = await House.open();
    await welcomed(house);
    await make(house, LARGE, { respondents: [{ trade_name: "Loja" }] });
    const walk = new Walk(page, house);
    await walk.open(LARGE);
    await walk.step("evidence");
    await watch(page);
    await house.queue(...files);
    await walk.press("Escolher arquivos");
    await expect(page.getByText(`${PHOTOS} guardados.`)).toBeVisible({ timeout: 180_000 });
    gathered.push(await watched(page));
    await house.close();
  }
  note(
    "gather-longest",
    gathered.map(({ longest }) => longest),
  );
  note(
    "gather-long",
    gathered.map(({ long }) => long),
  );
});
