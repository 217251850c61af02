// A long list is drawn a stretch at a time, as far as it is looked at: the window answers with 2,000 rows, too.

/** How much of a list is drawn. */
export class Gradual {
  count = $state(0);

  /** @param stretch rows drawn at once */
  constructor(private readonly stretch: number) {
    this.count = stretch;
  }

  /** Draws a stretch more. */
  more(): void {
    this.count += this.stretch;
  }

  /** Draws as far as a place in the list, from 0. */
  reach(place: number): void {
    while (this.count <= place) this.more();
  }

  /** Begins anew, for another list. */
  restart(): void {
    this.count = this.stretch;
  }
}
