import { describe, expect, it } from "vitest";
import {
  carriedOver,
  choiceAfter,
  choiceOfAll,
  chosenOf,
  isWhole,
  leavesOf,
  readChoice,
  shifted,
  writeChoice,
} from "./pages";
import { exhibit, item } from "./samples";

const sound = item("p9", { has_picture: false, media_type: "audio/wav", pages: null });

describe("the pages of an exhibit", () => {
  it("run on over its files; what cannot be drawn stands behind without a number", () => {
    const one = exhibit("e1", {
      items: [item("p1", { pages: 2 }), sound, item("p2"), item("p3", { state: "binned" })],
    });
    expect(leavesOf(one).map(({ number, item: of, page }) => [number, of.id, page])).toEqual([
      [1, "p1", 1],
      [2, "p1", 2],
      [3, "p2", 1],
      [null, "p9", 1],
    ]);
  });

  it("are one for a picture whose pages were not counted", () => {
    expect(leavesOf(exhibit("e1", { items: [item("p1", { pages: null })] }))).toHaveLength(1);
  });
});

describe("a choice of pages", () => {
  it("is read as people write it", () => {
    expect(readChoice("1, 3-5", 9)).toEqual([1, 3, 4, 5]);
    expect(readChoice("3;1 - 2", 9)).toEqual([3, 1, 2]);
    expect(readChoice("2 a 3", 9)).toEqual([2, 3]);
  });

  it("drops pages that are not there, and counts each once", () => {
    expect(readChoice("2,2-4,9", 3)).toEqual([2, 3]);
  });

  it("is not guessed where it cannot be read", () => {
    for (const wrong of ["", "0", "4-2", "um", "1-", "1..2"])
      expect(readChoice(wrong, 9)).toBeNull();
  });

  it("is written as the engine reads it, and reads back", () => {
    expect(writeChoice([3, 1, 2, 4, 5])).toBe("3,1-2,4-5");
    expect(readChoice(writeChoice([3, 1, 2, 4, 5]), 9)).toEqual([3, 1, 2, 4, 5]);
  });

  it("is none when all pages stand in their own order", () => {
    expect(isWhole([1, 2, 3], 3)).toBe(true);
    expect(isWhole([1, 3, 2], 3)).toBe(false);
    expect(isWhole([1, 2], 3)).toBe(false);
  });
});

describe("files in another order", () => {
  const a = item("p1", { pages: 2 });
  const b = item("p2");
  const before = leavesOf(exhibit("e1", { items: [a, b] }));
  const after = leavesOf(exhibit("e1", { items: [b, a] }));

  it("keep the same pages chosen, in the new natural order", () => {
    expect(carriedOver([2, 3], before, after)).toEqual([1, 3]);
  });

  it("keep an order that the user gave", () => {
    expect(carriedOver([3, 2], before, after)).toEqual([1, 3]);
    expect(carriedOver([2, 1], before, after)).toEqual([3, 2]);
  });

  it("keep their choice when one of them is taken out", () => {
    const one = exhibit("e1", { items: [a, b, item("p3")], pages: "4,2" });
    expect(choiceAfter(one, [b, item("p3")])).toEqual({ pages: "2" });
    expect(choiceAfter(one, [a, b])).toEqual({ pages: "2" });
    expect(choiceAfter(exhibit("e1", { items: [a, b], pages: "3" }), [a])).toEqual({
      clear: ["pages"],
    });
    expect(choiceAfter(exhibit("e1", { items: [a, b] }), [a])).toBeNull();
  });

  it("bring their choices along when several exhibits become one", () => {
    const first = exhibit("e1", { items: [a], pages: "2" });
    const second = exhibit("e2", { items: [b] });
    expect(chosenOf(second)).toEqual([1]);
    expect(choiceOfAll([first, second])).toBe("2-3");
    expect(choiceOfAll([second, first])).toBe("1,3");
    expect(choiceOfAll([second, exhibit("e3")])).toBeNull();
  });

  it("move by one place and no further than the ends", () => {
    expect(shifted(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
    expect(shifted(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(shifted(["a", "b"], 1, 1)).toEqual(["a", "b"]);
  });
});
