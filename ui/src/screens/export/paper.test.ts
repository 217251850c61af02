import { expect, test } from "vitest";
import { groups, sheets, shortSeal, usualCopies } from "./paper";

test("two pages stand on a sheet, and every copy begins on one of its own", () => {
  expect(sheets([21], 1)).toBe(11);
  expect(sheets([21], 2)).toBe(22);
  expect(sheets([22], 2)).toBe(22);
  expect(sheets([0], 3)).toBe(0);
});

test("every dossier begins on a sheet of its own", () => {
  expect(sheets([21, 3], 1)).toBe(13);
  expect(sheets([21, 3], 4)).toBe(52);
  expect(sheets([], 2)).toBe(0);
});

test("a Procon gets two copies, others one", () => {
  expect(usualCopies("procon")).toBe(2);
  expect(usualCopies("lawyer")).toBe(1);
});

test("a check code is written in groups of four", () => {
  const seal = "0497e168ef4178a7ae6c30a18d237ca919559e6e614aa469c17577d7f38823a3";
  expect(shortSeal(seal)).toBe("0497 e168 ef41");
  expect(groups(seal)).toHaveLength(64 + 15);
  expect(groups(seal).replaceAll(" ", "")).toBe(seal);
});
