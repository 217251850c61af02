// A check's report, put together for people: what differs, counted and in rows.
import type { Answer, Explanation, Finding } from "../../backend";

/** The engine's report on a package, a dossier or a case folder. */
export interface CheckReport {
  verdict: "intact" | "different" | "unreadable";
  checked: number;
  seal: string | null;
  custody_head: string | null;
  not_checkable: string[];
  findings: Finding[];
  notes: Finding[];
}

/** How a difference is counted and named. */
export type State =
  "altered" | "missing" | "extra" | "misnamed" | "code" | "record" | "form" | "other";

const STATES: Record<string, State> = {
  altered: "altered",
  missing: "missing",
  extra: "extra",
  misnamed: "misnamed",
  seal_differs: "code",
  chain_broken: "record",
  chain_truncated: "record",
  chain_forked: "record",
  manifest_altered: "record",
  bag_invalid: "form",
};

/** Returns the state that a difference puts its file in. */
export function stateOf(code: string): State {
  return STATES[code] ?? "other";
}

export interface Row {
  /** Name of the file, without folders; empty where the difference is about none. */
  name: string;
  folder: string;
  about: string;
  state: State;
  told: Explanation;
}

function split(path: string): [folder: string, name: string] {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? ["", path] : [path.slice(0, cut), path.slice(cut + 1)];
}

/** Returns every difference with its explanation: the engine explains findings in their order. */
export function rows(answer: Answer<CheckReport>): Row[] {
  return answer.reply.findings.flatMap((finding, index) => {
    const told = answer.notices[index];
    if (!told) return [];
    const [folder, name] = split(finding.path ?? "");
    return [{ name, folder, about: finding.subject ?? "", state: stateOf(finding.code), told }];
  });
}

/** Returns what is worth saying and is no difference: explained after the differences. */
export function notes(answer: Answer<CheckReport>): Explanation[] {
  return answer.notices.slice(answer.reply.findings.length);
}

/** Returns how many files are in each state, in the order in which they are told; a file with several
 * differences, such as a dossier and a photo in it, is one. */
export function tally(all: readonly Row[]): [state: State, count: number][] {
  const order = [...new Set([...Object.values(STATES), "other" as const])];
  const count = (state: State): number => {
    const rows = all.filter((row) => row.state === state);
    return new Set(rows.map((row, index) => (row.name ? `${row.folder}/${row.name}` : index))).size;
  };
  return order
    .map((state): [State, number] => [state, count(state)])
    .filter(([, files]) => files > 0);
}

/** Returns the digits of a check code as typed from paper; null while it has neither 12 nor 64. */
export function readSeal(typed: string): string | null {
  const digits = typed.replace(/[\s.-]/g, "").toLowerCase();
  return /^([0-9a-f]{12}|[0-9a-f]{64})$/.test(digits) ? digits : null;
}

/** Returns the message for an intact verdict: what "the same" refers to. */
export function intactWords(report: CheckReport, name: string): string {
  if (name.toLowerCase().endsWith(".pdf")) return "verify-intact-dossier";
  return report.seal ? "verify-intact-package" : "verify-intact-folder";
}
