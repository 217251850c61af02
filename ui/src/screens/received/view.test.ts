import { describe, expect, it } from "vitest";
import { COLUMNS } from "./list";
import { readView } from "./view.svelte";

describe("the look of the table", () => {
  it("is as usual where nothing was kept, or nothing that can be read", () => {
    const usual = { columns: COLUMNS, density: "normal" };
    expect(readView(null)).toEqual(usual);
    expect(readView("{")).toEqual(usual);
    expect(readView('{"columns":7,"density":"tall"}')).toEqual(usual);
  });

  it("keeps the order of the columns, and the one that opens a dossier", () => {
    const kept = '{"columns":["received","value","gone"],"density":"compact"}';
    expect(readView(kept)).toEqual({
      columns: ["client", "value", "received"],
      density: "compact",
    });
  });
});
