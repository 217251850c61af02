// Which suggestions of an exhibit stand where.
import type { ExhibitView, SuggestedField, Suggestion } from "../../backend";
import { keptItems } from "./list";

/** Fields that are asked for beside their question; the others are listed as found. */
const ASKED: readonly SuggestedField[] = ["date", "title", "kind"];

/** Returns the surest suggestion for a question, or nothing. */
export function suggested(exhibit: ExhibitView, field: SuggestedField): Suggestion | undefined {
  return exhibit.suggestions.find((one) => one.field === field);
}

/** Returns what was found in the files besides. */
export function found(exhibit: ExhibitView): Suggestion[] {
  return exhibit.suggestions.filter((one) => !ASKED.includes(one.field));
}

/** Returns when a contact that an exhibit proves took place: as its mail says, or on its own day. */
export function contactMoment(exhibit: ExhibitView): string | null {
  for (const item of keptItems(exhibit))
    if (item.read?.format === "mail" && item.read.date) return item.read.date.slice(0, 16);
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(exhibit.date ?? "");
  return whole ? exhibit.date : null;
}
