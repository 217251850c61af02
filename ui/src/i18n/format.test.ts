import { describe, expect, it } from "vitest";
import {
  readDay,
  readMoney,
  writeDay,
  writeDuration,
  writeMoment,
  writeMoney,
  writeSize,
  writeTaxId,
} from "./format";

describe("dates", () => {
  it.each([
    ["21/11/2026", "2026-11-21"],
    ["1-2-2026", "2026-02-01"],
    ["29/02/2024", "2024-02-29"],
    ["03/2026", "2026-03"],
    ["2026", "2026"],
  ])("reads %s", (typed, day) => expect(readDay(typed)).toBe(day));
  it.each([
    "31/02/2026",
    "29/02/2026",
    "13/2026",
    "ontem",
    "",
    "21/11",
    "0/0/2026",
    "1/1/202",
    "14/08/63",
  ])("does not mend %s", (typed) => expect(readDay(typed)).toBeNull());
  it("writes what it read", () => {
    for (const day of ["2026-11-21", "2026-11", "2026"]) expect(readDay(writeDay(day))).toBe(day);
    expect(writeMoment("2026-10-05T14:33:10-03:00")).toBe("05/10/2026, 14:33");
    expect(writeMoment("2026-10-05")).toBe("05/10/2026");
  });
});

describe("money", () => {
  it.each([
    ["1.234,56", 123456],
    ["R$ 12", 1200],
    ["12,5", 1250],
    ["12.50", 1250],
    ["1.234", 123400],
    ["0,29", 29],
  ])("reads %s", (typed, centavos) => expect(readMoney(typed)).toBe(centavos));
  it.each(["", "doze", "1,234.56", "12,345", "-1"])("does not guess at %s", (typed) =>
    expect(readMoney(typed)).toBeNull(),
  );
  it("writes as Brazilians do", () => {
    expect(writeMoney(123456)).toBe("R$ 1.234,56");
    expect(readMoney(writeMoney(987654321))).toBe(987654321);
  });
});

it("writes sizes and identifiers", () => {
  expect(writeSize(0)).toBe("0 B");
  expect(writeSize(4_300_000)).toBe("4,1 MB");
  expect(writeTaxId("52998224725")).toBe("529.982.247-25");
  expect(writeTaxId("12ABC34501DE35")).toBe("12.ABC.345/01DE-35");
  expect(writeTaxId("RG 12")).toBe("RG 12");
});

it("writes lengths as people say them", () => {
  const told = [5_560, 42_400, 151_300, 3_725_000].map(writeDuration);
  expect(told).toEqual(["5,6 s", "42 s", "2 min 31 s", "1 h 2 min 5 s"]);
});
