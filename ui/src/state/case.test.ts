import { beforeEach, expect, it } from "vitest";
import { Refused, useBackend, type Answer, type Ask, type Backend } from "../backend";
import { openCase } from "./case.svelte";

const FULL = { code: "disk_full", what: "O disco encheu." };
let full = false;
let asked: unknown[] = [];

async function ask<R>(request: Ask): Promise<Answer<R>> {
  if (request.request === "fill") {
    if (full) throw new Refused(FULL);
    asked.push({ ...(request["case"] as object), in: request["path"] });
  }
  return { reply: { exhibits: [] } as R, notices: [], attention: false };
}

beforeEach(async () => {
  useBackend({ ask } as unknown as Backend);
  full = false;
  asked = [];
  await openCase.open("caso:1");
});

it("keeps every change that was refused, and tries them again in their order", async () => {
  full = true;
  expect(await openCase.fill({ title: "a" }, "primeira")).toBe(false);
  expect(await openCase.fill({ place: "b" }, "segunda")).toBe(false);
  expect(openCase.unsaved?.text).toBe("primeira\n\nsegunda");
  full = false;
  await openCase.unsaved?.again();
  expect(asked).toEqual([
    { title: "a", in: "caso:1" },
    { place: "b", in: "caso:1" },
  ]);
  expect(openCase.unsaved).toBeNull();
});

it("saves what was refused before what comes next", async () => {
  full = true;
  await openCase.fill({ title: "Aur" });
  full = false;
  expect(await openCase.fill({ title: "Aurora" })).toBe(true);
  expect(asked).toEqual([
    { title: "Aur", in: "caso:1" },
    { title: "Aurora", in: "caso:1" },
  ]);
  expect(openCase.unsaved).toBeNull();
});

it("saves into its own case what was refused before another one was opened", async () => {
  full = true;
  await openCase.fill({ title: "a" });
  openCase.close();
  await openCase.open("caso:2");
  expect(openCase.unsaved).not.toBeNull();
  full = false;
  await openCase.unsaved?.again();
  expect(asked).toEqual([{ title: "a", in: "caso:1" }]);
});
