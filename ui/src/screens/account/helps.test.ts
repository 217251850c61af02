import { describe, expect, it } from "vitest";
import { helpsFor, longSentence, personalNumber, sentences } from "./helps";

const words = (n: number): string => Array.from({ length: n }, () => "a").join(" ");

describe("the helps for a fact", () => {
  it("know where a sentence ends", () => {
    expect(
      sentences("Paguei R$ 1.234,50 à Aurora S.A. em 12/02. Ninguém ligou! Por quê? Não sei…"),
    ).toEqual([
      "Paguei R$ 1.234,50 à Aurora S.A. em 12/02.",
      "Ninguém ligou!",
      "Por quê?",
      "Não sei…",
    ]);
    expect(sentences("Veja o art. 42 e a p. 2.\nDepois “liguei.” E esperei")).toEqual([
      "Veja o art. 42 e a p. 2.",
      "Depois “liguei.”",
      "E esperei",
    ]);
    expect(sentences("  ")).toEqual([]);
  });

  it("count the longest sentence, not the whole text", () => {
    expect(longSentence(`${words(30)}. ${words(20)}.`)).toBeNull();
    expect(longSentence(`${words(12)}. ${words(38)}. ${words(31)}`)).toBe(38);
  });

  it("see a CPF or a phone by how it is written", () => {
    expect(personalNumber("Meu CPF é 529.982.247-25.")).toBe("cpf");
    expect(personalNumber("CPF: 52998224725")).toBe("cpf");
    expect(personalNumber("Liguei do (11) 95555-0142.")).toBe("phone");
    expect(personalNumber("Ligue 11 95555-0142")).toBe("phone");
    expect(personalNumber("Disque (11) 5555 0134")).toBe("phone");
  });

  it("take no protocol, amount, date or CNPJ for a person's number", () => {
    for (const text of [
      "Protocolo 2026021200417733",
      "Protocolo 52998224725",
      "Paguei R$ 1.529.982,25 em 12/02/2026",
      "CNPJ 11.222.333/0001-81",
      "Contrato 2026/0048817-3",
      "Das 14h às 18h, de 05 a 09/03/2026",
    ])
      expect(personalNumber(text), text).toBeNull();
  });

  it("say nothing of an empty fact, and name what is missing of a told one", () => {
    expect(helpsFor(" ", 0)).toEqual([]);
    expect(helpsFor("Liguei.", 1)).toEqual([]);
    expect(helpsFor(`Meu CPF é 529.982.247-25 ${words(40)}`, 0)).toEqual([
      { kind: "long", n: 44 },
      { kind: "cpf" },
      { kind: "no-proof" },
    ]);
  });
});
