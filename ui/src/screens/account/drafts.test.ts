import { describe, expect, it } from "vitest";
import { draftOf } from "./drafts";

describe("a draft from the timeline", () => {
  it("tells a contact in the user's words, with its proofs", () => {
    const contact = {
      id: "c1",
      channel: "chat",
      protocols: ["77-1", "78"],
      summary: "Pedi o cancelamento",
      answer: "Só com multa.",
      promise: "ligar em 5 dias",
      outcome: "Recusado",
    } as const;
    const entry = {
      when: "2026-03-16T10:18",
      text: "Pedi o cancelamento",
      from: "contact" as const,
      id: "c1",
      citations: [{ exhibit: "e1" }],
    };
    expect(draftOf(entry, [{ ...contact, protocols: [...contact.protocols] }])).toEqual({
      date: "2026-03-16",
      text:
        "Falei com a empresa (Chat), protocolo 77-1. Pedi o cancelamento. " +
        "Resposta da empresa: Só com multa. Prometeram: ligar em 5 dias. Recusado.",
      citations: [{ exhibit: "e1" }],
    });
  });

  it("tells little of a contact of which little is known", () => {
    const entry = { when: "2026-03", text: "", from: "contact", id: "c1" } as const;
    expect(draftOf(entry, [{ id: "c1", when: "2026-03" }])).toEqual({
      date: "2026-03",
      text: "Falei com a empresa.",
      citations: [],
    });
  });

  it("tells a purchase and another event", () => {
    const purchase = { when: "2026-01-26", text: "Combo Fibra", from: "purchase" } as const;
    expect(draftOf(purchase, []).text).toBe("Comprei ou contratei: Combo Fibra.");
    expect(draftOf({ ...purchase, text: "" }, []).text).toBe("Fiz a compra ou o contrato.");
    const event = { when: "2026", text: "Instalaram! ", from: "event", id: "v1" } as const;
    expect(draftOf(event, []).text).toBe("Instalaram!");
  });
});
