import { beforeEach, describe, expect, it } from "vitest";
import { useBackend, type Ask, type Backend } from "../backend";
import { received } from "./received.svelte";

interface Run {
  request: Ask;
  finish: (reply: unknown) => void;
}
let runs: Run[] = [];

const answer = (reply: unknown): never => ({ reply, notices: [], attention: false }) as never;
const stand: Pick<Backend, "ask" | "start"> = {
  ask: () => Promise.resolve(answer({ dossiers: [], hits: [] })),
  start: (request) => {
    let finish: Run["finish"] = () => undefined;
    const done = new Promise<never>((told) => (finish = (reply) => told(answer(reply))));
    runs.push({ request, finish });
    return { done, cancel: () => undefined };
  },
};
/** Lets everything that waits for an answer go on. */
const settle = (): Promise<void> => new Promise((done) => setTimeout(done));
const asked = (): string[] => runs.map((run) => run.request.request);
const came = (id: number | null): unknown => ({
  dossiers: [
    { path: "a.zip", outcome: id === null ? "refused" : "kept", id, state: null, why: null },
  ],
});

beforeEach(() => {
  runs = [];
  useBackend(stand as Backend);
});

describe("received dossiers", () => {
  it("are verified too when they came in while others were", async () => {
    const first = received.receive("escolha:1");
    runs[0]?.finish(came(1));
    await settle();
    const second = received.receive("escolha:2");
    runs[2]?.finish(came(2));
    await settle();
    expect(asked()).toEqual(["receive", "check_received", "receive"]);
    runs[1]?.finish({});
    await settle();
    expect(asked()).toEqual(["receive", "check_received", "receive", "check_received"]);
    runs[3]?.finish({});
    await Promise.all([first, second]);
    expect(received.checking).toBeNull();
  });

  it("can be read at once, before they are verified, and with their passphrase", async () => {
    const id = received.receiveOne("escolha:3", "quatro palavras");
    runs[0]?.finish(came(7));
    expect(await id).toBe(7);
    expect(runs[0]?.request).toMatchObject({ passphrase: "quatro palavras" });
    await settle();
    expect(asked()).toEqual(["receive", "check_received"]);
    runs[1]?.finish({});
    await settle();
  });

  it("have no number when they were not taken in", async () => {
    const id = received.receiveOne("escolha:4", null);
    runs[0]?.finish(came(null));
    expect(await id).toBeNull();
    runs[1]?.finish({});
    await settle();
  });
});
