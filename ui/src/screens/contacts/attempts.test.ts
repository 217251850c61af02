import { describe, expect, it } from "vitest";
import { attemptNumbers, byDate } from "./attempts";

describe("attempts", () => {
  it("are counted by date, a day before its hours, the undated last, ties by id", () => {
    const contacts = [
      { id: "c1" },
      { id: "c2", when: "2026-03-04T09:05" },
      { id: "c10", when: "2026-03-04" },
      { id: "c9", when: "2026-03-04" },
      { id: "c5", when: "2026-02" },
    ];
    expect(byDate(contacts).map(({ id }) => id)).toEqual(["c5", "c9", "c10", "c2", "c1"]);
    expect(attemptNumbers(contacts).get("c2")).toBe(4);
    expect(contacts[0]?.id).toBe("c1");
  });
});
