import { describe, expect, it } from "vitest";
import type { Claim } from "../../backend";
import { requestsAt, totalsOf } from "./totals";

const claim = (id: string, part: Partial<Claim>): Claim => ({
  id,
  text: "",
  kind: "other",
  counts: "adds",
  ...part,
});

describe("the sum of the requests", () => {
  it("adds amounts and debts apart, and requests without amount as nothing", () => {
    const requests = [
      claim("r1", { amount: 23_960 }),
      claim("r2", {}),
      claim("r3", { amount: 41_970, counts: "undue_debt" }),
    ];
    expect(totalsOf(requests)).toEqual({ asked: 23_960, undue: 41_970, total: 65_930 });
    expect(totalsOf([])).toEqual({ asked: 0, undue: 0, total: 0 });
  });

  it("counts alternatives of one another once, at the greater amount", () => {
    const alternative = { counts: "alternative", alternative_of: "r1" } as const;
    const greater = [
      claim("r1", { amount: 1000 }),
      claim("r2", { ...alternative, amount: 2500 }),
      claim("r3", { ...alternative, amount: 2000 }),
    ];
    expect(totalsOf(greater).total).toBe(2500);
    const lesser = [claim("r1", { amount: 3000 }), claim("r2", { ...alternative, amount: 2500 })];
    expect(totalsOf(lesser).total).toBe(3000);
  });

  it("counts an alternative to nothing as nothing", () => {
    expect(totalsOf([claim("r1", { amount: 900, counts: "alternative" })]).total).toBe(0);
  });

  it("differs by place where a request is made at one of them alone", () => {
    const requests = [
      claim("r1", { amount: 100 }),
      claim("r2", { amount: 5000, kind: "moral_damages", destinations: ["jec"] }),
    ];
    expect(totalsOf(requestsAt(requests, "procon")).total).toBe(100);
    expect(totalsOf(requestsAt(requests, "jec")).total).toBe(5100);
  });
});
