// What the engine remarks on the open case and the screen shows where it belongs: one protocol number in
// two contacts, dates that cannot be, a company's number with a wrong digit.
import { backend, Refused, type Finding } from "../backend";
import { openCase } from "./case.svelte";

/** A remark on one part of the case. */
export interface Remark {
  code: string;
  /** Id of the part: c2, f1, e4, s1. */
  about: string;
  /** What was found; for a number that stands twice, the id of the other contact. */
  found: string;
  why: string;
  next: string;
}

const SHOWN = new Set(["same_protocol", "date_contradiction", "future_date", "check_digit"]);
/** Remarks on what was written are the same for every destination. */
const PROFILE = "procon";
const REST_MS = 300;

class Remarks {
  list = $state.raw<Remark[]>([]);

  /** Reads the remarks on the open case again. */
  async look(): Promise<void> {
    const path = openCase.handle;
    if (path === "") return;
    try {
      const { reply, notices } = await backend().ask<{ findings: Finding[] }>({
        request: "missing",
        path,
        profile: PROFILE,
      });
      if (openCase.handle !== path) return;
      this.list = reply.findings.flatMap((finding, index) => {
        const { code, subject: about, found = "" } = finding;
        if (!SHOWN.has(code) || about === undefined) return [];
        const { why = "", next = "" } = notices[index] ?? {};
        return [{ code, about, found, why, next }];
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.list = [];
    }
  }

  /** Reads them again once the case has been at rest for a moment; returns how to call that off. */
  soon(): () => void {
    const timer = setTimeout(() => void this.look(), REST_MS);
    return () => clearTimeout(timer);
  }

  /** Returns the remarks on a part of the case. */
  on(id: string): Remark[] {
    return this.list.filter(({ about }) => about === id);
  }
}

export const remarks = new Remarks();
