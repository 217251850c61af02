import { expect, test } from "vitest";
import type { Explanation, Shown } from "../../backend";
import { group, mend, weigh } from "./notices";

const exhibits = [{ id: "e3", number: "6", items: [{ id: "p9" }] }];
const shown = { exhibits } as unknown as Shown;

function notice(code: string, about?: string, why = "Porque sim."): Explanation {
  return { code, what: `${code} ${about ?? ""}`, why, next: "Veja.", ...(about ? { about } : {}) };
}

test("what was altered weighs most, what needs nobody least, the unknown is worth a look", () => {
  expect(weigh("altered")).toBe("grave");
  expect(weigh("no_protocol")).toBe("check");
  expect(weigh("carries_place")).toBe("know");
  expect(weigh("from_a_later_version")).toBe("check");
});

test("notices of one code stand together, the heaviest first, and none is lost", () => {
  const told = [
    notice("page_drawn", "Doc. 6"),
    notice("no_protocol", "c1"),
    notice("altered", "p9"),
    notice("no_protocol", "c2"),
  ];
  const groups = group(told);
  expect(groups.map((one) => one.code)).toEqual(["altered", "no_protocol", "page_drawn"]);
  expect(groups[1]?.notices.map((one) => one.about)).toEqual(["c1", "c2"]);
  expect(groups.flatMap((one) => one.notices)).toHaveLength(told.length);
});

test("only what all of a group say is said once", () => {
  const [same] = group([notice("no_protocol", "c1"), notice("no_protocol", "c2")]);
  expect(same?.why).toBe("Porque sim.");
  const [other] = group([notice("future_date", "c1", "Um."), notice("future_date", "c2", "Dois.")]);
  expect(other?.why).toBeUndefined();
  expect(other?.next).toBe("Veja.");
});

test("a notice leads to the very part it is about", () => {
  expect(mend(notice("placeholder", "Doc. 6"), shown)).toEqual({
    at: "case",
    step: "evidence",
    exhibit: "e3",
  });
  expect(mend(notice("altered", "p9"), shown)?.exhibit).toBe("e3");
  expect(mend(notice("date_contradiction", "c2"), shown)).toEqual({
    at: "case",
    step: "contacts",
    focus: "c2",
  });
  expect(mend(notice("citation_unresolved", "v1"), shown)?.step).toBe("timeline");
  expect(mend(notice("check_digit", "claimant"), shown)).toEqual({
    at: "case",
    step: "story",
    focus: "claimant",
  });
});

test("a notice about nothing in particular leads to its step, or nowhere", () => {
  expect(mend(notice("no_facts"), shown)).toEqual({ at: "case", step: "account" });
  expect(mend(notice("placeholder", "Doc. 99"), shown)?.step).toBe("evidence");
  expect(mend(notice("chain_broken"), shown)).toBeNull();
});
