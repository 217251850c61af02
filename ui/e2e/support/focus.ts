// Once through a screen with the Tab key.
import type { Page } from "@playwright/test";
import { expect } from "./fixture";

/** Presses beyond which a screen is long enough to believe in it. */
const MOST = 40;

interface Stop {
  /** Place in the document among all that can take the focus. */
  place: number;
  words: string;
  faults: string[];
}

/** Returns where the focus is and what is wrong with it; nothing once it has left the page. */
function here(): Stop | null {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const all = [
    ...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]"),
  ];
  const faults: string[] = [];
  const words = (element.getAttribute("aria-label") ?? element.textContent ?? "")
    .trim()
    .slice(0, 60);
  const shown = element.matches("input[type=radio], input[type=checkbox]")
    ? (element.closest("label") ?? element)
    : element;
  const ring = [element, shown].some((one) =>
    [null, "::after"].some((part) => getComputedStyle(one, part).outlineStyle !== "none"),
  );
  if (!ring) faults.push("the focus is not seen");
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  const points = [
    [(left + right) / 2, (top + bottom) / 2],
    [left + 3, top + 3],
    [right - 3, bottom - 3],
  ] as const;
  const free = points.some(([x, y]) => {
    const above = document.elementFromPoint(x, y);
    return above !== null && (shown.contains(above) || above.contains(shown));
  });
  if (!free) faults.push("the focus is covered or out of the window");
  return { place: all.indexOf(element), words, faults };
}

/** Goes through the screen from its top: each stop comes after the one before, seen and uncovered. */
export async function tabsThrough(page: Page, name: string): Promise<void> {
  const faults: string[] = [];
  let before = -1;
  await page.evaluate(() => {
    const start = document.querySelector<HTMLElement>("dialog[open] h2, .skip");
    start?.focus();
  });
  for (let press = 0; press < MOST; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(here);
    if (!stop) break;
    if (stop.place <= before) {
      if (press < 2) faults.push(`the order begins with “${stop.words}”`);
      break;
    }
    before = stop.place;
    faults.push(...stop.faults.map((fault) => `“${stop.words}”: ${fault}`));
  }
  expect.soft(faults, `${name}: the Tab key`).toEqual([]);
}
