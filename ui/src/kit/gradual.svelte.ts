// A long list is drawn a stretch at a time, so that the window answers while 2,000 rows come.
const FIRST = 80;
const STRETCH = 160;

/** How much of a list is drawn so far; made while a component is set up. */
export class Gradual {
  count = $state(FIRST);

  /** @param total length of the list */
  constructor(total: () => number) {
    $effect(() => {
      if (this.count >= total()) return;
      const timer = setTimeout(() => (this.count += STRETCH));
      return () => clearTimeout(timer);
    });
  }
}
