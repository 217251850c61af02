import { expect, it } from "vitest";
import { matching, meansTitle, type CaseEntry } from "./list";

const entry = (title: string, company: string | null = null): CaseEntry => ({
  path: `caso:${title}`,
  title,
  company,
  exhibits: 0,
  contacts: 0,
  facts: 0,
  changed_at: null,
  exported_at: null,
  trouble: null,
});

it("finds a case by any words of its title and company, without accents", () => {
  const cases = [entry("Cobrança em dobro", "Aurora Fibra"), entry("Geladeira", "Loja Estrela")];
  const titles = (typed: string): string[] => matching(cases, typed).map(({ title }) => title);
  expect(titles("cobranca aurora")).toEqual(["Cobrança em dobro"]);
  expect(titles("ESTRELA")).toEqual(["Geladeira"]);
  expect(titles("  ")).toHaveLength(2);
  expect(titles("aurora geladeira")).toEqual([]);
});

it("takes a title typed without the marks that no keyboard has", () => {
  expect(meansTitle("aurora fibra - tv", "Aurora Fibra – TV")).toBe(true);
  expect(meansTitle("Aurora Fibra", "Aurora Fibra – TV")).toBe(false);
  expect(meansTitle("", "Aurora")).toBe(false);
});

it("takes a title of marks alone only as it stands", () => {
  expect(meansTitle("", "???")).toBe(false);
  expect(meansTitle("???", "???")).toBe(true);
});
