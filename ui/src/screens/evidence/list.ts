// What the list of evidence shows and in which order. Pure.
import type { ExhibitKind, ExhibitView, Explanation, ItemView } from "../../backend";

/** The order of the list: that of the dossier, or by date. */
export type Order = "number" | "date";

/** Which exhibits are shown; a kind shows only its own. */
export type Show = "all" | "undated" | "left_out" | ExhibitKind;

/** What is to be known of an exhibit at a glance, the gravest first. */
export type Status =
  "altered" | "missing" | "left_out" | "locked" | "no_picture" | "paper" | "undated" | "kept";

/** Personal documents have letters and stand before the proofs. */
const PROOFS_FROM = 1_000_000;
/** Behind every number: what has none. */
const UNNUMBERED = Number.MAX_SAFE_INTEGER;

/** Returns where a number stands in the dossier: A, B … Z, AA, then 1, 2, 3. */
export function rank(number: string | null): number {
  if (number === null) return UNNUMBERED;
  if (/^\d+$/.test(number)) return PROOFS_FROM + Number(number);
  return [...number].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** Returns the files of an exhibit that are neither in the bin nor gone. */
export function keptItems(exhibit: ExhibitView): ItemView[] {
  return exhibit.items.filter((item) => item.state === "kept");
}

/** Returns how many pages of an exhibit can be shown and counted. */
export function countPages(exhibit: ExhibitView): number {
  return keptItems(exhibit).reduce((sum, item) => sum + (item.pages ?? 0), 0);
}

/** Returns the size of an exhibit's files in bytes. */
export function countBytes(exhibit: ExhibitView): number {
  return keptItems(exhibit).reduce((sum, item) => sum + item.size_bytes, 0);
}

/** Returns a text without accents and capitals, as people type it to find something. */
export function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function fits(exhibit: ExhibitView, show: Show): boolean {
  if (show === "all") return true;
  if (show === "undated") return exhibit.date === null;
  if (show === "left_out") return exhibit.left_out;
  return exhibit.kind === show;
}

/** Returns the exhibits that are shown, in order; all words must stand in the title or the number. */
export function listed(
  exhibits: readonly ExhibitView[],
  { order, show, words }: { order: Order; show: Show; words: string },
): ExhibitView[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const found = exhibits.filter((exhibit) => {
    if (!fits(exhibit, show)) return false;
    const text = folded(`doc. ${exhibit.number ?? ""} ${exhibit.title}`);
    return wanted.every((word) => text.includes(word));
  });
  const byNumber = (a: ExhibitView, b: ExhibitView): number => rank(a.number) - rank(b.number);
  if (order === "number") return found.sort(byNumber);
  // A month stands before its days, as its earliest day would; undated ones come last.
  const day = (exhibit: ExhibitView): string => exhibit.date ?? "~";
  return found.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : byNumber(a, b)));
}

/** Returns the kinds that some exhibit has, each with how often. */
export function kindsOf(exhibits: readonly ExhibitView[]): Map<ExhibitKind, number> {
  const counts = new Map<ExhibitKind, number>();
  for (const { kind } of exhibits) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Returns which items and exhibits the engine found altered or gone, by id. */
export function damage(notices: readonly Explanation[]): Map<string, "altered" | "missing"> {
  const found = new Map<string, "altered" | "missing">();
  for (const { code, about } of notices)
    if (about !== undefined && (code === "altered" || code === "missing")) found.set(about, code);
  return found;
}

/** Returns what is to be known of an exhibit, the gravest first, at least one thing. */
export function statuses(
  exhibit: ExhibitView,
  damaged: ReadonlyMap<string, "altered" | "missing">,
): Status[] {
  const items = keptItems(exhibit);
  const found: Status[] = [];
  const harm = [exhibit.id, ...items.map((item) => item.id)].flatMap((id) => damaged.get(id) ?? []);
  if (harm.includes("altered")) found.push("altered");
  else if (harm.includes("missing")) found.push("missing");
  if (exhibit.left_out) found.push("left_out");
  if (items.some((item) => item.locked)) found.push("locked");
  else if (items.length > 0 && !items.some(isSeen)) found.push("no_picture");
  if (exhibit.items.length === 0) found.push("paper");
  if (exhibit.date === null) found.push("undated");
  return found.length === 0 ? ["kept"] : found;
}

/** Text and mail have no picture here but are printed in the dossier. */
function isSeen(item: ItemView): boolean {
  return item.has_picture || item.read !== undefined || item.media_type.startsWith("text/");
}

/** Where an exhibit would go in the order of the dossier; null where it can go no further. */
export interface Moves {
  up: number | null;
  down: number | null;
}

/**
 * Returns the places, from 1, that an exhibit can be moved to. Numbers that a dossier has carried
 * do not move, and personal documents stay before the proofs.
 */
export function moves(exhibits: readonly ExhibitView[], id: string): Moves {
  const waiting = exhibits
    .filter((exhibit) => exhibit.number !== null && !exhibit.number_frozen)
    .sort((a, b) => rank(a.number) - rank(b.number));
  const at = waiting.findIndex((exhibit) => exhibit.id === id);
  const isProof = (exhibit: ExhibitView | undefined): boolean | undefined =>
    exhibit && rank(exhibit.number) > PROOFS_FROM;
  if (at < 0) return { up: null, down: null };
  const own = isProof(waiting[at]);
  return {
    up: isProof(waiting[at - 1]) === own ? at : null,
    down: isProof(waiting[at + 1]) === own ? at + 2 : null,
  };
}

/**
 * Returns exhibits in the order in which they may become one: an exhibit whose number a dossier has
 * carried keeps it, so it goes first.
 */
export function groupOrder(exhibits: readonly ExhibitView[]): ExhibitView[] {
  return [...exhibits].sort((a, b) => Number(b.number_frozen) - Number(a.number_frozen));
}

/** Something in the bin: a whole exhibit, or one file of an exhibit that stands. */
export interface Binned {
  id: string;
  exhibit: ExhibitView;
  /** The file, where the exhibit itself stands. */
  item: ItemView | null;
}

/** Returns what lies in the bin and can come back; what was deleted for good is not there. */
export function inBin(exhibits: readonly ExhibitView[]): Binned[] {
  return exhibits.flatMap((exhibit): Binned[] => {
    const binned = exhibit.items.filter((item) => item.state === "binned");
    const whole = exhibit.items.length === 0 ? exhibit.binned : keptItems(exhibit).length === 0;
    if (!whole) return binned.map((item) => ({ id: item.id, exhibit, item }));
    const returns = isBinnedPaper(exhibit) || binned.length > 0;
    return returns ? [{ id: exhibit.id, exhibit, item: null }] : [];
  });
}

/** An exhibit on paper that was emptied out of the bin has no place any more. */
function isBinnedPaper(exhibit: ExhibitView): boolean {
  return exhibit.binned && exhibit.paper_at !== undefined;
}

/** Returns how many files, and exhibits on paper, emptying the bin would take out of the case. */
export function countBinned(exhibits: readonly ExhibitView[]): number {
  const files = exhibits.flatMap((exhibit) => exhibit.items);
  return (
    files.filter((item) => item.state === "binned").length + exhibits.filter(isBinnedPaper).length
  );
}
