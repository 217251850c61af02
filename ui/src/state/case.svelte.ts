// The open case: what the engine says of it, and the deeds that change it.
import {
  backend,
  Refused,
  type Answer,
  type Ask,
  type Done,
  type Explanation,
  type ExhibitView,
  type Shown,
} from "../backend";
import { t } from "../i18n";
import { writeTime } from "../i18n/format";
import { toasts } from "./toasts.svelte";

/** A change that could not be saved; it stays on the screen until it is. */
export interface Unsaved {
  explanation: Explanation;
  text: string;
  again: () => Promise<void>;
}

class OpenCase {
  /** Handle of the open case, "caso:…"; empty when none is open. */
  handle = $state("");
  shown = $state.raw<Shown | null>(null);
  notices = $state.raw<Explanation[]>([]);
  savedAt = $state<string | null>(null);
  saving = $state(0);
  unsaved = $state.raw<Unsaved | null>(null);
  /** How many deeds were done in this window; tells whether something came after a deed. */
  deeds = 0;

  /** Settles when the last deed so far is done: deeds reach the engine in the order they were asked. */
  private last: Promise<unknown> = Promise.resolve();

  exhibits = $derived((this.shown?.exhibits ?? []).filter((exhibit) => !isBinned(exhibit)));
  binned = $derived((this.shown?.exhibits ?? []).filter(isBinned));

  /** Opens a case. @throws Refused */
  async open(handle: string): Promise<void> {
    this.handle = handle;
    this.savedAt = null;
    this.unsaved = null;
    await this.refresh();
  }

  /** Forgets the open case; it was saved at each step. */
  close(): void {
    this.handle = "";
    this.shown = null;
    this.notices = [];
  }

  /** Reads the case again. @throws Refused */
  async refresh(): Promise<void> {
    const handle = this.handle;
    const answer = await backend().ask<Shown>({ request: "show", path: handle });
    if (this.handle !== handle) return;
    this.shown = { ...answer.reply, exhibits: sameKept(this.shown, answer.reply) };
    this.notices = answer.notices;
  }

  /** Returns an exhibit by id or by a cited hash. */
  exhibit(reference: string): ExhibitView | undefined {
    const hash = reference.startsWith("sha256:") ? reference.slice(7) : null;
    return this.shown?.exhibits.find((exhibit) =>
      hash === null ? exhibit.id === reference : exhibit.items.some((item) => item.sha256 === hash),
    );
  }

  /**
   * Does something to the open case, then reads it again. @throws Refused
   * @param request without `path`, which is the open case
   */
  async deed<R = Done>(request: Ask): Promise<Answer<R>> {
    const path = this.handle;
    this.saving += 1;
    const now = this.last.catch(() => undefined).then(() => backend().ask<R>({ ...request, path }));
    this.last = now;
    try {
      const answer = await now;
      this.deeds += 1;
      if (this.handle === path) await this.refresh();
      this.savedAt = writeTime(new Date());
      return answer;
    } finally {
      this.saving -= 1;
    }
  }

  /**
   * Saves what was typed. A failure does not throw: it stays on the screen with a way to try again.
   * @param text what would be lost, for the user to copy
   */
  async save(request: Ask, text: string): Promise<boolean> {
    try {
      await this.deed(request);
      this.unsaved = null;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.unsaved = {
        explanation: error.explanation,
        text,
        again: async () => void (await this.save(request, text)),
      };
      return false;
    }
  }

  /** Merges a part of the case's document: an absent member stays, null clears. */
  fill(document: Record<string, unknown>, text = ""): Promise<boolean> {
    return this.save({ request: "fill", case: document }, text);
  }

  /** Takes back the last change, or does it again, and says what it was. @throws Refused */
  async step(back: boolean): Promise<void> {
    if (!this.shown) return;
    const label = back ? this.shown.undo : this.shown.redo;
    if (label === null) return;
    await this.deed({ request: back ? "undo" : "redo" });
    toasts.show(t(back ? "undone" : "redone", { label }));
  }
}

/** Returns the exhibits read now; those that did not change stay the same objects, so that the
 * screen draws only what did: of thousands, a change touches one. */
function sameKept(before: Shown | null, now: Shown): ExhibitView[] {
  const known = new Map(before?.exhibits.map((exhibit) => [exhibit.id, exhibit]));
  return now.exhibits.map((exhibit) => {
    const old = known.get(exhibit.id);
    return old && JSON.stringify(old) === JSON.stringify(exhibit) ? old : exhibit;
  });
}

/** An exhibit is in the bin when nothing of it is left to use. */
function isBinned(exhibit: ExhibitView): boolean {
  return exhibit.paper_at === undefined
    ? exhibit.items.every((item) => item.state !== "kept")
    : exhibit.binned;
}

export const openCase = new OpenCase();
