// Paper arithmetic: how many sheets a print takes.
import type { Destination } from "../../backend";

/** Sheets for printing on both sides, of dossiers that each begin on a sheet of their own. */
export function sheets(pages: readonly number[], copies: number): number {
  const each = pages.reduce((sum, count) => sum + Math.ceil(count / 2), 0);
  return each * copies;
}

/** Copies that are proposed: a Procon desk keeps one and stamps the other. */
export function usualCopies(destination: Destination): number {
  return destination === "procon" ? 2 : 1;
}

/** The first 12 digits of a check code in groups of 4, as they stand at the top of every page. */
export function shortSeal(seal: string): string {
  return groups(seal.slice(0, 12));
}

/** A check code in groups of 4, to compare with paper. */
export function groups(seal: string): string {
  return seal.replace(/(.{4})(?=.)/g, "$1 ");
}
