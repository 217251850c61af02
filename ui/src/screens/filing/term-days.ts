// Which days and answers change the deadlines of a case; the others are asked only on request.
import type { FilingNotes, Problem, Sector } from "../../backend";

export type TermFact = Extract<
  keyof FilingNotes,
  "received" | "defect_seen" | "damage" | "durable" | "bought_away" | "in_court"
>;

export const TERM_FACTS: readonly TermFact[] = [
  "received",
  "defect_seen",
  "durable",
  "bought_away",
  "damage",
  "in_court",
];

const BY_PROBLEM: Partial<Record<Problem, readonly TermFact[]>> = {
  defective_product: ["received", "defect_seen", "durable", "bought_away"],
  service_fails: ["received", "defect_seen", "durable"],
  not_delivered: ["received", "bought_away"],
  offer_not_kept: ["received", "bought_away"],
  cannot_cancel: ["bought_away"],
};

/** Returns the facts that matter for a problem with companies of these sectors, in their order. */
export function asksFor(problem: Problem | undefined, sectors: readonly Sector[]): TermFact[] {
  const wanted = new Set<TermFact>(problem ? BY_PROBLEM[problem] : []);
  if (sectors.includes("energy")) wanted.add("damage");
  return TERM_FACTS.filter((fact) => wanted.has(fact));
}
