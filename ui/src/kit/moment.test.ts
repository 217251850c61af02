import { describe, expect, it } from "vitest";
import { isExactDay, joinMoment, momentKey, momentOf, readTime, splitMoment } from "./moment";

describe("a moment", () => {
  it("comes apart and together again without a change", () => {
    for (const moment of [
      "2026-10-05T14:33",
      "2026-10-05T14:33-03:00",
      "2026-10-05",
      "2026-10",
      "2026",
    ])
      expect(joinMoment(splitMoment(moment))).toBe(moment);
    expect(joinMoment(splitMoment(""))).toBeNull();
  });

  it("has a time only on an exact day", () => {
    expect(joinMoment({ day: "2026-10", time: "14:33", offset: "" })).toBe("2026-10");
    expect(isExactDay("2026-10-05")).toBe(true);
    expect(isExactDay("2026-10")).toBe(false);
  });

  it("is read from the ways people write the time", () => {
    expect(readTime("14:32")).toBe("14:32");
    expect(readTime(" 14h32 ")).toBe("14:32");
    expect(readTime("14h")).toBe("14:00");
    expect(readTime("9")).toBe("09:00");
    expect(readTime("9.05")).toBe("09:05");
    expect(readTime("0905")).toBe("09:05");
    expect(readTime("14h32min")).toBe("14:32");
    for (const none of ["", "24:00", "12:60", "tarde", "1:2", "12345"])
      expect(readTime(none), none).toBeNull();
  });

  it("is noted by the clock on the wall, without an offset", () => {
    expect(momentOf(new Date(2026, 2, 4, 9, 5, 59))).toBe("2026-03-04T09:05");
  });

  it("sorts a month before its days and a day before its hours", () => {
    const moments = ["2026-03-04T09:05", "2026-04", "2026-03-04", "2026", "2026-03-04T10:00-03:00"];
    expect(moments.sort((a, b) => momentKey(a).localeCompare(momentKey(b)))).toEqual([
      "2026",
      "2026-03-04",
      "2026-03-04T09:05",
      "2026-03-04T10:00-03:00",
      "2026-04",
    ]);
  });
});
