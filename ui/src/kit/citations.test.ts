import { describe, expect, it } from "vitest";
import type { Citation, ExhibitView, ItemView } from "../backend";
import { arePages, chosenOf, citationsOf, pageCount, writeCitation } from "./citations";

const item = (sha256: string, pages: number | null): ItemView => ({
  id: "p1",
  sha256,
  size_bytes: 1,
  name: "a.pdf",
  stored_as: "0001-a.pdf",
  media_type: "application/pdf",
  gathered_at: "",
  state: "kept",
  pages,
  locked: false,
  has_picture: true,
  notes: [],
  inside: null,
  copies: [],
  has_place: false,
});
const exhibit = (id: string, number: string | null, ...items: ItemView[]): ExhibitView => ({
  id,
  number,
  number_frozen: false,
  title: id,
  kind: "invoice",
  date: null,
  turn: 0,
  items,
  left_out: false,
  binned: false,
  suggestions: [],
});
const all = [
  exhibit("e1", "1", item("aa", 5)),
  exhibit("e2", "2", item("bb", 2), item("cc", 1)),
  exhibit("e3", null, item("dd", null)),
];
const find = (reference: string): ExhibitView | undefined =>
  all.find(
    (one) =>
      one.id === reference || one.items.some(({ sha256 }) => `sha256:${sha256}` === reference),
  );

describe("a citation", () => {
  it("is written as on paper", () => {
    const [first, , third] = all as [ExhibitView, ExhibitView, ExhibitView];
    expect(writeCitation({ exhibit: "e1" }, first)).toBe("Doc. 1");
    expect(writeCitation({ exhibit: "e1", pages: "2-3" }, first)).toBe("Doc. 1, p. 2-3");
    expect(writeCitation({ exhibit: "e3" }, third)).toBe("Sem número");
  });

  it("knows the pages of an exhibit of several files", () => {
    expect(all.map(pageCount)).toEqual([5, 3, null]);
    expect(arePages("", 3)).toBe(true);
    expect(arePages("1, 2-3", 3)).toBe(true);
    expect(arePages("4", 3)).toBe(false);
    expect(arePages("4", null)).toBe(true);
    for (const wrong of ["0", "3-2", "a", "1;2", "1-", ","]) expect(arePages(wrong, 9)).toBe(false);
  });

  it("stays word for word while the choice of it does not change", () => {
    const former: Citation[] = [
      { exhibit: "sha256:bb", pages: "1" },
      { exhibit: "e9" },
      { exhibit: "e2", pages: "3" },
      { exhibit: "e1" },
    ];
    const chosen = chosenOf(former, find);
    expect([...chosen]).toEqual([
      ["e2", "1, 3"],
      ["e1", ""],
    ]);
    expect(citationsOf(chosen, former, find)).toEqual(former);
  });

  it("changes, goes and comes with the choice; what names no proof stays", () => {
    const former: Citation[] = [{ exhibit: "sha256:bb" }, { exhibit: "e9" }, { exhibit: "e1" }];
    const chosen = new Map([
      ["e2", " 2 "],
      ["e3", ""],
    ]);
    expect(citationsOf(chosen, former, find)).toEqual([
      { exhibit: "sha256:bb", pages: "2" },
      { exhibit: "e9" },
      { exhibit: "e3" },
    ]);
  });
});
