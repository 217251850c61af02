// Which suggestions of an exhibit stand where.
import type { ExhibitView, SuggestedField, Suggestion } from "../../backend";
import { keptItems } from "./list";

/** Fields that are asked for beside their question; the others are listed as found. */
const ASKED: readonly SuggestedField[] = ["date", "title", "kind"];

/** Returns the surest suggestion for a question, or nothing. */
export function suggested(exhibit: ExhibitView, field: SuggestedField): Suggestion | undefined {
  return exhibit.suggestions.find((one) => one.field === field);
}

const bare = (id: string): string => id.replace(/[^0-9A-Z]/gi, "");

/** Returns what was found in the files besides; a number that a company brings is not told twice. */
export function found(exhibit: ExhibitView): Suggestion[] {
  const shown = exhibit.suggestions.filter((one) => !ASKED.includes(one.field));
  const brought = shown.flatMap((one) =>
    one.field === "supplier" && one.tax_id !== undefined ? [bare(one.tax_id)] : [],
  );
  return shown.filter((one) => one.field !== "tax_id" || !brought.includes(bare(one.value)));
}

/** Returns when a contact that an exhibit proves took place: as its mail says, or on its own day. */
export function contactMoment(exhibit: ExhibitView): string | null {
  for (const item of keptItems(exhibit))
    if (item.read?.format === "mail" && item.read.date) return item.read.date.slice(0, 16);
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(exhibit.date ?? "");
  return whole ? exhibit.date : null;
}
