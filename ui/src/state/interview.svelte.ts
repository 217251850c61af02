// The answers on their way into the case. The case is made at the first answer; the answers are
// saved one after another, because each may add what the next one changes.
import { backend, Refused, type Claimant, type Offer, type Shown } from "../backend";
import { orNull, overlaid, placeLine, retitled, type Patch } from "../screens/interview/answers";
import { openCase } from "./case.svelte";
import { gather } from "./gather.svelte";
import { router } from "./route.svelte";
import { settings } from "./settings.svelte";

/** Makes a part of the case's document out of what the case holds now; null when it is none. */
export type Answering = (now: Shown | null) => Patch | null;

class Interview {
  /** Whether own data of the settings were put into the case that was just made. */
  prefilled = $state(false);
  private tail: Promise<void> = Promise.resolve();
  private waiting: Answering[] = [];

  /** Starts a new case at the first question. */
  start(): void {
    openCase.close();
    openCase.unsaved = null;
    this.waiting = [];
    this.prefilled = false;
    router.home();
    router.go({ at: "interview", question: 0 });
  }

  /** Saves an answer after those before it. @param text what would be lost, for the user to copy */
  answer(make: Answering, text = ""): Promise<void> {
    const handle = openCase.handle;
    return this.after(() => this.save(make, handle, text));
  }

  /** Does something once the answers before it are saved. */
  after(deed: () => Promise<unknown>): Promise<void> {
    const turn = this.tail.then(async () => void (await deed()));
    this.tail = turn.catch(() => undefined);
    return turn;
  }

  /** Keeps files that were dropped during the questions: they are evidence of the case at hand. */
  async takeFiles(offer: Offer): Promise<void> {
    if (openCase.handle === "") await this.answer(() => ({}));
    await this.settled();
    if (openCase.handle !== "") await gather.take(offer);
  }

  /** Ends when everything that was answered is saved, or shown as not saved. */
  settled(): Promise<void> {
    return this.tail;
  }

  private async save(make: Answering, asked: string, text: string): Promise<void> {
    const handle = asked || openCase.handle;
    if (handle === "") return this.create(make, text);
    if (handle === openCase.handle) {
      const patch = make(openCase.shown);
      if (patch) await openCase.fill(retitled(openCase.shown, patch), text);
      return;
    }
    // The user left the case while an earlier answer was on its way.
    await this.try(text, async () => {
      const { reply } = await backend().ask<Shown>({ request: "show", path: handle });
      const patch = make(reply);
      if (patch) await backend().ask({ request: "fill", path: handle, case: patch });
    });
  }

  /** Makes the case with the first answer, then saves those that came meanwhile. */
  private async create(make: Answering, text: string): Promise<void> {
    this.waiting.push(make);
    const answer = this.waiting[0]?.(null);
    if (!answer) {
      this.waiting = [];
      return;
    }
    const { me } = settings.value;
    const { title, ...document } = retitled(null, withOwnData(answer, me));
    await this.try(text, async () => {
      const { reply } = await backend().ask<{ case_id: string }>({
        request: "new",
        path: "casos:",
        title: typeof title === "string" ? title : null,
        case: document,
      });
      const handle = `caso:${reply.case_id}`;
      const [, ...later] = this.waiting;
      this.waiting = [];
      this.prefilled = me !== null;
      if (router.current.at === "interview") await openCase.open(handle);
      for (const next of later) await this.save(next, handle, text);
    });
  }

  /** Does it; a refusal stays on the screen, with a way to try again. */
  private async try(text: string, deed: () => Promise<void>): Promise<void> {
    openCase.unsaved = null;
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const again = (): Promise<void> => this.after(() => this.try(text, deed));
      openCase.unsaved = { explanation: error.explanation, text, again };
    }
  }
}

/** Returns a case's first answer with the own data that the user keeps in the settings. */
function withOwnData(answer: Patch, me: Claimant | null): Patch {
  if (me === null) return answer;
  const claimant = overlaid<Claimant>(me, (answer["claimant"] ?? {}) as Patch);
  return { place: orNull(placeLine(claimant.address)), ...answer, claimant };
}

export const interview = new Interview();
