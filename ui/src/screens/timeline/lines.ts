// The lines of the timeline as the screen shows them: the engine's, and the dated proofs among them.
import type { Citation, ExhibitView, Shown, TimelineEntry } from "../../backend";
import { WORDS } from "../../backend/words";
import { LANGUAGE, t } from "../../i18n";
import { writeDoc } from "../../kit/citations";
import { momentKey } from "../../kit/moment";
import { attemptNumbers } from "../contacts/attempts";

export const KINDS = ["purchase", "fact", "contact", "due", "event", "exhibit"] as const;
export type Kind = (typeof KINDS)[number];

export interface Line {
  /** Unique in the timeline. */
  key: string;
  kind: Kind;
  /** Id of what it comes from; none for the purchase. */
  id: string | undefined;
  /** "2026-10-05T14:33", "2026-10-05", "2026-10" or "2026"; empty when not known. */
  when: string;
  /** "Doc. 3", where it is a proof. */
  doc?: string;
  /** What it is called, in words. */
  title: string;
  /** What happened, in the user's words. */
  text: string;
  citations: readonly Citation[];
}

/** Documents that say who someone is are no part of what happened. */
const PERSONAL: ReadonlySet<string> = new Set([
  "identity",
  "tax_id",
  "proof_of_address",
  "company_proof",
  "authorisation",
]);

const isTold = (exhibit: ExhibitView): boolean => !exhibit.left_out && !PERSONAL.has(exhibit.kind);

/** Returns the lines that have a date, in order. */
export function datedLines(shown: Shown, exhibits: readonly ExhibitView[]): Line[] {
  const title = titles(shown);
  const told = shown.timeline.map((entry): Line => {
    const kind: Kind = entry.from;
    const id = "id" in entry ? entry.id : undefined;
    const { when, text, citations = [] } = entry;
    return { key: `${kind}-${id ?? ""}`, kind, id, when, title: title(kind, id), text, citations };
  });
  const proofs = exhibits.filter((one) => one.date !== null && isTold(one)).map(proofLine);
  const sorts = new Map([...told, ...proofs].map((line) => [line, momentKey(line.when)]));
  const key = (line: Line): string => sorts.get(line) ?? "";
  return [...sorts.keys()].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Returns what has no date yet. */
export function undatedLines(shown: Shown, exhibits: readonly ExhibitView[]): Line[] {
  const title = titles(shown);
  const line = (kind: Kind, id: string, text = "", citations: Citation[] = []): Line => ({
    key: `${kind}-${id}`,
    kind,
    id,
    when: "",
    title: title(kind, id),
    text,
    citations,
  });
  return [
    ...shown.facts.filter((one) => !one.date).map((one) => line("fact", one.id, one.text)),
    ...shown.contacts.filter((one) => !one.when).map((one) => line("contact", one.id, one.summary)),
    ...shown.events
      .filter((one) => !one.date)
      .map((one) => line("event", one.id, one.text, one.citations)),
    ...exhibits.filter((one) => one.date === null && isTold(one)).map(proofLine),
  ];
}

function proofLine(exhibit: ExhibitView): Line {
  return {
    key: `exhibit-${exhibit.id}`,
    kind: "exhibit",
    id: exhibit.id,
    when: exhibit.date ?? "",
    doc: writeDoc(exhibit),
    title: exhibit.title,
    text: WORDS.ExhibitKind[exhibit.kind],
    citations: [],
  };
}

/** Returns how lines are called: "Tentativa 2: Chat, protocolo 2026…", as in the dossier. */
function titles(shown: Shown): (kind: Kind, id: string | undefined) => string {
  const attempts = attemptNumbers(shown.contacts);
  const contacts = new Map(shown.contacts.map((contact) => [contact.id, contact]));
  const facts = new Map(shown.facts.map(({ id }, index) => [id, index + 1]));
  return (kind, id = "") => {
    const n = attempts.get(id) ?? facts.get(id) ?? 0;
    if (kind === "fact") return t("timeline-fact", { n });
    if (kind === "due") return t("timeline-due", { n });
    if (kind !== "contact") return t(kind === "purchase" ? "timeline-purchase" : "timeline-event");
    const contact = contacts.get(id);
    const channel = contact?.channel ? WORDS.Channel[contact.channel] : t("timeline-no-channel");
    const [protocol] = contact?.protocols ?? [];
    return protocol === undefined
      ? t("timeline-contact", { n, channel })
      : t("timeline-contact-protocol", { n, channel, protocol });
  };
}

/** A month, or a year of which no month is known, with its lines. */
export interface Stretch {
  /** "2026-03" or "2026". */
  month: string;
  lines: Line[];
}

/** Puts lines that follow one another in the same month together. */
export function byMonth(lines: readonly Line[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const line of lines) {
    const month = line.when.slice(0, 7).split("T")[0] ?? "";
    const last = stretches.at(-1);
    if (last?.month === month) last.lines.push(line);
    else stretches.push({ month, lines: [line] });
  }
  return stretches;
}

/** Writes "março de 2026", or the year alone. */
export function writeMonth(month: string): string {
  const [year, number] = month.split("-").map(Number);
  if (year === undefined || number === undefined) return month;
  return new Date(Date.UTC(year, number - 1, 15)).toLocaleDateString(LANGUAGE, {
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}

/** Returns the entries that no fact tells yet: neither its day nor its words stand in the account. */
export function untold(shown: Shown): TimelineEntry[] {
  const days = new Set(shown.facts.flatMap(({ date }) => date ?? []));
  const told = shown.facts.map(({ text }) => text).join("\n");
  return shown.timeline.filter(
    ({ from, when = "", text }) =>
      (from === "purchase" || from === "contact" || from === "event") &&
      !days.has(when.split("T")[0] ?? "") &&
      (text === "" || !told.includes(text)),
  );
}
