// A deed that the engine may refuse: whether it is under way, and what was said.
import { Refused, type Explanation } from "../backend";

export class Trying {
  busy = $state(false);
  trouble = $state.raw<Explanation | null>(null);

  /** Does it, unless another is under way; returns whether it was done. */
  async run(deed: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.trouble = null;
    try {
      await deed();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.trouble = error.explanation;
      return false;
    } finally {
      this.busy = false;
    }
  }
}
