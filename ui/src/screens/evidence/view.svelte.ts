// How the list of evidence is looked at; kept while the user visits other screens.
import { SvelteSet } from "svelte/reactivity";
import { openCase } from "../../state/case.svelte";
import { damage, listed, type Order, type Show } from "./list";

class EvidenceView {
  order = $state<Order>("number");
  show = $state<Show>("all");
  words = $state("");
  /** Small pictures instead of rows. */
  thumbs = $state(false);
  /** Whether several are being chosen. */
  choosing = $state(false);
  /** Ids of those chosen. */
  chosen = new SvelteSet<string>();
  /** The exhibit that was opened last, to come back to. */
  last: string | null = null;
  private of = "";

  /** What is shown, in order. */
  visible = $derived(
    listed(openCase.exhibits, { order: this.order, show: this.show, words: this.words }),
  );
  /** What was asked of the list. */
  question = $derived(`${this.order} ${this.show} ${this.thumbs} ${this.words}`);
  /** What the engine found altered or gone. */
  damaged = $derived(damage(openCase.notices));

  /** Starts anew when another case was opened. */
  enter(handle: string): void {
    if (handle === this.of) return;
    this.of = handle;
    this.order = "number";
    this.showAll();
    this.choose(false);
    this.last = null;
  }

  /** Shows everything again. */
  showAll(): void {
    this.show = "all";
    this.words = "";
  }

  /** Begins or ends choosing several. */
  choose(on: boolean, ...first: string[]): void {
    this.choosing = on;
    this.chosen.clear();
    for (const id of first) this.chosen.add(id);
  }

  /** Chooses an exhibit, or no longer. */
  toggle(id: string): void {
    if (!this.chosen.delete(id)) this.chosen.add(id);
  }
}

export const view = new EvidenceView();
