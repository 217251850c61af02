// The places in the sample case that pictures are taken of, for tests and for the README.
import type { Locator, Page } from "@playwright/test";
import { SAMPLE } from "./cases";
import { expect } from "./fixture";
import { NOW } from "./house";
import type { Walk } from "./walk";

/** Sets the page's clock to the day of the house, and leaves the mouse where it points at nothing. */
export async function stand(page: Page, theme: "light" | "dark"): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await page.addInitScript((chosen) => {
    // The settings put their theme on later; what is drawn follows this one all the same.
    new MutationObserver(() => {
      const { dataset } = document.documentElement;
      if (dataset["theme"] !== chosen) dataset["theme"] = chosen;
    }).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-theme"] });
  }, theme);
}

/** Waits until every picture in sight is drawn, and nothing has the focus. */
export async function rest(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
    await document.fonts.ready;
  });
  await page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.complete || image.getBoundingClientRect().top > window.innerHeight,
    ),
  );
}

/** Opens the sample case, and waits for what is looked up afterwards. */
export async function inSample(walk: Walk): Promise<void> {
  await walk.open(SAMPLE);
  await expect(walk.page.getByText("Próximo prazo")).toBeVisible();
}

/** Goes from the opened sample case to the preview of its dossier. */
export async function toPreview(walk: Walk): Promise<Locator> {
  const { page } = walk;
  await walk.step("export");
  await walk.press("Continuar");
  await expect(page.getByRole("heading", { name: "O que encontrei" })).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 60_000 });
  await walk.press("Continuar");
  await walk.press("Continuar");
  const first = page.getByRole("img", { name: /^Página 1 de / });
  await expect(first).toBeVisible({ timeout: 60_000 });
  return first;
}
