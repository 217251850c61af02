import { beforeEach, describe, expect, it } from "vitest";
import { useBackend, type Ask, type Backend, type Fact, type Shown } from "../backend";
import { openCase } from "./case.svelte";
import { Draft } from "./draft.svelte";

/** A case in memory that keeps facts as the engine does, and answers the slower the earlier it is asked. */
class FactsInMemory {
  facts: Fact[] = [{ id: "f1", text: "um" }];
  asked: string[] = [];
  refuse = false;
  private last = 1;
  private wait = 30;

  answer(request: Ask): unknown {
    if (request.request === "show")
      return { facts: structuredClone(this.facts), exhibits: [], undo: null };
    if (request.request !== "fill") throw new Error(request.request);
    this.asked.push(JSON.stringify(request.case));
    const { facts = [] } = request.case as { facts?: (Partial<Fact> & { text?: string })[] };
    for (const part of facts) {
      const known = this.facts.find(({ id }) => id === part.id);
      if (part.id !== undefined && !known) throw new Error(`no such fact: ${part.id}`);
      if (known) Object.assign(known, part);
      else this.facts.push({ text: "", ...part, id: `f${(this.last += 1)}` });
    }
    return { ids: [], findings: [] };
  }

  async ask(request: Ask): Promise<never> {
    this.wait = Math.max(0, this.wait - 10);
    await new Promise((done) => setTimeout(done, this.wait));
    if (this.refuse && request.request === "fill") {
      const { Refused } = await import("../backend");
      throw new Refused({ code: "disk_full", what: "disco" });
    }
    return { reply: this.answer(request), notices: [], attention: false } as never;
  }
}

describe("a draft", () => {
  let engine: FactsInMemory;

  beforeEach(async () => {
    engine = new FactsInMemory();
    useBackend({ ask: (request: Ask) => engine.ask(request) } as Partial<Backend> as Backend);
    openCase.close();
    await openCase.open("caso:1");
  });

  it("enters the case once, though its parts are saved at the same time", async () => {
    const draft = new Draft("facts");
    expect(draft.entry).toBeUndefined();
    await Promise.all([draft.patch({ text: "dois" }), draft.patch({ date: "2026" })]);
    expect(engine.facts).toEqual([
      { id: "f1", text: "um" },
      { id: "f2", text: "dois", date: "2026" },
    ]);
    expect(draft.entry).toEqual({ id: "f2", text: "dois", date: "2026" });
  });

  it("is the entry that trying again made", async () => {
    const draft = new Draft("facts");
    engine.refuse = true;
    expect(await draft.patch({ text: "dois" }, "dois")).toBe(false);
    expect(openCase.unsaved?.text).toBe("dois");
    engine.refuse = false;
    await openCase.unsaved?.again();
    expect(await draft.patch({ text: "dois e meio" })).toBe(true);
    expect(engine.facts.map(({ text }) => text)).toEqual(["um", "dois e meio"]);
  });

  it("takes later parts along while its adding waits to be tried again", async () => {
    const draft = new Draft("facts");
    engine.refuse = true;
    await draft.patch({ text: "dois" }, "dois");
    expect(await draft.patch({ date: "2026" })).toBe(false);
    engine.refuse = false;
    expect(await draft.patch({ text: "dois e meio" })).toBe(true);
    expect(engine.facts).toEqual([
      { id: "f1", text: "um" },
      { id: "f2", text: "dois e meio", date: "2026" },
    ]);
    expect(openCase.unsaved).toBeNull();
  });

  it("is added anew when an undo took it away", async () => {
    const draft = new Draft("facts");
    await draft.patch({ text: "dois" });
    engine.facts.pop();
    await openCase.refresh();
    await draft.patch({ text: "dois de novo" });
    expect(engine.facts.map(({ id, text }) => [id, text])).toEqual([
      ["f1", "um"],
      ["f3", "dois de novo"],
    ]);
  });

  it("deeds reach the engine in the order they were asked", async () => {
    await Promise.all([openCase.fill({ title: "a" }), openCase.fill({ title: "b" })]);
    expect(engine.asked).toEqual(['{"title":"a"}', '{"title":"b"}']);
    expect((openCase.shown as Shown).facts).toHaveLength(1);
  });
});
