import { describe, expect, it } from "vitest";
import type { ChecklistLine, Deadline, DeadlineReport } from "../../backend";
import type { Profile } from "../../state/export.svelte";
import { grouped, wayOf } from "./checklist";
import { daysBetween, nextDeadline, parted, sayDay } from "./deadlines";
import { byGroup, limitLines } from "./profiles";
import { asksFor } from "./term-days";

function deadline(more: Partial<Deadline>): Deadline {
  return { id: "x", bound: "consumer", state: "running", until: "2026-11-30", ...more } as Deadline;
}
function report(...deadlines: Deadline[]): DeadlineReport {
  return { today: "2026-11-21", deadlines, ladders: [], values: {}, findings: [] };
}
function line(more: Partial<ChecklistLine>): ChecklistLine {
  return {
    id: "x",
    need: "required",
    state: "missing",
    kinds: [],
    exhibits: [],
    ...more,
  } as ChecklistLine;
}

describe("the next deadline", () => {
  it("is one's own that runs, before an earlier one of the company", () => {
    const company = deadline({ id: "c", bound: "company", until: "2026-11-22" });
    const own = deadline({ id: "o" });
    expect(nextDeadline(report(company, own))?.id).toBe("o");
    expect(nextDeadline(report(company))?.id).toBe("c");
  });
  it("is none that is past, met or stopped by a complaint", () => {
    const none = [
      deadline({ state: "past" }),
      deadline({ state: "met" }),
      deadline({ paused_by: "2026-11-01" }),
    ];
    expect(nextDeadline(report(...none))).toBeUndefined();
    expect(nextDeadline(null)).toBeUndefined();
  });
});

describe("a day", () => {
  it("is counted over months and leap days", () => {
    expect(daysBetween("2026-11-21", "2026-11-21")).toBe(0);
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
  });
  it("is said with its year only where that is another", () => {
    expect(sayDay("2026-05-13", "2026-05-04")).toBe("13 de maio");
    expect(sayDay("2027-01-02", "2026-12-30")).toBe("2 de janeiro de 2027");
  });
});

it("deadlines are parted by whom they bind, and what is settled stands apart", () => {
  const all = [deadline({}), deadline({ bound: "company" }), deadline({ state: "met" })];
  const { own, company, met } = parted(all);
  expect([own.length, company.length, met.length]).toEqual([1, 1, 1]);
});

describe("the checklist", () => {
  it("is grouped by need, without empty groups", () => {
    const lines = [line({ need: "usual" }), line({}), line({})];
    expect(grouped(lines).map(([need, some]) => [need, some.length])).toEqual([
      ["required", 2],
      ["usual", 1],
    ]);
  });
  it("leads to where a thing is added", () => {
    expect(wayOf(line({ kinds: ["invoice"] }))?.to).toEqual({ at: "case", step: "evidence" });
    expect(wayOf(line({ id: "protocol", kinds: ["call"] }))?.to).toMatchObject({
      step: "contacts",
    });
    expect(wayOf(line({ id: "respondent-name" }))?.to).toMatchObject({
      at: "interview",
      question: 0,
    });
    expect(wayOf(line({ id: "gov-br" }))).toBeUndefined();
  });
  it("leads to the proof that is to be looked at again", () => {
    const old = line({ state: "look", kinds: ["proof_of_address"], exhibits: ["e4"] });
    expect(wayOf(old)).toEqual({
      words: "see",
      to: { at: "case", step: "evidence", exhibit: "e4" },
    });
  });
});

it("destinations stand in their groups, in order", () => {
  const profiles = ["lawyer", "procon", "procon"].map(
    (destination) => ({ destination }) as Profile,
  );
  expect(byGroup(profiles).map(([group, some]) => [group, some.length])).toEqual([
    ["procon", 2],
    ["lawyer", 1],
  ]);
});

it("limits are said only where there are any", () => {
  expect(limitLines({})).toEqual([]);
  expect(limitLines({ max_file_mb: 3, types: ["pdf"], max_dpi: 300 })).toEqual([
    "Até 3 MB por arquivo",
    "Só aceita PDF",
  ]);
});

it("days are asked for only where the problem or the trade needs them", () => {
  expect(asksFor("unknown_charge", ["telecom"])).toEqual([]);
  expect(asksFor("defective_product", ["other"])).toEqual([
    "received",
    "defect_seen",
    "durable",
    "bought_away",
  ]);
  expect(asksFor(undefined, ["energy"])).toEqual(["damage"]);
});
