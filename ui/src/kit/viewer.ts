// The arithmetic of the page viewer: zoom, keys, widths of pictures.

/** `page`: the whole page; else a part of the stage's width in per cent. */
export type Zoom = "page" | 100 | 150 | 200 | 300;
export const ZOOMS: readonly Zoom[] = ["page", 100, 150, 200, 300];

/** Returns the next larger (+1) or smaller (-1) zoom; the same at the ends. */
export function stepZoom(zoom: Zoom, by: 1 | -1): Zoom {
  return ZOOMS[ZOOMS.indexOf(zoom) + by] ?? zoom;
}

/** Widths that are drawn, in pixels. */
const WIDTHS = [160, 320, 640, 1280, 2560] as const;

/** Returns the drawn width that fills so many CSS pixels on this screen. */
export function pictureWidth(cssPixels: number, density: number): number {
  const wanted = cssPixels * density;
  return WIDTHS.find((width) => width >= wanted) ?? 2560;
}

/** Returns a page that exists. */
export function clampPage(page: number, pages: number): number {
  return Math.min(Math.max(1, page), Math.max(1, pages));
}

/** Returns the page that a key leads to; null when it leads nowhere. */
export function pageOfKey(key: string, page: number, pages: number): number | null {
  const to = { PageDown: page + 1, PageUp: page - 1, Home: 1, End: pages }[key];
  return to === undefined ? null : clampPage(to, pages);
}

/** A place to jump to. */
export interface Mark {
  /** What stands in the list. */
  words: string;
  /** What stands below the thumbnail. */
  short: string;
  /** Page it begins on, from 1. */
  page: number;
}

export interface Marks {
  title: string;
  marks: Mark[];
}

/** Returns the last mark that begins on or before a page: where the reader is. */
export function markAt(all: readonly Marks[], page: number): Mark | undefined {
  const begun = all.flatMap((one) => one.marks).filter((mark) => mark.page <= page);
  return begun.reduce<Mark | undefined>(
    (last, mark) => (last && last.page > mark.page ? last : mark),
    undefined,
  );
}
