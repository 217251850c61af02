import { describe, expect, it } from "vitest";
import type { Claim, Shown } from "../../backend";
import {
  addressLines,
  answerBrief,
  answerLines,
  asksCourt,
  autoTitle,
  chosenAims,
  companyPatch,
  otherRequests,
  overlaid,
  placePatch,
  QUESTIONS,
  retitled,
  sameData,
  unanswered,
  wished,
  withAmount,
  type Answers,
} from "./answers";

function answers(part: Partial<Shown>): NonNullable<Answers> {
  return { title: "Caso novo", respondents: [], requests: [], contacts: [], ...part };
}
function request(part: Partial<Claim>): Claim {
  return { id: "r1", text: "", kind: "other", counts: "adds", ...part };
}

describe("a patch", () => {
  it("is laid over as the engine does it", () => {
    const base = { name: "Helena", address: { city: "Santos", state: "SP" }, parents: ["A", "B"] };
    const patch = { name: null, address: { city: "Campinas" }, parents: ["C"] };
    expect(overlaid(base, patch)).toEqual({
      address: { city: "Campinas", state: "SP" },
      parents: ["C"],
    });
    expect(base.address.city).toBe("Santos");
  });
  it("changes the company that is there, and adds one where there is none", () => {
    expect(companyPatch("s1", { tax_id: null })).toEqual({
      respondents: [{ id: "s1", tax_id: null }],
    });
    expect(companyPatch(undefined, { trade_name: "Aurora" })).toEqual({
      respondents: [{ trade_name: "Aurora" }],
    });
  });
});

describe("the title", () => {
  it("names problem and company", () => {
    expect(autoTitle("unknown_charge", "Aurora Fibra")).toBe(
      "Cobrança que não reconheço · Aurora Fibra",
    );
    expect(autoTitle("not_delivered", "")).toBe("Compra não entregue");
    expect(autoTitle("other", "Aurora Fibra")).toBe("Problema com Aurora Fibra");
    expect(autoTitle(undefined, "")).toBe("Caso novo");
  });
  it("is given with the first answer and follows the next ones", () => {
    const company = { respondents: [{ trade_name: "Aurora" }] };
    expect(retitled(null, company)).toEqual({ ...company, title: "Problema com Aurora" });
    const known = answers({
      title: "Problema com Aurora",
      respondents: [{ id: "s1", trade_name: "Aurora", sector: "other" }],
    });
    const problem = { interview: { problem: "cannot_cancel" } };
    expect(retitled(known, problem)["title"]).toBe("Cancelamento que não consigo · Aurora");
    const renamed = companyPatch("s1", { trade_name: "Aurora Fibra" });
    expect(retitled(known, renamed)["title"]).toBe("Problema com Aurora Fibra");
  });
  it("stays when the user wrote it, and when the answer is about something else", () => {
    const own = answers({ title: "Minha geladeira" });
    const problem = { interview: { problem: "cannot_cancel" } };
    expect(retitled(own, problem)).toBe(problem);
    const place = { claimant: { address: { city: "Santos" } } };
    expect(retitled(answers({}), place)).toBe(place);
  });
});

describe("wishes", () => {
  const refund = request({ id: "r1", kind: "refund", text: "Devolver R$ 10", amount: 1000 });
  const repair = request({
    id: "r2",
    kind: "obligation",
    text: "Conserto do produto ou do serviço.",
  });
  const own = request({ id: "r3", kind: "obligation", text: "Entregar até sexta." });
  const moral = request({ id: "r4", kind: "moral_damages", text: "Indenização" });

  it("are recognised among the requests of the case", () => {
    const found = wished([refund, repair, own, moral]);
    expect([...found].map(([wish, { id }]) => [wish, id])).toEqual([
      ["refund", "r1"],
      ["repair", "r2"],
    ]);
  });
  it("leave the requests that were written elsewhere alone", () => {
    const second = request({ id: "r5", kind: "refund", text: "E a taxa" });
    const others = otherRequests([refund, repair, own, moral, second]);
    expect(others.map(({ id }) => id)).toEqual(["r3", "r4", "r5"]);
  });
  it("stand with their amount", () => {
    expect(withAmount("Devolução do valor pago.", 11980)).toBe(
      "Devolução do valor pago: R$ 119,80",
    );
    expect(withAmount("Troca do produto.", undefined)).toBe("Troca do produto.");
  });
});

describe("destinations", () => {
  it("stand in their own order, and 'not sure' alone", () => {
    expect(chosenAims(["jec"], ["jec", "procon"])).toEqual(["procon", "jec"]);
    expect(chosenAims(["procon", "jec"], ["procon", "jec", "unsure"])).toEqual(["unsure"]);
    expect(chosenAims(["unsure"], ["unsure", "lawyer"])).toEqual(["lawyer"]);
    expect(chosenAims(["procon", "jec"], ["jec"])).toEqual(["jec"]);
  });
  it("ask for more about the person where a court is one of them", () => {
    const to = (...destinations: ("procon" | "jec" | "lawyer" | "unsure")[]): Answers =>
      answers({ interview: { destinations } });
    expect(
      [to("procon"), to("unsure"), to("procon", "jec"), to("lawyer"), null].map(asksCourt),
    ).toEqual([false, false, true, true, false]);
  });
});

describe("the place", () => {
  const home = answers({
    place: "Santos – SP",
    claimant: { kind: "person", address: { city: "Santos", state: "SP" } },
  });
  it("on the papers follows the city", () => {
    expect(placePatch(home, { city: "Campinas" })["place"]).toBe("Campinas – SP");
    expect(placePatch(null, { state: "BA" })["place"]).toBe("BA");
    expect(placePatch(home, { city: null })["place"]).toBe("SP");
  });
  it("stays where the user wrote another one", () => {
    const elsewhere = answers({ ...home, place: "Brasília – DF" });
    expect(placePatch(elsewhere, { city: "Campinas" })).not.toHaveProperty("place");
  });
});

describe("an answer to read", () => {
  it("says who the company is", () => {
    const respondents = [
      {
        id: "s1",
        trade_name: "Aurora Fibra",
        corporate_name: "Aurora Fibra Telecom S.A.",
        tax_id: "12ABC34501DE35",
        address: {
          street: "Av. Central",
          number: "10",
          city: "Campinas",
          state: "SP",
          cep: "13000000",
        },
        sector: "telecom" as const,
      },
    ];
    expect(answerLines("company", answers({ respondents }))).toEqual([
      "Aurora Fibra",
      "Aurora Fibra Telecom S.A.",
      "CNPJ 12.ABC.345/01DE-35",
      "Av. Central, 10",
      "Campinas – SP, CEP 13000-000",
    ]);
  });
  it("keeps what is no tax id and no postcode as it was typed", () => {
    const claimant = { kind: "person" as const, tax_id: "AR 12", address: { cep: "1000" } };
    expect(answerLines("you", answers({ claimant }))).toEqual(["AR 12", "CEP 1000"]);
    expect(addressLines(undefined)).toEqual([]);
  });
  it("leaves city and state to their own question", () => {
    const claimant = { kind: "person" as const, address: { city: "Santos", state: "SP" } };
    const known = answers({ claimant });
    expect(answerLines("you", known)).toEqual([]);
    expect(answerLines("place", known)).toEqual(["Santos – SP"]);
  });
  it("counts the contacts that are noted", () => {
    const contacts = [{ id: "c1" }, { id: "c2" }];
    const known = answers({ contacts, interview: { complained: "with_number" } });
    expect(answerLines("complained", known)).toEqual([
      "Sim, e tenho o número de protocolo",
      "2 contatos anotados",
    ]);
  });
  it("is brief at the side", () => {
    const requests = [request({ text: "Troca." }), request({ id: "r2", text: "Conserto." })];
    expect(answerBrief("wishes", answers({ requests }))).toBe("Troca, Conserto");
    expect(answerBrief("company", answers({}))).toBe("");
  });
  it("is missing where nothing was told", () => {
    expect(unanswered(null)).toHaveLength(QUESTIONS.length);
    const known = answers({ interview: { problem: "other", began: "2026-03" } });
    expect(unanswered(known).map((place) => QUESTIONS[place])).toEqual([
      "company",
      "relation",
      "complained",
      "wishes",
      "aims",
      "place",
      "you",
    ]);
  });
});

it("sees the same data whatever the order of their members", () => {
  expect(sameData({ a: 1, b: { c: 2, d: undefined } }, { b: { c: 2 }, a: 1 })).toBe(true);
  expect(sameData({ a: ["x", "y"] }, { a: ["y", "x"] })).toBe(false);
  expect(sameData(null, { a: 1 })).toBe(false);
});
