// What every screen must be, however it is looked at.
import type { Page } from "@playwright/test";
import axe from "axe-core";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "./fixture";
import { geometry } from "./geometry";

const MIDDLE = { width: 1093, height: 540 };
const SIZES = [{ width: 1366, height: 700 }, MIDDLE, { width: 683, height: 350 }];
const LETTERS = ["100", "200"];
const THEMES = ["light", "dark"];
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Faults of one guise that are worth reading; the others are mostly the same. */
const ENOUGH = 8;
/** Folder for a picture of every screen in every guise; none are taken without it. */
const SHOTS = process.env["JUNTADA_SHOTS"];

/** Changes a guise of the page where it stands. */
async function dress(page: Page, guise: { theme?: string; letter?: string }): Promise<void> {
  await page.evaluate(async (wanted) => {
    Object.assign(document.documentElement.dataset, wanted);
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, guise);
}

async function shoot(page: Page, ...name: string[]): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name.join("-")}.png`), fullPage: true });
}

/** Has rows laid out that are out of sight, which the browser would otherwise put off. */
async function layOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [sheet];
    window.scrollTo(0, 0);
  });
}

/** Returns what axe finds; `only` names the rules, all of WCAG 2.2 AA otherwise. */
async function axed(page: Page, only?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(
    async ([tags, rules]) => {
      const engine = (window as unknown as { axe: typeof axe }).axe;
      const runOnly = rules
        ? { type: "rule" as const, values: rules }
        : { type: "tag" as const, values: tags };
      const found = await engine.run(document, { runOnly, resultTypes: ["violations"] });
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
      );
    },
    [RULES, only] as const,
  );
}

/** Looks at a screen as it stands, in every theme, letter and size. */
export async function looksRight(page: Page, name: string): Promise<void> {
  const wrong: string[] = [];
  await layOut(page);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const letter of LETTERS) {
      for (const theme of THEMES) {
        await dress(page, { letter, theme });
        const guise = `${name} ${size.width}×${size.height} ${letter} % ${theme}`;
        // A theme is colours alone: places and names were looked at in the first one, and the size
        // between the two others shows nothing that these do not.
        const found =
          theme === "light"
            ? [...(await page.evaluate(geometry)), ...(await axed(page))]
            : size === MIDDLE
              ? []
              : await axed(page, ["color-contrast"]);
        wrong.push(...found.slice(0, ENOUGH).map((fault) => `${guise}: ${fault}`));
        await shoot(page, name, String(size.width), letter, theme);
      }
    }
  }
  await page.setViewportSize(SIZES[0] ?? { width: 1366, height: 700 });
  await dress(page, { letter: "100", theme: "light" });
  expect.soft(wrong, name).toEqual([]);
}
