import { describe, expect, it } from "vitest";
import type { Suggestion } from "../../backend";
import { exhibit, item } from "./samples";
import { contactMoment, found, suggested } from "./suggestions";

const one = (field: Suggestion["field"], value: string): Suggestion => ({
  field,
  value,
  source: "text",
  item: "p1",
});

describe("suggestions", () => {
  it("parts what is asked for from what was found", () => {
    const all = [one("date", "2026-03-12"), one("protocol", "1-2"), one("amount", "100")];
    const shown = exhibit("e90", { suggestions: all });
    expect(suggested(shown, "date")?.value).toBe("2026-03-12");
    expect(found(shown).map(({ field }) => field)).toEqual(["protocol", "amount"]);
  });

  it("tells the number of a company once", () => {
    const supplier = { ...one("supplier", "Loja"), tax_id: "11222333000181" };
    const id = one("tax_id", "11.222.333/0001-81");
    const other = one("tax_id", "00.000.000/0001-91");
    expect(found(exhibit("e92", { suggestions: [supplier, id, other] }))).toEqual([
      supplier,
      other,
    ]);
    expect(found(exhibit("e92", { suggestions: [id, other] }))).toEqual([id, other]);
  });

  it("takes the moment of a contact from the mail, or the whole day of the exhibit", () => {
    const read = {
      format: "mail",
      subject: null,
      from: null,
      to: [],
      cc: [],
      date: "2026-03-12T09:10:00-03:00",
      message_id: null,
      attachments: [],
    } as const;
    const mail = item("p1", { read: { ...read, to: [], cc: [], attachments: [] } });
    expect(contactMoment(exhibit("e1", { items: [mail] }))).toBe("2026-03-12T09:10");
    expect(contactMoment(exhibit("e1", { date: "2026-03-10" }))).toBe("2026-03-10");
    expect(contactMoment(exhibit("e1", { date: "2026-03" }))).toBe(null);
    expect(contactMoment(exhibit("e1", { date: null }))).toBe(null);
  });
});
