// Takes the pictures of the README, of the sample case over the real engine.
import { join } from "node:path";
import { sample, welcomed } from "./support/cases";
import { expect, test, type Page } from "./support/fixture";
import { inSample, rest, stand, toPreview } from "./support/pictures";
import { ROOT } from "./support/places";
import { Walk } from "./support/walk";

test.use({ viewport: { width: 1366, height: 800 } });

async function take(page: Page, name: string): Promise<void> {
  await rest(page);
  await page.screenshot({ path: join(ROOT, "docs/img", `${name}.png`) });
}

test("evidence, what is missing, and the preview", async ({ page, house }) => {
  await welcomed(house);
  await sample(house);
  await stand(page, "light");
  const walk = new Walk(page, house);
  await inSample(walk);
  await take(page, "provas");
  await walk.step("missing");
  await expect(page.getByRole("heading", { name: "Obrigatório" })).toBeVisible();
  await take(page, "o-que-falta");
  await toPreview(walk);
  await take(page, "gerar");
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
