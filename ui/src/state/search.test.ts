import { describe, expect, it } from "vitest";
import type { FoundPlace } from "../backend";
import { piecesOf, routeTo } from "./search.svelte";

const place: FoundPlace = {
  exhibit: null,
  number: null,
  title: null,
  item: null,
  page: null,
  kind: "text",
  quote: "",
  marks: [],
};

describe("a quote", () => {
  it("is parted at its marks, which count characters", () => {
    const quote = "😀 a fatura em março";
    const marks: [number, number][] = [
      [4, 10],
      [14, 19],
    ];
    expect(piecesOf({ quote, marks })).toEqual([
      { text: "😀 a ", hit: false },
      { text: "fatura", hit: true },
      { text: " em ", hit: false },
      { text: "março", hit: true },
    ]);
    expect(piecesOf({ quote: "nada", marks: [] })).toEqual([{ text: "nada", hit: false }]);
    expect(piecesOf({ quote: "", marks: [] })).toEqual([]);
  });
});

describe("a found place", () => {
  it("leads to its page, its contact, its fact", () => {
    expect(routeTo({ ...place, exhibit: "e3", item: "p4", page: 2 })).toEqual({
      at: "case",
      step: "evidence",
      exhibit: "e3",
      page: 2,
      item: "p4",
    });
    expect(routeTo({ ...place, kind: "contact", item: "c1" })).toEqual({
      at: "case",
      step: "contacts",
      focus: "c1",
    });
    expect(routeTo({ ...place, kind: "fact", item: "f2" })).toMatchObject({ step: "account" });
    expect(routeTo({ ...place, kind: "party" })).toEqual({ at: "case", step: "story" });
  });
});
