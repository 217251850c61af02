import { describe, expect, it } from "vitest";
import type { ExhibitView, Shown } from "../../backend";
import { byMonth, datedLines, undatedLines, untold, writeMonth } from "./lines";

const exhibit = (id: string, part: Partial<ExhibitView>): ExhibitView => ({
  id,
  number: id.slice(1),
  number_frozen: false,
  title: `Prova ${id}`,
  kind: "invoice",
  date: null,
  turn: 0,
  items: [],
  left_out: false,
  binned: false,
  suggestions: [],
  ...part,
});
const shown = (part: Partial<Shown>): Shown => ({
  format: 1,
  case_id: "1",
  title: "Caso",
  respondents: [],
  exhibits: [],
  contacts: [],
  facts: [],
  requests: [],
  events: [],
  timeline: [],
  custody_events: 1,
  custody_head: "",
  undo: null,
  redo: null,
  last_export: null,
  findings: [],
  ...part,
});
const told = shown({
  contacts: [
    { id: "c1", when: "2026-02-12T14:32", channel: "chat", protocols: ["77-1"], due: "2026-02-19" },
    { id: "c2" },
  ],
  facts: [
    { id: "f1", date: "2026-02-12", text: "Reclamei." },
    { id: "f2", text: "Sem data." },
  ],
  events: [{ id: "v1", date: "2026-03", text: "Mudança." }],
  timeline: [
    { when: "2026-01", text: "Plano", from: "purchase" },
    { when: "2026-02-12", text: "Reclamei.", from: "fact", id: "f1" },
    { when: "2026-02-12T14:32", text: "Pedi.", from: "contact", id: "c1" },
    { when: "2026-02-19", text: "Devolver.", from: "due", id: "c1" },
    { when: "2026-03", text: "Mudança.", from: "event", id: "v1" },
  ],
});
const proofs = [
  exhibit("e1", { date: "2026-02-12" }),
  exhibit("e2", { date: "2025" }),
  exhibit("e3", { kind: "identity", date: "2019-01-01" }),
  exhibit("e4", { left_out: true, date: "2026-02-01" }),
  exhibit("e5", {}),
];

describe("the timeline", () => {
  it("keeps the engine's order and puts the dated proofs among its lines", () => {
    expect(datedLines(told, proofs).map(({ key }) => key)).toEqual([
      "exhibit-e2",
      "purchase-",
      "fact-f1",
      "exhibit-e1",
      "contact-c1",
      "due-c1",
      "event-v1",
    ]);
  });

  it("calls contacts as the dossier does", () => {
    const titles = datedLines(told, []).map(({ title }) => title);
    expect(titles[2]).toBe("Tentativa 1: Chat, protocolo 77-1");
    expect(titles[1]).toBe("Fato 1");
  });

  it("names what has no date, and leaves out personal documents and unused ones", () => {
    expect(undatedLines(told, proofs).map(({ key }) => key)).toEqual([
      "fact-f2",
      "contact-c2",
      "exhibit-e5",
    ]);
  });

  it("is read by month, also where only the month or the year is known", () => {
    const stretches = byMonth(datedLines(told, proofs));
    expect(stretches.map(({ month, lines }) => [month, lines.length])).toEqual([
      ["2025", 1],
      ["2026-01", 1],
      ["2026-02", 4],
      ["2026-03", 1],
    ]);
    expect(writeMonth("2026-03")).toBe("março de 2026");
    expect(writeMonth("2025")).toBe("2025");
  });

  it("knows what the account does not tell yet", () => {
    expect(untold(told).map(({ from }) => from)).toEqual(["purchase", "event"]);
    const more = shown({
      ...told,
      facts: [{ id: "f9", text: "Em março: Mudança. Depois, Plano." }],
    });
    expect(untold(more).map(({ from }) => from)).toEqual(["contact"]);
  });
});
