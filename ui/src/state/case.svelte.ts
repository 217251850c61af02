// The open case: what the engine says of it, and the deeds that change it.
import {
  backend,
  Refused,
  type Answer,
  type Ask,
  type CaseAsk,
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

/** A change on its way, and why it was refused when it was tried last. */
interface Change {
  /** Case that it belongs to, which may be closed by now. */
  handle: string;
  request: CaseAsk;
  text: string;
  explanation?: Explanation;
}

class OpenCase {
  /** Handle of the open case, "caso:…"; empty when none is open. */
  handle = $state("");
  shown = $state.raw<Shown | null>(null);
  notices = $state.raw<Explanation[]>([]);
  savedAt = $state<string | null>(null);
  saving = $state(0);
  unsaved = $state.raw<Unsaved | null>(null);
  private refused: Change[] = [];
  /** How many deeds were done in this window; tells whether something came after a deed. */
  deeds = 0;

  /** Settles when the last deed so far is done: deeds reach the engine in the order they were asked. */
  private last: Promise<unknown> = Promise.resolve();

  exhibits = $derived((this.shown?.exhibits ?? []).filter((exhibit) => !isBinned(exhibit)));
  /** Exhibits by what a citation may name: their id, and the hashes of their items; the first one wins. */
  private references = $derived(
    new Map(
      [...(this.shown?.exhibits ?? [])]
        .reverse()
        .flatMap((exhibit) => [
          [exhibit.id, exhibit] as const,
          ...exhibit.items.map(({ sha256 }) => [`sha256:${sha256}`, exhibit] as const),
        ]),
    ),
  );
  binned = $derived((this.shown?.exhibits ?? []).filter(isBinned));

  /** Opens a case. @throws Refused */
  async open(handle: string): Promise<void> {
    toasts.clear();
    this.handle = handle;
    this.savedAt = null;
    await this.refresh();
  }

  /** Forgets the open case; it was saved at each step. */
  close(): void {
    toasts.clear();
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
    return this.references.get(reference);
  }

  /**
   * Does something to the open case, then reads it again. @throws Refused
   * @param request without `path`, which is the open case
   */
  async deed<R = Done>(request: CaseAsk, handle = this.handle): Promise<Answer<R>> {
    this.saving += 1;
    const ask = (): Promise<Answer<R>> => backend().ask<R>({ ...request, path: handle } as Ask);
    const now = this.last.catch(() => undefined).then(ask);
    this.last = now;
    try {
      const answer = await now;
      this.deeds += 1;
      if (this.handle === handle) await this.refresh();
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
  save(request: CaseAsk, text: string): Promise<boolean> {
    // What was refused before comes first: it is older, and this change may build on it.
    const before = this.refused;
    this.refused = [];
    return this.saveAll([...before, { handle: this.handle, request, text }]);
  }

  /** Saves changes in their order; returns whether the last one was saved. */
  private async saveAll(changes: Change[]): Promise<boolean> {
    let saved = true;
    for (const change of changes) {
      try {
        await this.deed(change.request, change.handle);
        saved = true;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.refused.push({ ...change, explanation: error.explanation });
        saved = false;
      }
    }
    this.unsaved = this.tellRefused();
    return saved;
  }

  private tellRefused(): Unsaved | null {
    const explanation = this.refused[0]?.explanation;
    if (!explanation) return null;
    const texts = this.refused.map((change) => change.text).filter(Boolean);
    const again = async (): Promise<void> => {
      const changes = this.refused;
      this.refused = [];
      await this.saveAll(changes);
    };
    return { explanation, text: texts.join("\n\n"), again };
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
