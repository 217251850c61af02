import { describe, expect, it } from "vitest";
import {
  countBinned,
  damage,
  folded,
  groupOrder,
  inBin,
  kindsOf,
  listed,
  moves,
  rank,
  statuses,
  type Order,
  type Show,
} from "./list";
import { exhibit, item } from "./samples";

const all = { order: "number" as Order, show: "all" as Show, words: "" };
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
const undamaged = new Map<string, "altered" | "missing">();

describe("the order of the list", () => {
  it("puts personal documents before proofs and unnumbered ones last", () => {
    const ranked = ["10", null, "2", "AA", "B", "A"].sort((a, b) => rank(a) - rank(b));
    expect(ranked).toEqual(["A", "B", "AA", "2", "10", null]);
  });

  it("follows dates, a month before its days, undated last, ties by number", () => {
    const list = [
      exhibit("e1", { date: null }),
      exhibit("e2", { date: "2026-03-05" }),
      exhibit("e3", { date: "2026-03" }),
      exhibit("e4", { date: "2026" }),
      exhibit("e5", { date: "2026-03-05", number: "1" }),
    ];
    expect(ids(listed(list, { ...all, order: "date" }))).toEqual(["e4", "e3", "e5", "e2", "e1"]);
  });
});

describe("what is shown", () => {
  const list = [
    exhibit("e1", { title: "Fatura de março", kind: "invoice" }),
    exhibit("e2", { title: "Conversa", kind: "chat", date: null }),
    exhibit("e3", { title: "Fatura de abril", kind: "invoice", left_out: true, number: null }),
  ];

  it("is found by words in any order, without accents and capitals, and by number", () => {
    expect(ids(listed(list, { ...all, words: " MARCO fat" }))).toEqual(["e1"]);
    expect(ids(listed(list, { ...all, words: "doc. 2" }))).toEqual(["e2"]);
    expect(listed(list, { ...all, words: "geladeira" })).toEqual([]);
  });

  it("can be the undated, those left out, or one kind", () => {
    expect(ids(listed(list, { ...all, show: "undated" }))).toEqual(["e2"]);
    expect(ids(listed(list, { ...all, show: "left_out" }))).toEqual(["e3"]);
    expect(ids(listed(list, { ...all, show: "invoice" }))).toEqual(["e1", "e3"]);
    expect([...kindsOf(list)]).toEqual([
      ["invoice", 2],
      ["chat", 1],
    ]);
  });

  it("leaves the given list as it is", () => {
    const before = ids(list);
    listed(list, { ...all, order: "date" });
    expect(ids(list)).toEqual(before);
  });

  it("folds what accents there are", () => {
    expect(folded("AÇÃO Número")).toBe("acao numero");
  });
});

describe("the state of an exhibit", () => {
  it("is kept when there is nothing else to say", () => {
    expect(statuses(exhibit("e1"), undamaged)).toEqual(["kept"]);
  });

  it("names an altered file first, then what is missing", () => {
    const notices = [{ code: "altered", what: "", about: "p1" }];
    const found = statuses(exhibit("e1", { date: null }), damage(notices));
    expect(found).toEqual(["altered", "undated"]);
  });

  it("does not take other findings for damage", () => {
    expect(damage([{ code: "set_aside", what: "", about: "p1" }]).size).toBe(0);
  });

  it("tells locked, unseen, paper and left out apart", () => {
    const locked = item("p1", { locked: true, has_picture: false });
    const sound = item("p1", { has_picture: false, media_type: "audio/wav", pages: null });
    const text = item("p1", { has_picture: false, media_type: "text/plain" });
    expect(statuses(exhibit("e1", { items: [locked] }), undamaged)).toEqual(["locked"]);
    expect(statuses(exhibit("e1", { items: [sound] }), undamaged)).toEqual(["no_picture"]);
    expect(statuses(exhibit("e1", { items: [text] }), undamaged)).toEqual(["kept"]);
    expect(statuses(exhibit("e1", { items: [], paper_at: "comigo" }), undamaged)).toEqual([
      "paper",
    ]);
    expect(statuses(exhibit("e1", { left_out: true }), undamaged)).toEqual(["left_out"]);
  });

  it("does not look at files in the bin", () => {
    const binned = item("p2", { locked: true, state: "binned" });
    expect(statuses(exhibit("e1", { items: [item("p1"), binned] }), undamaged)).toEqual(["kept"]);
  });
});

describe("moving in the order of the dossier", () => {
  const list = [
    exhibit("e9", { number: "A" }),
    exhibit("e1", { number: "2" }),
    exhibit("e2", { number: "1" }),
    exhibit("e3", { number: "3" }),
    exhibit("e4", { number: null, left_out: true }),
  ];

  it("counts places over all numbers that can still move", () => {
    expect(moves(list, "e1")).toEqual({ up: 2, down: 4 });
  });

  it("keeps personal documents before the proofs", () => {
    expect(moves(list, "e2")).toEqual({ up: null, down: 3 });
    expect(moves(list, "e9")).toEqual({ up: null, down: null });
  });

  it("does not move a number that a dossier has carried, nor one without number", () => {
    const frozen = list.map((one) => ({ ...one, number_frozen: one.id === "e3" }));
    expect(moves(frozen, "e3")).toEqual({ up: null, down: null });
    expect(moves(frozen, "e1")).toEqual({ up: 2, down: null });
    expect(moves(list, "e4")).toEqual({ up: null, down: null });
  });

  it("lets the number that is known outside go first when several become one", () => {
    const chosen = [exhibit("e1"), exhibit("e2", { number_frozen: true }), exhibit("e3")];
    expect(ids(groupOrder(chosen))).toEqual(["e2", "e1", "e3"]);
  });
});

describe("the bin", () => {
  const binned = item("p2", { state: "binned" });
  const emptied = item("p3", { state: "emptied" });
  const list = [
    exhibit("e1"),
    exhibit("e2", { items: [binned] }),
    exhibit("e3", { items: [item("p4"), { ...binned, id: "p5" }] }),
    exhibit("e4", { items: [emptied] }),
    exhibit("e5", { items: [], paper_at: "comigo", binned: true }),
    exhibit("e6", { items: [{ ...binned, id: "p6" }, emptied] }),
    exhibit("e7", { items: [], binned: true }),
  ];

  it("holds whole exhibits and single files, and nothing that was deleted for good", () => {
    expect(ids(inBin(list))).toEqual(["e2", "p5", "e5", "e6"]);
  });

  it("counts the files and papers that emptying takes out", () => {
    expect(countBinned(list)).toBe(4);
    expect(countBinned([exhibit("e5", { items: [], paper_at: "comigo" })])).toBe(0);
  });
});
