import { beforeEach, describe, expect, it } from "vitest";
import { Refused, useBackend, type Ask, type Backend } from "../../backend";
import { openCase } from "../../state/case.svelte";
import { toasts } from "../../state/toasts.svelte";
import { deeds } from "./deeds.svelte";
import { exhibit } from "./samples";

let asked: string[] = [];
let refuse: string | null = null;
const list = [exhibit("e1"), exhibit("e2"), exhibit("e3")];

const stand: Pick<Backend, "ask"> = {
  ask: (request: Ask) => {
    asked.push([request.request, "id" in request && request.id].filter(Boolean).join(" "));
    if (asked.at(-1) === refuse) {
      const explanation = { code: "wrong_state", what: "" };
      return Promise.reject(new Refused(explanation));
    }
    const reply = request.request === "show" ? { exhibits: list, undo: "x" } : { ids: [] };
    return Promise.resolve({ reply, notices: [], attention: false } as never);
  },
};

beforeEach(async () => {
  useBackend(stand as Backend);
  refuse = null;
  toasts.list = [];
  await openCase.open("caso:1");
  asked = [];
});

const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

describe("taking several out of the case", () => {
  it("reads the case once", async () => {
    expect(await deeds.remove(list)).toBe(true);
    expect(asked).toEqual(["remove e1", "remove e2", "remove e3", "show"]);
  });

  it("can be taken back as a whole", async () => {
    await deeds.remove(list);
    asked = [];
    toasts.list[0]?.undo?.();
    await settle();
    expect(asked).toEqual(["undo", "undo", "undo", "show"]);
  });

  it("shows how things stand when one of them was refused", async () => {
    refuse = "remove e2";
    expect(await deeds.remove(list)).toBe(false);
    expect(asked).toEqual(["remove e1", "remove e2", "show"]);
    expect(deeds.trouble?.code).toBe("wrong_state");
    expect(toasts.list).toEqual([]);
  });
});

describe("the way back", () => {
  it("is not taken when something else was done since", async () => {
    await deeds.remove([exhibit("e1")]);
    const back = toasts.list[0]?.undo;
    await deeds.leaveOut(exhibit("e2"), true);
    asked = [];
    back?.();
    await settle();
    expect(asked).toEqual([]);
  });
});
