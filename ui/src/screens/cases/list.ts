// The list of cases: what the engine tells of each, and the words by which one is found again.
import type { Explanation } from "../../backend";

/** A case as the engine lists it. */
export interface CaseEntry {
  /** Handle of the case. */
  path: string;
  title: string;
  company: string | null;
  exhibits: number;
  contacts: number;
  facts: number;
  /** RFC 3339; null when the case cannot be read. */
  changed_at: string | null;
  exported_at: string | null;
  /** Why it cannot be opened. */
  trouble: Explanation | null;
}

/** Returns letters and digits alone, without accents and in small letters. */
export function plainWords(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Returns the cases whose title or company holds every word that was typed. */
export function matching(cases: readonly CaseEntry[], typed: string): CaseEntry[] {
  const words = plainWords(typed).split(" ").filter(Boolean);
  return cases.filter((entry) => {
    const text = plainWords(`${entry.title} ${entry.company ?? ""}`);
    return words.every((word) => text.includes(word));
  });
}

/**
 * Returns whether a title was typed well enough to mean it: accents, capitals and marks that no
 * keyboard has, such as a long dash, do not count.
 */
export function meansTitle(typed: string, title: string): boolean {
  const wanted = plainWords(title);
  return wanted === "" ? typed.trim() === title.trim() : plainWords(typed) === wanted;
}
