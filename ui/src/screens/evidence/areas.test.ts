import { describe, expect, it } from "vitest";
import { afterKey, between, isMeant, readSpot, writeSpot, type Spot } from "./areas";

describe("places on a page", () => {
  it("are read and written as the engine does", () => {
    expect(writeSpot(readSpot("0.1,0.25,0.5,0.0501"))).toBe("0.1,0.25,0.5,0.0501");
    expect(writeSpot([0.123456, -1, 2, 0.5])).toBe("0.1235,0,1,0.5");
  });

  it("are the same whichever corner comes first, and stay on the page", () => {
    const spot = between([0.6, 0.9], [0.2, 1.4]);
    expect(spot.map((value) => Math.round(value * 100) / 100)).toEqual([0.2, 0.9, 0.4, 0.1]);
    expect(isMeant(spot)).toBe(true);
    expect(isMeant(between([0.2, 0.2], [0.201, 0.5]))).toBe(false);
  });

  it("move and grow by keys, and stop at the border", () => {
    const spot: Spot = [0.5, 0.5, 0.5, 0.1];
    expect(afterKey(spot, "ArrowRight", false)).toEqual([0.5, 0.5, 0.5, 0.1]);
    expect(afterKey(spot, "ArrowLeft", false)?.[0]).toBeCloseTo(0.49);
    expect(afterKey(spot, "ArrowDown", true)?.[3]).toBeCloseTo(0.11);
    expect(afterKey([0.9, 0.9, 0.2, 0.2], "ArrowUp", true, true)).toEqual([0.9, 0.9, 0.2, 0.19]);
    expect(afterKey(spot, "Enter", false)).toBeNull();
  });
});
