// The received dossiers of this computer: what came in, what is being verified, what was found.
import {
  backend,
  Refused,
  type Ask,
  type CheckedCount,
  type Explanation,
  type Job,
  type Progress,
  type ReceivedEntry,
  type ReceivedFile,
  type ReceivedHit,
  type ReceivedList,
  type ReceivedMarking,
  type ReceiveReport,
} from "../backend";

/** Handle of the catalogue. */
export const RECEIVED = "recebidos:";
/** How often the list is read anew while dossiers are being verified. */
const LOOK_MS = 1500;

class ReceivedState {
  list = $state.raw<ReceivedEntry[] | null>(null);
  hits = $state.raw<ReceivedHit[]>([]);
  /** What is looked for; empty when all are shown. */
  term = $state("");
  receiving = $state.raw<Progress | null>(null);
  checking = $state.raw<Progress | null>(null);
  /** What became of what was given last. */
  came = $state.raw<ReceivedFile[]>([]);
  trouble = $state.raw<Explanation | null>(null);

  private job: Job<unknown> | null = null;
  private round = 0;
  /** Whether more came in while others were being verified. */
  private another = false;

  /** Shows what the engine refused; anything else is a fault of ours and is thrown. */
  show(error: unknown): void {
    if (!(error instanceof Refused)) throw error;
    if (error.explanation.code !== "cancelled") this.trouble = error.explanation;
  }

  /** Reads the list, or what was found. */
  async load(): Promise<void> {
    const round = ++this.round;
    try {
      const term = this.term.trim() || null;
      const { reply } = await backend().ask<ReceivedList>({
        request: "received",
        path: RECEIVED,
        term,
      });
      // What was asked later stands.
      if (round !== this.round) return;
      this.list = reply.dossiers;
      this.hits = reply.hits;
    } catch (error) {
      this.list ??= [];
      this.show(error);
    }
  }

  /** Takes in what was dropped or picked, then verifies it. */
  async receive(handle: string, passphrase: string | null = null): Promise<void> {
    await this.take({ request: "receive", path: RECEIVED, files: [handle], passphrase });
    await this.check();
  }

  /** Takes in one dossier to read it at once, while it is verified; returns its number, if it came. */
  async receiveOne(handle: string, passphrase: string | null): Promise<number | null> {
    await this.take({ request: "receive", path: RECEIVED, files: [handle], passphrase });
    void this.check();
    return this.came[0]?.id ?? null;
  }

  /** Tries a passphrase on all that are closed; what opens is verified. */
  async open(passphrase: string): Promise<void> {
    await this.take({ request: "receive", path: RECEIVED, files: [], passphrase });
    await this.check();
  }

  private async take(request: Ask): Promise<void> {
    if (this.receiving) return;
    this.trouble = null;
    this.came = [];
    this.receiving = { doing: "", done: 0, total: 0 };
    try {
      const job = backend().start<ReceiveReport>(request, (now) => (this.receiving = now));
      this.job = job;
      this.came = (await job.done).reply.dossiers;
    } catch (error) {
      this.show(error);
    } finally {
      this.receiving = null;
    }
    await this.load();
  }

  /** Verifies what waits; the list shows how far it is. */
  async check(ids: number[] = []): Promise<void> {
    if (this.checking) {
      this.another = true;
      return;
    }
    this.checking = { doing: "", done: 0, total: 0 };
    const look = setInterval(() => void this.load(), LOOK_MS);
    try {
      const request = { request: "check_received", path: RECEIVED, ids } as const;
      const job = backend().start<CheckedCount>(request, (now) => (this.checking = now));
      this.job = job;
      await job.done;
    } catch (error) {
      this.show(error);
    } finally {
      clearInterval(look);
      this.checking = null;
      this.job = null;
    }
    await this.load();
    if (!this.another) return;
    this.another = false;
    await this.check();
  }

  cancel(): void {
    this.another = false;
    this.job?.cancel();
  }

  /** Notes something beside dossiers. @throws Refused */
  async mark(ids: number[], marking: ReceivedMarking): Promise<void> {
    await backend().ask({ request: "mark_received", path: RECEIVED, ids, marking });
  }
}

export const received = new ReceivedState();
