// Files on their way into a case: progress, what became of each, and the way to stop.
import {
  backend,
  Refused,
  type Explanation,
  type GatheredItem,
  type GatherReport,
  type Job,
  type Offer,
  type Progress,
} from "../backend";
import { openCase } from "./case.svelte";
import { pictures } from "./pictures.svelte";

/** A case that files go into; it may no longer be the one on the screen. */
interface Goal {
  handle: string;
  title: string;
}

/** Returns how far a gathering has come in whole tenths, 0 to 100: what is read out aloud. */
export function tenths({ done, total }: Progress): number {
  return total > 0 ? Math.floor((done * 10) / total) * 10 : 0;
}

class Gather {
  progress = $state.raw<Progress | null>(null);
  items = $state.raw<GatheredItem[]>([]);
  trouble = $state.raw<Explanation | null>(null);
  /** Whether the user stopped the last gathering before its end. */
  stopped = $state(false);
  /** Where files were expected and none came. */
  nothing = $state<"clipboard" | "drop" | "folder" | null>(null);
  /** Whether the window is being hovered with files. */
  hovering = $state(false);
  /** The case of the gathering at hand, or of the last one. */
  goal = $state.raw<Goal>({ handle: "", title: "" });
  /** Exhibits whose particulars are being asked for, one by one. */
  toComplete = $state.raw<string[]>([]);

  private job: Job<GatherReport> | null = null;
  private waiting: { files: string[]; count: number; goal: Goal; anew: boolean }[] = [];
  private running = false;

  /** Whether files are on their way in. */
  get busy(): boolean {
    return this.progress !== null;
  }

  /** The exhibits that the last gathering made, each once. */
  get fresh(): string[] {
    const kept = this.items.filter((item) => item.outcome === "kept");
    return [...new Set(kept.flatMap((item) => item.exhibit ?? []))];
  }

  /** Lets the user choose files. */
  async pick(): Promise<void> {
    this.nothing = null;
    const offer = await backend().pick("files");
    if (offer) await this.take(offer);
  }

  /** Takes the picture or the files on the clipboard; returns whether there was something. */
  async paste(): Promise<boolean> {
    this.nothing = null;
    const offer = await backend().paste();
    if (offer) await this.take(offer);
    else this.nothing = "clipboard";
    return offer !== null;
  }

  /** Gathers what was offered into the open case; more that comes meanwhile waits its turn. */
  async take(offer: Offer): Promise<void> {
    if (openCase.handle !== "" && offer.count === 0) this.nothing = "drop";
    else await this.takeAll([offer.handle], offer.count);
  }

  /** Gathers what stands behind handles into the open case, as {@link take}. */
  async takeAll(files: string[], count = files.length): Promise<void> {
    if (openCase.handle === "") return;
    const goal = { handle: openCase.handle, title: openCase.shown?.title ?? "" };
    // What comes after the last result was shown has a result of its own.
    const anew = !this.busy && this.waiting.length === 0;
    this.waiting.push({ files, count, goal, anew });
    if (this.running) return;
    this.running = true;
    try {
      for (let next = this.waiting.shift(); next; next = this.waiting.shift()) {
        if (next.anew) this.dismiss();
        await this.run(next.files, next.count, next.goal);
      }
      // Beside what the person does next; there is nothing to wait for.
      void pictures.read(this.goal.handle);
    } finally {
      this.running = false;
    }
  }

  /** Stops after the file at hand; what was kept stays kept. */
  cancel(): void {
    this.waiting = [];
    this.stopped = true;
    this.job?.cancel();
  }

  /** Closes the panel. */
  dismiss(): void {
    this.items = [];
    this.trouble = null;
    this.nothing = null;
    this.stopped = false;
  }

  private async run(files: string[], count: number, goal: Goal): Promise<void> {
    // Results of another case have no place beside these.
    if (goal.handle !== this.goal.handle) this.items = [];
    this.goal = goal;
    this.stopped = false;
    this.progress = { doing: "", done: 0, total: count };
    try {
      this.job = backend().start<GatherReport>(
        { request: "add", path: goal.handle, files },
        (progress) => (this.progress = progress),
      );
      const answer = await this.job.done;
      this.items = [...this.items, ...answer.reply.items];
      if (this.items.length === 0 && !this.stopped) this.nothing = "folder";
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (!this.stopped) this.trouble = error.explanation;
    } finally {
      this.job = null;
      this.progress = null;
    }
    if (openCase.handle === goal.handle) await openCase.refresh();
  }
}

export const gather = new Gather();
