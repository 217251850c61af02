// The list of received dossiers: which are shown, in which order, and how a place is cited.
import type { CheckState, ReceivedContents, ReceivedEntry, ReceivedStatus } from "../../backend";
import { t } from "../../i18n";

export const COLUMNS = [
  "client",
  "company",
  "subject",
  "value",
  "exhibits",
  "protocols",
  "due",
  "state",
  "tags",
  "received",
] as const;
export type Column = (typeof COLUMNS)[number];
export const STATES = ["intact", "different", "unreadable", "protected", "waiting"] as const;
export const STATUSES = ["new", "reading", "filed", "archived"] as const;

export interface Choice {
  state: CheckState | "all";
  status: ReceivedStatus | "any";
  tag: string;
}

export interface Order {
  column: Column;
  down: boolean;
}

/** Returns the state under which a dossier is counted: what is being verified still waits. */
export function counted(state: CheckState): CheckState {
  return state === "verifying" ? "waiting" : state;
}

/** Returns the dossiers that are chosen; those put away only when they are asked for. */
export function chosen(list: readonly ReceivedEntry[], choice: Choice): ReceivedEntry[] {
  return list.filter(
    (entry) =>
      (choice.state === "all" || counted(entry.state) === choice.state) &&
      (choice.status === "any" ? entry.status !== "archived" : entry.status === choice.status) &&
      (choice.tag === "" || entry.tags.includes(choice.tag)),
  );
}

function value(entry: ReceivedEntry, column: Column): string | number {
  const { facts } = entry;
  switch (column) {
    case "client":
      return facts.claimant ?? "";
    case "company":
      return facts.respondents.join(", ");
    case "subject":
      return facts.title;
    case "value":
      return facts.value ?? -1;
    case "exhibits":
      return facts.exhibits;
    case "protocols":
      return facts.protocols.join(", ");
    case "due":
      return facts.due ?? "9999";
    case "state":
      return ["different", "unreadable", "protected", "waiting", "verifying", "intact"].indexOf(
        entry.state,
      );
    case "tags":
      return entry.tags.join(", ");
    case "received":
      return entry.id;
  }
}

const words = new Intl.Collator("pt-BR", { numeric: true, sensitivity: "base" });

/** Returns the dossiers in an order; those that are equal stay as they stood. */
export function ordered(list: readonly ReceivedEntry[], order: Order): ReceivedEntry[] {
  const way = order.down ? -1 : 1;
  return [...list].sort((a, b) => {
    const [one, other] = [value(a, order.column), value(b, order.column)];
    const compared =
      typeof one === "number" && typeof other === "number"
        ? one - other
        : words.compare(String(one), String(other));
    return compared * way;
  });
}

/** Returns every tag that some dossier has. */
export function tagsOf(list: readonly ReceivedEntry[]): string[] {
  return [...new Set(list.flatMap((entry) => entry.tags))].sort(words.compare);
}

/** Returns how a page of the dossier is cited: "Doc. 3, p. 2, pág. 27". */
export function citation(contents: ReceivedContents, page: number): string {
  const exhibit = contents.exhibits.find(
    ({ number, first_page, last_page }) =>
      number !== null && first_page !== null && first_page <= page && page <= (last_page ?? 0),
  );
  if (!exhibit?.number || exhibit.first_page === null) return t("reader-page", { page });
  const own = page - exhibit.first_page + 1;
  return t("reader-cite-doc", { number: exhibit.number, own, page });
}

/** Returns the page of the dossier that a citation of an exhibit means. */
export function citedPage(
  contents: ReceivedContents,
  exhibit: string,
  pages: string | undefined,
): number | null {
  const found = contents.exhibits.find(
    ({ id, items }) => id === exhibit || items.some((item) => `sha256:${item.sha256}` === exhibit),
  );
  if (!found || found.first_page === null) return null;
  const own = Number.parseInt(pages ?? "1", 10) || 1;
  return Math.min(found.first_page + own - 1, found.last_page ?? found.first_page);
}
