// What a destination wants of the open case, and by when: read again after each change of the case.
import { untrack } from "svelte";
import {
  backend,
  Refused,
  type DeadlineReport,
  type Explanation,
  type FilingNotes,
  type MissingReport,
} from "../backend";
import { nextDeadline } from "../screens/filing/deadlines";
import { firstChoice } from "../screens/export/choice";
import { openCase } from "./case.svelte";
import type { Profile } from "./export.svelte";

/** How long the case rests before it is looked at again, in milliseconds. */
const REST = 250;

class Filing {
  profiles = $state.raw<Profile[]>([]);
  missing = $state.raw<MissingReport | null>(null);
  deadlines = $state.raw<DeadlineReport | null>(null);
  trouble = $state.raw<Explanation | null>(null);
  /** Case that the reports are about. */
  private about = "";
  private asked = 0;

  notes = $derived<FilingNotes>(openCase.shown?.filing ?? {});
  /** The destination that the checklist is for. */
  profile = $derived(firstChoice(openCase.shown, this.profiles));
  /** How many lines of the checklist are still open. */
  open = $derived(this.missing ? this.missing.total - this.missing.ready : 0);
  next = $derived(nextDeadline(this.deadlines));

  /** Looks at the case once it rests; returns what gives that up. */
  soon(): () => void {
    if (this.about !== openCase.handle) {
      this.about = openCase.handle;
      this.missing = null;
      this.deadlines = null;
    }
    // Only a change of the case asks for another look, never what the last look found.
    const seen = untrack(() => this.missing !== null);
    const timer = setTimeout(() => void this.look(), seen ? REST : 0);
    return () => clearTimeout(timer);
  }

  /** Reads checklist and deadlines. @throws other than Refused */
  async look(): Promise<void> {
    this.asked += 1;
    const { asked, about: path } = this;
    try {
      if (this.profiles.length === 0)
        this.profiles = (await backend().ask<Profile[]>({ request: "profiles" })).reply;
      const profile = this.profile?.id;
      const deadlines = backend().ask<DeadlineReport>({ request: "deadlines", path });
      const missing =
        profile === undefined
          ? null
          : backend().ask<MissingReport>({ request: "missing", path, profile });
      const [terms, lines] = [await deadlines, await missing];
      if (asked !== this.asked || path !== openCase.handle) return;
      this.deadlines = terms.reply;
      this.missing = lines?.reply ?? null;
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (asked === this.asked) this.trouble = error.explanation;
    }
  }

  /** Chooses the destination of this case. */
  choose(profile: string): Promise<boolean> {
    return this.note({ profile });
  }

  /** Saves a part of the notes: an absent member stays, null clears. */
  note(part: Partial<Record<keyof FilingNotes, unknown>>, text = ""): Promise<boolean> {
    return openCase.fill({ filing: part }, text);
  }
}

export const filing = new Filing();

type ListMember = "charges" | "deliveries" | "witnesses" | "own_holidays";
type Entry<M extends ListMember> = NonNullable<FilingNotes[M]>[number];

/** A list of the notes, which is saved as a whole: changes that follow each other build on each other. */
export class NotedList<M extends ListMember> {
  private waiting = $state.raw<Entry<M>[] | null>(null);
  private changes = 0;

  constructor(private readonly member: M) {}

  /** The list as it stands, with what is on its way. */
  get list(): Entry<M>[] {
    const saved: FilingNotes[M] = filing.notes[this.member];
    return this.waiting ?? ((saved ?? []) as Entry<M>[]);
  }

  /** Puts another list in its place; returns whether it was saved. */
  async put(list: Entry<M>[], text = ""): Promise<boolean> {
    this.changes += 1;
    const change = this.changes;
    this.waiting = list;
    const saved = await filing.note({ [this.member]: list }, text);
    if (change === this.changes) this.waiting = null;
    return saved;
  }

  add(entry: Entry<M>, text = ""): Promise<boolean> {
    return this.put([...this.list, entry], text);
  }

  /** Changes members of one entry; an undefined member is taken out. */
  change(
    index: number,
    part: { [K in keyof Entry<M>]?: Entry<M>[K] | undefined },
    text = "",
  ): Promise<boolean> {
    const changed = this.list.map((entry, at) =>
      at === index ? Object.assign({}, entry, part) : entry,
    );
    return this.put(changed, text);
  }

  remove(index: number): Promise<boolean> {
    return this.put(this.list.filter((_, at) => at !== index));
  }
}
