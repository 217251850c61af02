// The pages of an exhibit, counted over all its files, and the choice among them. Pure.
import type { ExhibitView, ItemView } from "../../backend";
import { keptItems } from "./list";

/** One page as the dossier counts it. */
export interface Leaf {
  /** Number in the exhibit, from 1; null for a file that has no page to choose. */
  number: number | null;
  item: ItemView;
  /** Page in its file, from 1. */
  page: number;
}

/**
 * Returns the pages of an exhibit in order. Only what can be drawn is counted, as in the dossier;
 * sound, mail and the like stand behind, without a number.
 */
export function leavesOf(exhibit: ExhibitView): Leaf[] {
  const counted: Leaf[] = [];
  const others: Leaf[] = [];
  for (const item of keptItems(exhibit)) {
    if (!item.has_picture) {
      others.push({ number: null, item, page: 1 });
      continue;
    }
    for (let page = 1; page <= Math.max(1, item.pages ?? 1); page += 1)
      counted.push({ number: counted.length + 1, item, page });
  }
  return [...counted, ...others];
}

/**
 * Reads a choice of pages, "1, 3-5", in the order given; null when it is none. Pages beyond `count`
 * are left out, and each page counts once.
 */
export function readChoice(text: string, count: number): number[] | null {
  const chosen = new Set<number>();
  for (const part of text.split(/[,;]/)) {
    const range = /^\s*(\d{1,6})\s*(?:[-–a]\s*(\d{1,6})\s*)?$/.exec(part);
    if (!range) return null;
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (first < 1 || last < first) return null;
    for (let page = first; page <= Math.min(last, count); page += 1) chosen.add(page);
  }
  return [...chosen];
}

/** Writes a choice of pages as the engine reads it: "1,3-5". */
export function writeChoice(pages: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === page) run[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** Returns whether a choice is all pages in their own order: no choice at all. */
export function isWhole(pages: readonly number[], count: number): boolean {
  return pages.length === count && pages.every((page, index) => page === index + 1);
}

/**
 * Returns the same pages under the numbers they have after the files were put in another order. A
 * choice in its natural order stays in it; one that the user ordered keeps that order.
 */
export function carriedOver(
  pages: readonly number[],
  before: readonly Leaf[],
  after: readonly Leaf[],
): number[] {
  const name = ({ item, page }: Leaf): string => `${item.id}/${page}`;
  const now = new Map(after.map((leaf) => [name(leaf), leaf.number]));
  const moved = pages.flatMap((page) => {
    const leaf = before.find((one) => one.number === page);
    return (leaf && now.get(name(leaf))) ?? [];
  });
  const natural = pages.every((page, index) => index === 0 || page > (pages[index - 1] ?? 0));
  return natural ? moved.sort((a, b) => a - b) : moved;
}

/** Returns the numbers of the pages that go into the dossier, in order: the choice, or all. */
export function chosenOf(exhibit: ExhibitView): number[] {
  const count = leavesOf(exhibit).filter(({ number }) => number !== null).length;
  const choice = exhibit.pages === undefined ? null : readChoice(exhibit.pages, count);
  return choice ?? Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * Returns what to change so that the same pages of an exhibit stay chosen when its files become
 * `items`: nothing where it has no choice, and no choice where none of them is left.
 */
export function choiceAfter(
  exhibit: ExhibitView,
  items: readonly ItemView[],
): { pages: string } | { clear: ["pages"] } | null {
  if (exhibit.pages === undefined) return null;
  const after = leavesOf({ ...exhibit, items: [...items] });
  const count = after.filter(({ number }) => number !== null).length;
  const pages = carriedOver(chosenOf(exhibit), leavesOf(exhibit), after);
  return pages.length === 0 || isWhole(pages, count)
    ? { clear: ["pages"] }
    : { pages: writeChoice(pages) };
}

/**
 * Returns the choice of pages of an exhibit that several become, one after the other; null where
 * none of them leaves pages out.
 */
export function choiceOfAll(exhibits: readonly ExhibitView[]): string | null {
  if (exhibits.every(({ pages }) => pages === undefined)) return null;
  let before = 0;
  const pages = exhibits.flatMap((exhibit) => {
    const own = chosenOf(exhibit).map((number) => before + number);
    before += leavesOf(exhibit).filter(({ number }) => number !== null).length;
    return own;
  });
  return isWhole(pages, before) ? null : writeChoice(pages);
}

/** Returns a list with one entry moved one place; the same list where it cannot move. */
export function shifted<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const copy = [...list];
  const here = copy[index];
  const there = copy[index + by];
  if (here === undefined || there === undefined) return copy;
  copy[index] = there;
  copy[index + by] = here;
  return copy;
}
