// An entry that is being written for the first time: it enters the case with its first word, so that an
// empty one is never printed.
import type { Shown } from "../backend";
import { openCase } from "./case.svelte";

type Member = "contacts" | "facts" | "requests" | "events" | "respondents";

export class Draft<M extends Member> {
  /** Id in the case; null before the first word. */
  id = $state<string | null>(null);
  /** What is being added, and the ids that were there before it. */
  private adding: object | null = null;
  private before: ReadonlySet<string> = new Set();
  private last: Promise<boolean> = Promise.resolve(true);

  constructor(private readonly member: M) {}

  /** The entry in the case, once it is there. */
  get entry(): Shown[M][number] | undefined {
    return this.list().find((entry) => entry.id === this.id);
  }

  /**
   * Saves a part of the entry; returns whether that could be done.
   * @param text what would be lost otherwise, for the user to copy
   */
  patch(part: object, text = ""): Promise<boolean> {
    this.last = this.last.then(() => this.write(part, text));
    return this.last;
  }

  private list(): Shown[M][number][] {
    return openCase.shown?.[this.member] ?? [];
  }

  private async write(part: object, text: string): Promise<boolean> {
    if (this.id !== null && this.entry === undefined) this.id = null;
    this.adopt();
    if (this.id !== null) return openCase.fill({ [this.member]: [{ id: this.id, ...part }] }, text);
    if (this.adding !== null) {
      // The adding was refused and waits to be tried again: it takes this part along.
      Object.assign(this.adding, part);
      await openCase.unsaved?.again();
    } else {
      this.before = new Set(this.list().map((entry) => entry.id));
      this.adding = { ...part };
      await openCase.fill({ [this.member]: [this.adding] }, text);
    }
    this.adopt();
    return this.id !== null;
  }

  /** Finds the entry that an adding made, also one that was tried again after a failure. */
  private adopt(): void {
    if (this.adding === null) return;
    const made = this.list().find((entry) => !this.before.has(entry.id));
    if (made === undefined) return;
    this.id = made.id;
    this.adding = null;
  }
}
