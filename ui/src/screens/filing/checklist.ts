// The checklist of a destination as the screen shows it: groups, and where a missing thing is added.
import type { ChecklistLine, Need } from "../../backend";
import type { Route } from "../../state/route.svelte";
import { QUESTIONS } from "../interview/answers";

export const NEEDS: readonly Need[] = ["required", "usual", "if_applicable"];

/** Returns the lines of each group that has any, in the order of need. */
export function grouped(lines: readonly ChecklistLine[]): [Need, ChecklistLine[]][] {
  return NEEDS.map((need): [Need, ChecklistLine[]] => [
    need,
    lines.filter((line) => line.need === need),
  ]).filter(([, some]) => some.length > 0);
}

/** Where something is added, and the word for doing it. */
export interface Way {
  words: "add" | "fill" | "write" | "note" | "see";
  to: Route;
}

const answer = (question: (typeof QUESTIONS)[number]): Route => ({
  at: "interview",
  question: QUESTIONS.indexOf(question),
  then: "story",
});

/** What is met by writing, by the line's id. */
const WRITTEN: Record<string, Way> = {
  "tax-id": { words: "fill", to: answer("you") },
  "claimant-contact": { words: "fill", to: answer("you") },
  "claimant-qualification": { words: "fill", to: answer("you") },
  "respondent-name": { words: "fill", to: answer("company") },
  "respondent-tax-id": { words: "fill", to: answer("company") },
  "respondent-address": { words: "fill", to: answer("company") },
  facts: { words: "write", to: { at: "case", step: "account" } },
  requests: { words: "write", to: { at: "case", step: "account", focus: "requests" } },
  "request-amounts": { words: "write", to: { at: "case", step: "account", focus: "requests" } },
  "no-personal-data": { words: "see", to: { at: "case", step: "account" } },
  protocol: { words: "note", to: { at: "case", step: "contacts" } },
  "prior-attempt": { words: "note", to: { at: "case", step: "contacts" } },
};

/** Returns where to go for a line that is open; undefined where only the user's word settles it. */
export function wayOf({ id, kinds, state, exhibits }: ChecklistLine): Way | undefined {
  const [exhibit] = exhibits;
  if (state === "look" && exhibit)
    return { words: "see", to: { at: "case", step: "evidence", exhibit } };
  const written = WRITTEN[id];
  if (written) return written;
  return kinds.length > 0 ? { words: "add", to: { at: "case", step: "evidence" } } : undefined;
}
