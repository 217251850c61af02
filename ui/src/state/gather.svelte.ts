// Files on their way into the open case: progress, what became of each, and the way to stop.
import {
  backend,
  Refused,
  type Explanation,
  type Job,
  type Offer,
  type Progress,
} from "../backend";
import { openCase } from "./case.svelte";

/** What became of one file. */
export interface GatheredItem {
  path: string;
  outcome: "kept" | "duplicate" | "refused";
  id?: string;
  exhibit?: string;
  notes: string[];
}

interface GatherReport {
  items: GatheredItem[];
}

class Gather {
  progress = $state.raw<Progress | null>(null);
  items = $state.raw<GatheredItem[]>([]);
  trouble = $state.raw<Explanation | null>(null);
  /** Whether the window is being hovered with files. */
  hovering = $state(false);
  private job: Job<GatherReport> | null = null;
  private waiting: Offer[] = [];

  /** Whether files are on their way in. */
  get busy(): boolean {
    return this.progress !== null;
  }

  /** Lets the user choose files. */
  async pick(): Promise<void> {
    const offer = await backend().pick("files");
    if (offer) await this.take(offer);
  }

  /** Takes the picture or the files on the clipboard; returns whether there was something. */
  async paste(): Promise<boolean> {
    const offer = await backend().paste();
    if (offer) await this.take(offer);
    return offer !== null;
  }

  /** Gathers what was offered into the open case; more that comes meanwhile waits its turn. */
  async take(offer: Offer): Promise<void> {
    if (openCase.handle === "") return;
    if (this.busy) {
      this.waiting.push(offer);
      return;
    }
    this.items = [];
    this.trouble = null;
    await this.run(offer);
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) await this.run(next);
  }

  /** Stops after the file at hand; what was kept stays kept. */
  cancel(): void {
    this.waiting = [];
    this.job?.cancel();
  }

  /** Closes the panel. */
  dismiss(): void {
    this.items = [];
    this.trouble = null;
  }

  private async run(offer: Offer): Promise<void> {
    this.progress = { doing: "", done: 0, total: offer.count };
    try {
      this.job = backend().start<GatherReport>(
        { request: "add", path: openCase.handle, files: [offer.handle] },
        (progress) => (this.progress = progress),
      );
      const answer = await this.job.done;
      this.items = [...this.items, ...answer.reply.items];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.trouble = error.explanation;
    } finally {
      this.job = null;
      this.progress = null;
    }
    await openCase.refresh();
  }
}

export const gather = new Gather();
