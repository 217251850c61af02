import { expect, test } from "vitest";
import type { Answer } from "../../backend";
import { notes, readSeal, rows, stateOf, tally, type CheckReport } from "./report";

const codes = ["altered", "missing", "altered", "seal_differs"];
const answer: Answer<CheckReport> = {
  reply: {
    verdict: "different",
    checked: 18,
    seal: null,
    custody_head: null,
    not_checkable: [],
    findings: codes.map((code, n) => ({ code, path: `data/originais/Doc. 0${n}.pdf` })),
    notes: [{ code: "signed_after", path: "dossie.pdf" }],
  },
  notices: [...codes, "signed_after"].map((code) => ({ code, what: code })),
  attention: true,
};

test("every difference has its explanation, its file and its state", () => {
  const told = rows(answer);
  expect(told).toHaveLength(4);
  expect(told[1]).toEqual({
    name: "Doc. 01.pdf",
    folder: "data/originais",
    about: "",
    state: "missing",
    told: { code: "missing", what: "missing" },
  });
});

test("what is no difference is told apart", () => {
  expect(notes(answer).map((note) => note.code)).toEqual(["signed_after"]);
  expect(notes({ ...answer, notices: answer.notices.slice(0, 4) })).toEqual([]);
});

test("differences are counted by state, in one order", () => {
  expect(tally(rows(answer))).toEqual([
    ["altered", 2],
    ["missing", 1],
    ["code", 1],
  ]);
  expect(stateOf("from_a_later_version")).toBe("other");
});

test("a file with two differences is one file", () => {
  const twice = rows(answer).map((row) => ({
    ...row,
    name: "dossie.pdf",
    state: "altered" as const,
  }));
  expect(tally(twice)).toEqual([["altered", 1]]);
  const unnamed = twice.map((row) => ({ ...row, name: "" }));
  expect(tally(unnamed)).toEqual([["altered", 4]]);
});

test("a check code is read as people type it", () => {
  expect(readSeal("0497 E168 ef41")).toBe("0497e168ef41");
  expect(readSeal("0497.e168-ef41")).toBe("0497e168ef41");
  expect(readSeal("a".repeat(64))).toBe("a".repeat(64));
  for (const typed of ["", "0497", "0497 e168 ef4g", "a".repeat(63)]) {
    expect(readSeal(typed)).toBeNull();
  }
});
