// The sum of the requests by the rule that the dossier prints: what adds, with alternatives of one another
// counted once at the greater amount, and debts to be declared undue.
import type { Claim } from "../../backend";

/** Where a request is made; the lawyer's dossier has them all. */
export const PLACES = ["procon", "jec"] as const;
export type Place = (typeof PLACES)[number];

/** Amounts in centavos. */
export interface Totals {
  asked: number;
  undue: number;
  total: number;
}

/** Returns the requests that are made at a place. */
export function requestsAt(requests: readonly Claim[], place: Place): Claim[] {
  return requests.filter(
    ({ destinations = [] }) => destinations.length === 0 || destinations.includes(place),
  );
}

/** Adds requests up. */
export function totalsOf(requests: readonly Claim[]): Totals {
  let asked = 0;
  let undue = 0;
  for (const request of requests) {
    if (request.counts === "undue_debt") undue += request.amount ?? 0;
    if (request.counts !== "adds") continue;
    const alternatives = requests.filter(
      ({ counts, alternative_of }) => counts === "alternative" && alternative_of === request.id,
    );
    asked += Math.max(request.amount ?? 0, ...alternatives.map(({ amount }) => amount ?? 0));
  }
  return { asked, undue, total: asked + undue };
}
