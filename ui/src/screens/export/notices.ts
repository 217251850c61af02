// What the engine found before an export: how much it weighs, and where it is mended.
import type { Explanation, Shown } from "../../backend";
import type { Route, Step } from "../../state/route.svelte";

/** `grave`: something stored is not as it was; `check`: worth a look; `know`: nothing to do. */
export type Weight = "grave" | "check" | "know";
export const WEIGHTS: readonly Weight[] = ["grave", "check", "know"];

const GRAVE = new Set([
  "altered",
  "missing",
  "chain_broken",
  "chain_truncated",
  "chain_forked",
  "manifest_altered",
  "bag_invalid",
  "conflict_copy",
  "database_not_written",
  "read_only",
]);
/** The engine's own "need not be seen" (`FindingCode::needs_attention`). */
const KNOW = new Set([
  "carries_place",
  "claim_dropped",
  "litter",
  "page_drawn",
  "rows_rebuilt",
  "signed_after",
  "torn_line_dropped",
]);

/** Returns how much a notice weighs; a code that is new here is worth a look. */
export function weigh(code: string): Weight {
  if (GRAVE.has(code)) return "grave";
  return KNOW.has(code) ? "know" : "check";
}

/** Notices of one code, with what they say in common. */
export interface Group {
  code: string;
  weight: Weight;
  notices: Explanation[];
  /** What all of them say; undefined where they differ. */
  why: string | undefined;
  next: string | undefined;
}

function common(texts: (string | undefined)[]): string | undefined {
  return texts.every((text) => text === texts[0]) ? texts[0] : undefined;
}

/** Puts notices of one code together, the heaviest first, each group in the order told. */
export function group(notices: readonly Explanation[]): Group[] {
  const codes = [...new Set(notices.map((notice) => notice.code))];
  const made = codes.map((code): Group => {
    const own = notices.filter((notice) => notice.code === code);
    return {
      code,
      weight: weigh(code),
      notices: own,
      why: common(own.map((notice) => notice.why)),
      next: common(own.map((notice) => notice.next)),
    };
  });
  return made.sort((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

const STEP_OF_CODE: Record<string, Step> = {
  no_claimant: "story",
  no_respondent: "story",
  check_digit: "story",
  no_facts: "account",
  no_requests: "account",
  citation_unresolved: "account",
  citation_page: "account",
  no_contacts: "contacts",
  no_protocol: "contacts",
  same_protocol: "contacts",
  no_exhibits: "evidence",
  placeholder: "evidence",
  pages_not_shown: "evidence",
  page_drawn: "evidence",
  carries_place: "evidence",
};

const STEP_OF_LETTER: Record<string, Step> = {
  c: "contacts",
  f: "account",
  r: "account",
  s: "story",
  v: "timeline",
};

export type CaseRoute = Extract<Route, { at: "case" }>;

/** Where a notice is mended; null where only advice helps. */
export function mend(notice: Explanation, shown: Shown): CaseRoute | null {
  const about = notice.about ?? "";
  const exhibit = shown.exhibits.find(
    (one) =>
      one.id === about ||
      (one.number !== null && about === `Doc. ${one.number}`) ||
      one.items.some((item) => item.id === about),
  );
  if (exhibit) return { at: "case", step: "evidence", exhibit: exhibit.id };
  const step = /^[cfrsv]\d+$/.test(about)
    ? STEP_OF_LETTER[about.charAt(0)]
    : STEP_OF_CODE[notice.code];
  if (!step) return null;
  return { at: "case", step, ...(about ? { focus: about } : {}) };
}
