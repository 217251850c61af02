import { describe, expect, it } from "vitest";
import type { ChatReading } from "../../backend";
import { mediaState, readLines } from "./chat";

const chat: ChatReading = {
  participants: ["Ana", "Loja"],
  messages: 3,
  lines: 12,
  media: [
    { name: "IMG-1.jpg", line: 2, found: true },
    { name: "IMG-2.jpg", line: 5, found: false },
  ],
  media_not_exported: 1,
  date_order: "day_first",
  order_basis: "calendar",
  truncated: false,
  files: [],
};

describe("chat", () => {
  it("tells what came with the export from what did not", () => {
    const state = (name: string | undefined, exported: boolean): string =>
      mediaState(chat, { kind: "picture", exported, ...(name === undefined ? {} : { name }) });
    expect(state("IMG-1.jpg", true)).toBe("came");
    expect(state("IMG-2.jpg", true)).toBe("came-not");
    expect(state(undefined, false)).toBe("sent");
    expect(state("contrato.pdf", false)).toBe("lost");
  });

  it("takes a choice of lines only where there are such lines", () => {
    expect(readLines("2", " 7 ", 12)).toEqual({ first: 2, last: 7 });
    expect(readLines("2", "99", 12)).toEqual({ first: 2, last: 12 });
    for (const [first, last] of [
      ["0", "3"],
      ["7", "2"],
      ["", "2"],
      ["13", "20"],
      ["a", "2"],
    ] as const)
      expect(readLines(first, last, 12)).toBe(null);
  });
});
