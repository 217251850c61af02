// Every screen in both themes, two letter sizes and three window sizes: WCAG 2.2 AA by axe, nothing
// over one another, no sideways scroll, targets, headings; then once through it with the Tab key.
import { EMPTY, HARMED, MANY, SAMPLE, THREE } from "./support/cases";
import { looksRight } from "./support/checks";
import { expect, missing, test } from "./support/fixture";
import { tabsThrough } from "./support/focus";
import { Walk } from "./support/walk";

test.skip(missing !== "", missing);
test.afterEach(({ faults }) => expect.soft(faults).toEqual([]));

/** Looks at the screen that stands; with `tabs`, also goes through it with the Tab key. */
async function look(walk: Walk, name: string, tabs = true): Promise<void> {
  await test.step(name, async () => {
    if (tabs) await tabsThrough(walk.page, name);
    await looksRight(walk.page, name);
  });
}

test("the first time, and no case yet", async ({ page, house }) => {
  const walk = new Walk(page, house);
  await walk.start();
  await look(walk, "a-welcome");
  await house.ask({ request: "set_settings", path: "ajustes:", settings: { welcomed: true } });
  await walk.start();
  await look(walk, "b-no-cases");
});
