// What the user does to evidence: every deed of the lists and of one exhibit, what the engine
// refused, and the way back.
import {
  backend,
  Refused,
  type Ask,
  type CaseAsk,
  type Done,
  type Explanation,
} from "../../backend";
import type { ExhibitView, ItemView, Suggestion } from "../../backend";
import { t } from "../../i18n";
import { openCase } from "../../state/case.svelte";
import { toasts } from "../../state/toasts.svelte";
import { offerUndo } from "../../state/undo";
import { groupOrder, moves } from "./list";
import { choiceAfter, choiceOfAll } from "./pages";

/** Returns how an exhibit is called in a sentence: "Doc. 3", or its title where it has no number. */
export function nameOf(exhibit: ExhibitView): string {
  return exhibit.number === null
    ? t("provas-quoted", { title: exhibit.title })
    : t("provas-doc", { number: exhibit.number });
}

/** What may be changed of an exhibit. */
export type ExhibitChange = Omit<Extract<Ask, { request: "edit" }>, "request" | "path" | "id">;

class Deeds {
  /** What the engine refused; stays until closed or until something succeeds. */
  trouble = $state.raw<Explanation | null>(null);
  /** Whether a deed is under way. */
  busy = $state(false);

  /** Does something that may be refused; returns whether it was done. */
  async attempt(deed: () => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    try {
      await deed();
      this.trouble = null;
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.trouble = error.explanation;
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Does one thing to the open case; returns whether it was done. */
  async do(request: CaseAsk): Promise<boolean> {
    return this.attempt(() => openCase.deed(request));
  }

  /** Saves what was typed or chosen of an exhibit; what fails stays on the screen. */
  edit(id: string, change: ExhibitChange, text = ""): Promise<boolean> {
    return openCase.save({ request: "edit", id, ...change }, text);
  }

  /** Moves an exhibit one place in the order of the dossier. */
  async move(exhibit: ExhibitView, way: "up" | "down"): Promise<boolean> {
    const position = moves(openCase.exhibits, exhibit.id)[way];
    if (position === null) return false;
    const done = await this.do({ request: "edit", id: exhibit.id, position });
    const now = openCase.exhibit(exhibit.id);
    if (done && now) this.offerUndo(t("provas-moved", { title: now.title, name: nameOf(now) }));
    return done;
  }

  /** Keeps an exhibit out of dossiers, or takes it in again. */
  async leaveOut(exhibit: ExhibitView, out: boolean): Promise<boolean> {
    const done = await this.do({ request: "edit", id: exhibit.id, left_out: out });
    if (done)
      this.offerUndo(t(out ? "provas-left-out" : "provas-taken-in", { name: nameOf(exhibit) }));
    return done;
  }

  /** Puts a suggestion aside for good; it can be taken back like everything else. */
  async decline(exhibit: ExhibitView, { field, value }: Suggestion): Promise<void> {
    const done = await this.do({ request: "edit", id: exhibit.id, decline: [{ field, value }] });
    if (done) this.offerUndo(t("prova-found-dropped"));
  }

  /** Puts exhibits into the bin. */
  async remove(exhibits: readonly ExhibitView[]): Promise<boolean> {
    const [first] = exhibits;
    if (!first) return false;
    const reason = t("provas-reason-removed");
    const done = await this.doAll(exhibits.map(({ id }) => ({ request: "remove", id, reason })));
    const one = t("provas-removed", { name: nameOf(first) });
    const text = exhibits.length === 1 ? one : t("provas-removed-n", { n: exhibits.length });
    if (done) this.offerUndo(text, exhibits.length);
    return done;
  }

  /** Puts one file of an exhibit into the bin; the pages chosen of the others stay chosen. */
  async removeItem(exhibit: ExhibitView, item: ItemView): Promise<boolean> {
    const rest = exhibit.items.filter(({ id }) => id !== item.id);
    const requests: CaseAsk[] = [
      { request: "remove", id: item.id, reason: t("provas-reason-removed") },
    ];
    const choice = choiceAfter(exhibit, rest);
    if (choice) requests.push({ request: "edit", id: exhibit.id, ...choice });
    const done = await this.doAll(requests);
    const name = t("provas-quoted", { title: item.name });
    if (done) this.offerUndo(t("provas-removed", { name }), requests.length);
    return done;
  }

  /** Brings an exhibit or a file back from the bin. */
  restore(id: string): Promise<boolean> {
    return this.do({ request: "restore", id, reason: t("provas-reason-restored") });
  }

  /** Makes several exhibits one; returns its id, or null. */
  async group(exhibits: readonly ExhibitView[]): Promise<string | null> {
    const [first, ...rest] = groupOrder(exhibits);
    if (!first || rest.length === 0) return null;
    const ordered = [first, ...rest];
    const requests: CaseAsk[] = [{ request: "group", ids: ordered.map(({ id }) => id) }];
    const pages = choiceOfAll(ordered);
    if (pages !== null) requests.push({ request: "edit", id: first.id, pages });
    if (!(await this.doAll(requests))) return null;
    const text = t("provas-grouped", { n: ordered.length, title: first.title });
    this.offerUndo(text, requests.length);
    return first.id;
  }

  /** Makes each file of an exhibit one of its own. */
  async separate(exhibit: ExhibitView): Promise<boolean> {
    const done = await this.do({ request: "separate", ids: [exhibit.id] });
    if (done) this.offerUndo(t("provas-separated", { n: exhibit.items.length }));
    return done;
  }

  /** Deletes for good what is in the bin. */
  empty(): Promise<boolean> {
    return this.do({ request: "empty" });
  }

  /** Opens an original in the system's own program, or shows it in its folder. */
  show(item: ItemView, how: "open" | "reveal"): Promise<boolean> {
    return this.attempt(() => backend().open(`${openCase.handle}#${item.id}`, how));
  }

  /** Does several things and reads the case once, also when one of them was refused. */
  private doAll(requests: readonly CaseAsk[]): Promise<boolean> {
    return this.attempt(async () => {
      const last = requests.at(-1);
      try {
        for (const request of requests.slice(0, -1))
          await backend().ask<Done>({ ...request, path: openCase.handle } as Ask);
      } catch (error) {
        await openCase.refresh();
        throw error;
      }
      if (last) await openCase.deed(last);
    });
  }

  /** Offers to take back the last `steps` deeds, as long as nothing else was done since. */
  offerUndo(text: string, steps = 1): void {
    offerUndo(text, () => this.takeBack(steps));
  }

  private async takeBack(steps: number): Promise<void> {
    const done = await this.doAll(Array.from({ length: steps }, () => ({ request: "undo" })));
    if (done) toasts.show(t("provas-taken-back"));
    // The button that was pressed is gone with its message.
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }
}

export const deeds = new Deeds();
