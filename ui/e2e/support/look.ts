// One look at a screen: in every guise, then with the Tab key, which closes menus.
import { looksRight } from "./checks";
import { test } from "./fixture";
import { tabsThrough } from "./focus";
import type { Walk } from "./walk";

/** Looks at the screen that stands. */
export async function look(walk: Walk, name: string): Promise<void> {
  await test.step(name, async () => {
    await looksRight(walk.page, name);
    await tabsThrough(walk.page, name);
  });
}
