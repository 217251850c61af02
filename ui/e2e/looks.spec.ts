// Pictures of the screens beside those kept in `looks/`: what changes there changes on purpose. Only the
// Chromium that drew the kept ones can draw them again; `scripts/pictures.sh` makes them anew.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { sample, welcomed } from "./support/cases";
import { expect, missing, test } from "./support/fixture";
import { inSample, rest, stand, toPreview } from "./support/pictures";
import { LOOKS } from "./support/places";
import { Walk } from "./support/walk";

/** Names the Chromium that drew the kept pictures. */
const DRAWN_BY = join(LOOKS, "chromium.txt");

test.skip(missing !== "", missing);
test.describe.configure({ timeout: 120_000 });
test.beforeEach(async ({ browser }, { config }) => {
  if (config.updateSnapshots === "all") writeFileSync(DRAWN_BY, `${browser.version()}\n`);
  const drawn = readFileSync(DRAWN_BY, "utf8").trim();
  const why = `as imagens guardadas são do Chromium ${drawn}, este é o ${browser.version()}: não medido`;
  if (drawn !== browser.version()) console.log(why);
  test.skip(drawn !== browser.version(), why);
});

for (const theme of ["light", "dark"] as const) {
  test(`the screens of the sample case look as before: ${theme}`, async ({ page, house }) => {
    await welcomed(house);
    await sample(house);
    await stand(page, theme);
    const walk = new Walk(page, house);
    const looks = async (name: string, mask: Locator[] = []): Promise<void> => {
      await rest(page);
      await expect
        .soft(page)
        .toHaveScreenshot(`${name}-${theme}.png`, { maxDiffPixelRatio: 0.01, mask });
    };
    await walk.start();
    await looks("cases");
    await inSample(walk);
    await looks("evidence");
    await walk.step("missing");
    await expect(page.getByRole("heading", { name: "Obrigatório" })).toBeVisible();
    await looks("missing");
    // The dossier's own look is the engine's matter.
    const first = await toPreview(walk);
    await looks("preview", [first, page.getByRole("list").getByRole("img")]);
    if (theme === "dark") return;
    await walk.step("story");
    await looks("story");
    await walk.step("contacts");
    await looks("contacts");
    await walk.step("timeline");
    await looks("timeline");
    await walk.step("account");
    await looks("account");
    await walk.step("missing");
    await walk.press("Prazos e passos");
    await looks("terms");
    await walk.step("evidence");
    await walk.exhibit("Fatura de fevereiro de 2026");
    await looks("exhibit");
    await page.keyboard.press("F1");
    await walk.at("Ajuda");
    await looks("help");
  });
}

test("the first screens look as before", async ({ page, house }) => {
  await stand(page, "light");
  const walk = new Walk(page, house);
  await walk.start();
  await rest(page);
  await expect.soft(page).toHaveScreenshot("welcome-light.png", { maxDiffPixelRatio: 0.01 });
  await walk.press("Montar meu caso");
  await rest(page);
  await expect.soft(page).toHaveScreenshot("interview-light.png", { maxDiffPixelRatio: 0.01 });
});
