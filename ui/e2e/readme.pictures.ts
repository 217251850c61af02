// Takes the pictures of the README, of the sample case over the real engine.
import { join } from "node:path";
import { exhibits, sample, welcomed } from "./support/cases";
import type { Locator } from "@playwright/test";
import { expect, test, type Page } from "./support/fixture";
import { inSample, rest, stand, toPreview } from "./support/pictures";
import { ROOT } from "./support/places";
import { Walk } from "./support/walk";

test.use({ viewport: { width: 1366, height: 800 } });

/** Takes a picture; with something at the top of it, where it is told. */
async function take(page: Page, name: string, top?: Locator): Promise<void> {
  await rest(page);
  await top?.evaluate((one) => one.scrollIntoView({ block: "start" }));
  await page.screenshot({ path: join(ROOT, "docs/img", `${name}.png`) });
}

test("evidence and the preview", async ({ page, house }) => {
  await welcomed(house);
  await sample(house);
  await stand(page, "light");
  const walk = new Walk(page, house);
  await inSample(walk);
  await take(page, "provas");
  await toPreview(walk);
  await take(page, "gerar");
});

test("what is missing", async ({ page, house }) => {
  await welcomed(house);
  const path = await sample(house);
  const id = (await exhibits(house, path)).get("conta-luz-marco-2026.pdf") ?? "";
  await house.ask({ request: "remove", path, id, reason: "imagem" });
  await stand(page, "light");
  const walk = new Walk(page, house);
  await inSample(walk);
  await walk.step("missing");
  await expect(page.getByText("Onde conseguir").first()).toBeVisible();
  await take(page, "o-que-falta", page.getByRole("navigation", { name: "Partes desta etapa" }));
});

test("the timeline in the dark", async ({ page, house }) => {
  await welcomed(house);
  await sample(house);
  await stand(page, "dark");
  const walk = new Walk(page, house);
  await inSample(walk);
  await walk.step("timeline");
  await take(page, "linha-do-tempo-escuro");
});
