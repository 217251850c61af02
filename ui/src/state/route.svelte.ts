// Where the user is. A typed union and a history, no addresses.
export type Step =
  "story" | "evidence" | "contacts" | "timeline" | "account" | "missing" | "export";

/** The steps of a case in their order; Ctrl+1… follows it. */
export const STEPS: readonly Step[] = [
  "story",
  "evidence",
  "contacts",
  "timeline",
  "account",
  "missing",
  "export",
];

export type Route =
  | { at: "welcome" }
  | { at: "cases" }
  | { at: "interview"; question: number; then?: "review" | "story" }
  | { at: "case"; step: Step; exhibit?: string; page?: number; item?: string; focus?: string }
  | { at: "verify"; offer?: string; name?: string | undefined }
  | { at: "received" }
  | { at: "reader"; id: number; page?: number }
  | { at: "compare"; id: number }
  | { at: "settings" }
  | { at: "help"; topic?: string };

class Router {
  current = $state.raw<Route>({ at: "cases" });
  private past: Route[] = [];

  /** Goes to a place and remembers where from. */
  go(route: Route): void {
    this.past.push(this.current);
    this.current = route;
  }

  /** Goes to a place that takes this one's stead in the history. */
  replace(route: Route): void {
    this.current = route;
  }

  /** Goes home. What lies behind belongs to a case that is closed now. */
  home(): void {
    this.past = [];
    this.current = { at: "cases" };
  }

  /** Goes back to where the open case was left. */
  backToCase(): void {
    let place = this.past.pop();
    while (place && place.at !== "case") place = this.past.pop();
    this.current = place ?? { at: "case", step: "evidence" };
  }

  /** Goes back; home when there is nowhere to go back to. */
  back(): void {
    this.current = this.past.pop() ?? { at: "cases" };
  }
}

export const router = new Router();
