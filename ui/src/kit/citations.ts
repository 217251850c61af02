// Citations of exhibits: how they are written, and how a choice of proofs becomes a list of them.
import type { Citation, ExhibitView } from "../backend";
import { t } from "../i18n";

/** Finds an exhibit by id or by a cited hash. */
export type Find = (reference: string) => ExhibitView | undefined;

/** A proof as chosen: which, and which of its pages ("2", "2-3", "1, 4"; empty for all). */
export type Chosen = ReadonlyMap<string, string>;

/** Writes the name of an exhibit: "Doc. 3". */
export function writeDoc(exhibit: ExhibitView): string {
  return exhibit.number === null ? t("cite-no-number") : t("cite-doc", { number: exhibit.number });
}

/** Writes a citation: "Doc. 3" or "Doc. 3, p. 2". */
export function writeCitation(citation: Citation, exhibit: ExhibitView): string {
  const doc = writeDoc(exhibit);
  return citation.pages ? t("cite-pages", { doc, pages: citation.pages }) : doc;
}

/** Returns how many pages an exhibit has in all; null when some of them are not known. */
export function pageCount(exhibit: ExhibitView): number | null {
  let sum = 0;
  for (const item of exhibit.items) {
    if (item.state !== "kept") continue;
    if (item.pages === null) return null;
    sum += item.pages;
  }
  return sum;
}

/** Returns whether pages are written as the dossier reads them ("2", "2-3", "1,4-5") and exist. */
export function arePages(text: string, count: number | null): boolean {
  if (text.trim() === "") return true;
  const ranges = text.split(",").map((part) => /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part));
  return ranges.every((range) => {
    const first = Number(range?.[1] ?? 0);
    const last = Number(range?.[2] ?? first);
    return first >= 1 && first <= last && (count === null || count === 0 || last <= count);
  });
}

/** Returns the choice that a list of citations stands for; pages cited apart come together. */
export function chosenOf(citations: readonly Citation[], find: Find): Chosen {
  const chosen = new Map<string, string>();
  for (const { exhibit: reference, pages = "" } of citations) {
    const id = find(reference)?.id;
    if (id === undefined) continue;
    const before = chosen.get(id);
    if (before === undefined) chosen.set(id, pages);
    else chosen.set(id, before === "" || pages === "" ? "" : `${before}, ${pages}`);
  }
  return chosen;
}

/**
 * Returns the citations that a choice makes of the former ones: what stays as it was keeps its place and
 * its words, what is new follows, and what names no proof of the case is not touched.
 */
export function citationsOf(chosen: Chosen, former: readonly Citation[], find: Find): Citation[] {
  const before = chosenOf(former, find);
  const written = new Set<string>();
  const kept = former.flatMap((citation) => {
    const id = find(citation.exhibit)?.id;
    if (id === undefined) return [citation];
    const pages = chosen.get(id);
    if (pages === undefined) return [];
    if (pages === before.get(id)) {
      written.add(id);
      return [citation];
    }
    if (written.has(id)) return [];
    written.add(id);
    return [cite(citation.exhibit, pages)];
  });
  const fresh = [...chosen].filter(([id]) => !written.has(id));
  return [...kept, ...fresh.map(([id, pages]) => cite(id, pages))];
}

function cite(exhibit: string, pages: string): Citation {
  return pages.trim() === "" ? { exhibit } : { exhibit, pages: pages.trim() };
}
