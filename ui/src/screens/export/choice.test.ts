import { expect, test } from "vitest";
import type { Claim, ExhibitView, Shown } from "../../backend";
import type { Profile } from "../../state/export.svelte";
import { contentOf, firstChoice } from "./choice";

const procon = {
  id: "procon",
  destination: "procon",
  per_respondent: true,
  whole_case: false,
} as Profile;
const lawyer = {
  id: "advogado",
  destination: "lawyer",
  per_respondent: false,
  whole_case: true,
} as Profile;
const court = { id: "jec-balcao", destination: "jec" } as Profile;
const profiles = [lawyer, court, procon];

let hashes = 0;
function exhibit(number: string, more: Partial<ExhibitView> = {}): ExhibitView {
  hashes += 1;
  const item = { sha256: `h${hashes}`, size_bytes: 10, state: "kept" };
  return { number, items: [item], left_out: false, binned: false, ...more } as ExhibitView;
}
function claim(...destinations: Claim["destinations"] & {}): Claim {
  return { destinations } as Claim;
}
function shown(more: Partial<Shown>): Shown {
  return { exhibits: [], requests: [], respondents: [], last_export: null, ...more } as Shown;
}

test("the first choice is the case's own, else the last dossier's, the interview's, the usual one", () => {
  const asked = shown({ interview: { destinations: ["jec", "procon"], asked_to: 9 } });
  expect(firstChoice(asked, profiles)?.id).toBe("jec-balcao");
  const chosen = { ...asked, filing: { profile: "procon" } };
  expect(firstChoice(chosen, profiles)?.id).toBe("procon");
  const last_export = { when: "", profile: "advogado", changed_since: false };
  expect(firstChoice({ ...asked, last_export }, profiles)?.id).toBe("advogado");
  expect(firstChoice({ ...asked, last_export: { ...last_export, profile: "x" } }, profiles)).toBe(
    court,
  );
  expect(firstChoice(null, profiles)).toBe(procon);
  expect(firstChoice(null, [lawyer])).toBe(lawyer);
  expect(firstChoice(null, [])).toBeUndefined();
});

test("a dossier holds what stands and is not left out; personal documents are apart", () => {
  const [item] = exhibit("9").items;
  const content = contentOf(
    shown({
      exhibits: [
        exhibit("A"),
        exhibit("1"),
        exhibit("2", { left_out: true }),
        exhibit("3", { binned: true }),
        exhibit("4", { items: [], paper_at: "em casa" }),
        exhibit("5", { items: [{ ...item!, state: "binned" }] }),
      ],
    }),
    procon,
  );
  expect(content.proofs.map((one) => one.number)).toEqual(["1", "4"]);
  expect(content.personal.map((one) => one.number)).toEqual(["A"]);
  expect(content.leftOut.map((one) => one.number)).toEqual(["2"]);
  expect(content.bytes).toBe(20);
});

test("a file that two exhibits hold is counted once", () => {
  const one = exhibit("1");
  expect(contentOf(shown({ exhibits: [one, { ...one, number: "2" }] }), procon).bytes).toBe(10);
});

test("requests for other destinations stay out, unless the whole case goes", () => {
  const requests = [claim(), claim("procon", "jec"), claim("jec")];
  expect(contentOf(shown({ requests }), procon).requests).toHaveLength(2);
  expect(contentOf(shown({ requests }), procon).elsewhere).toHaveLength(1);
  expect(contentOf(shown({ requests }), lawyer).requests).toHaveLength(3);
});

test("one dossier for each company where the destination asks so", () => {
  const respondents = [{}, {}] as Shown["respondents"];
  expect(contentOf(shown({ respondents }), procon).dossiers).toBe(2);
  expect(contentOf(shown({ respondents }), lawyer).dossiers).toBe(1);
  expect(contentOf(shown({}), procon).dossiers).toBe(1);
});
