// Places on a page as the engine writes them, and how they are drawn and moved. Pure.
import type { ExhibitView, ItemView } from "../../backend";
import type { Leaf } from "./pages";

/** Left, top, width and height, or the two ends of an arrow, in fractions of the page. */
export type Spot = [number, number, number, number];

/** Smallest side of a rectangle, in fractions of the page. */
export const LEAST = 0.008;
/** How far an arrow key moves or grows a rectangle. */
export const STEP = 0.01;

const within = (value: number, most = 1): number => Math.min(Math.max(0, value), most);
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Reads a place as the engine writes it. */
export function readSpot(text: string): Spot {
  const [a = 0, b = 0, c = 0, d = 0] = text.split(",").map(Number);
  return [a, b, c, d];
}

/** Writes a place as the engine reads it. */
export function writeSpot(spot: Spot): string {
  return spot.map((value) => rounded(within(value))).join(",");
}

/** Returns the rectangle between two points, wherever each lies. */
export function between(from: readonly [number, number], to: readonly [number, number]): Spot {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  return [within(left), within(top), within(right) - within(left), within(bottom) - within(top)];
}

/** Returns whether a rectangle is large enough to have been meant. */
export function isMeant([, , width, height]: Spot): boolean {
  return width >= LEAST && height >= LEAST;
}

/**
 * Returns a place after a key: arrows move it, with Shift they change its size (or move the point of
 * an arrow); null for other keys.
 */
export function afterKey(spot: Spot, key: string, shift: boolean, arrow = false): Spot | null {
  const ways: Record<string, readonly [number, number]> = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  };
  const way = ways[key];
  if (!way) return null;
  const [x, y] = way;
  const [a, b, c, d] = spot;
  if (shift) {
    if (arrow) return [a, b, within(c + x), within(d + y)];
    return [a, b, Math.max(LEAST, within(c + x, 1 - a)), Math.max(LEAST, within(d + y, 1 - b))];
  }
  if (arrow) return [within(a + x), within(b + y), within(c + x), within(d + y)];
  return [within(a + x, 1 - c), within(b + y, 1 - d), c, d];
}

/** Returns the copy with bars that stands for an item. */
export function barsOf(item: ItemView): ItemView["copies"][number] | undefined {
  return item.copies.find((copy) => copy.work.what === "redacted");
}

/** An area with the page of the exhibit that it is on. */
export interface PlacedArea {
  page: number;
  spot: Spot;
  hides: string;
  text?: string;
}

/** Returns what is hidden of an exhibit already, its pages counted over the whole exhibit. */
export function hiddenOf(exhibit: ExhibitView, leaves: readonly Leaf[]): PlacedArea[] {
  return exhibit.items.flatMap((item) => {
    const work = barsOf(item)?.work;
    if (work?.what !== "redacted") return [];
    return work.areas.flatMap(({ page, area, hides, text }) => {
      const leaf = leaves.find((one) => one.item.id === item.id && one.page === page);
      if (!leaf || leaf.number === null) return [];
      const placed = { page: leaf.number, spot: readSpot(area), hides };
      return [text === undefined ? placed : { ...placed, text }];
    });
  });
}
