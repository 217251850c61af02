import { describe, expect, it } from "vitest";
import type { ReceivedContents, ReceivedEntry } from "../../backend";
import "../../i18n/test-words";
import { chosen, citation, citedPage, ordered, tagsOf, type Choice } from "./list";

function entry(id: number, part: Partial<ReceivedEntry>, title = ""): ReceivedEntry {
  return {
    id,
    state: "intact",
    status: "new",
    tags: [],
    facts: { title, respondents: [], protocols: [], exhibits: 0, value: null, due: null },
    ...part,
  } as unknown as ReceivedEntry;
}

describe("the list of received dossiers", () => {
  const all: Choice = { state: "all", status: "any", tag: "" };
  const list = [
    entry(1, { state: "verifying", tags: ["urgente"] }, "Água"),
    entry(2, { state: "different" }, "banco 10"),
    entry(3, { status: "archived" }, "banco 9"),
  ];

  it("leaves out what is put away until it is asked for", () => {
    expect(chosen(list, all).map(({ id }) => id)).toEqual([1, 2]);
    expect(chosen(list, { ...all, status: "archived" }).map(({ id }) => id)).toEqual([3]);
    expect(chosen(list, { ...all, state: "waiting" }).map(({ id }) => id)).toEqual([1]);
    expect(chosen(list, { ...all, tag: "urgente" }).map(({ id }) => id)).toEqual([1]);
    expect(tagsOf(list)).toEqual(["urgente"]);
  });

  it("orders words as people do", () => {
    const order = { column: "subject", down: false } as const;
    expect(ordered(list, order).map(({ id }) => id)).toEqual([1, 3, 2]);
    expect(ordered(list, { ...order, down: true }).map(({ id }) => id)).toEqual([2, 3, 1]);
  });

  it("cites a page by exhibit, its own page and the dossier's page", () => {
    const contents = {
      exhibits: [
        { id: "e1", number: "3", first_page: 26, last_page: 28, items: [{ sha256: "ab" }] },
      ],
    } as unknown as ReceivedContents;
    expect(citation(contents, 27)).toBe("Doc. 3, p. 2, pág. 27");
    expect(citation(contents, 2)).toBe("pág. 2");
    expect(citedPage(contents, "e1", "2-3")).toBe(27);
    expect(citedPage(contents, "sha256:ab", undefined)).toBe(26);
    expect(citedPage(contents, "e9", "1")).toBeNull();
  });
});
