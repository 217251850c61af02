import { describe, expect, it } from "vitest";
import { moved } from "./moved";

describe("moving an entry", () => {
  const list = ["f1", "f7", "f3"].map((id) => ({ id }));

  it("changes places with its neighbour", () => {
    expect(moved(list, "f7", -1)).toEqual(["f7", "f1", "f3"]);
    expect(moved(list, "f7", 1)).toEqual(["f1", "f3", "f7"]);
  });

  it("stays at the ends, and where it is not in the list", () => {
    expect(moved(list, "f1", -1)).toEqual(["f1", "f7", "f3"]);
    expect(moved(list, "f3", 1)).toEqual(["f1", "f7", "f3"]);
    expect(moved(list, "f9", 1)).toEqual(["f1", "f7", "f3"]);
  });
});
