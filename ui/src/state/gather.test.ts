import { beforeEach, describe, expect, it } from "vitest";
import {
  Refused,
  useBackend,
  type Ask,
  type Backend,
  type GatheredItem,
  type Offer,
  type Progress,
} from "../backend";
import { openCase } from "./case.svelte";
import { gather, tenths } from "./gather.svelte";

interface Run {
  request: Ask;
  report: (progress: Progress) => void;
  finish: (items: GatheredItem[]) => void;
  fail: (code: string) => void;
  cancelled: boolean;
}
let runs: Run[] = [];
let shows = 0;
let pasted: Offer | null = null;

const offer = (n: number, count = 1): Offer => ({
  handle: `escolha:${n}`,
  names: [],
  count,
  bytes: 1,
  folder: false,
  case: false,
});
const kept = (exhibit: string): GatheredItem => ({
  path: `${exhibit}.jpg`,
  outcome: "kept",
  exhibit,
  notes: [],
});
const answer = (reply: unknown): never => ({ reply, notices: [], attention: false }) as never;

const stand: Pick<Backend, "ask" | "start" | "paste"> = {
  ask: () => {
    shows += 1;
    return Promise.resolve(answer({ title: "Caso", exhibits: [] }));
  },
  start: (request, report) => {
    const run = { request, report, cancelled: false } as Run;
    const done = new Promise<never>((finish, refuse) => {
      run.finish = (items) => finish(answer({ items }));
      run.fail = (code) => refuse(new Refused({ code, what: "" }));
    });
    runs.push(run);
    return { done, cancel: () => (run.cancelled = true) };
  },
  paste: () => Promise.resolve(pasted),
};
/** Lets everything that waits for an answer go on. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));

beforeEach(async () => {
  useBackend(stand as Backend);
  gather.dismiss();
  runs = [];
  await openCase.open("caso:1");
  shows = 0;
});

describe("what is read out", () => {
  it("changes eleven times for 500 files", () => {
    const said = Array.from({ length: 501 }, (_, done) => tenths({ doing: "", done, total: 500 }));
    expect(new Set(said).size).toBe(11);
    expect(said.at(-1)).toBe(100);
  });

  it("is nothing yet while the number of files is unknown", () => {
    expect(tenths({ doing: "", done: 0, total: 0 })).toBe(0);
  });
});

describe("gathering", () => {
  it("takes what comes meanwhile in turn, and puts the results together", async () => {
    void gather.take(offer(1));
    void gather.take(offer(2));
    expect(runs.map(({ request }) => request)).toMatchObject([{ files: ["escolha:1"] }]);
    runs[0]?.finish([kept("e1")]);
    await settle();
    expect(gather.busy).toBe(true);
    runs[1]?.finish([kept("e2"), { ...kept("e2"), outcome: "duplicate" }]);
    await settle();
    expect(gather.busy).toBe(false);
    expect(gather.items).toHaveLength(3);
    expect(gather.fresh).toEqual(["e1", "e2"]);
  });

  it("reads the case once for each gathering, not for each file", async () => {
    void gather.take(offer(1, 500));
    for (let done = 1; done <= 500; done += 1) runs[0]?.report({ doing: "", done, total: 500 });
    expect(gather.progress?.done).toBe(500);
    expect(shows).toBe(0);
    runs[0]?.finish(Array.from({ length: 500 }, (_, n) => kept(`e${n}`)));
    await settle();
    expect(shows).toBe(1);
  });

  it("goes on into the case it began with when another one is opened", async () => {
    void gather.take(offer(1));
    await openCase.open("caso:2");
    void gather.take(offer(2));
    shows = 0;
    runs[0]?.finish([kept("e1")]);
    await settle();
    expect(shows).toBe(0);
    expect(runs.map(({ request }) => request)).toMatchObject([
      { path: "caso:1" },
      { path: "caso:2" },
    ]);
    expect(gather.items).toEqual([]);
    runs[1]?.finish([kept("e1")]);
    await settle();
    expect(gather.goal.handle).toBe("caso:2");
    expect(gather.items).toHaveLength(1);
  });

  it("stops on request: what waits is let go, and a stop is no trouble", async () => {
    void gather.take(offer(1));
    void gather.take(offer(2));
    gather.cancel();
    runs[0]?.fail("cancelled");
    await settle();
    expect(runs).toHaveLength(1);
    expect(runs[0]?.cancelled).toBe(true);
    expect(gather.stopped).toBe(true);
    expect(gather.trouble).toBeNull();
  });

  it("keeps what the engine refused on the screen, and takes files again afterwards", async () => {
    void gather.take(offer(1));
    runs[0]?.fail("disk_full");
    await settle();
    expect(gather.trouble?.code).toBe("disk_full");
    void gather.take(offer(2));
    expect(runs).toHaveLength(2);
    expect(gather.trouble).toBeNull();
    runs[1]?.finish([]);
    await settle();
  });

  it("says when nothing came from a drop or the clipboard", async () => {
    await gather.take(offer(1, 0));
    expect(gather.nothing).toBe("drop");
    pasted = null;
    expect(await gather.paste()).toBe(false);
    expect(gather.nothing).toBe("clipboard");
    expect(runs).toEqual([]);
    void gather.take(offer(2));
    runs[0]?.finish([]);
    await settle();
    expect(gather.nothing).toBe("folder");
  });
});
