// A folder of this computer whose new files are offered for the open case; never taken by themselves.
import { backend, Refused, type Answer, type Explanation, type Offered } from "../backend";

/** How often the folder is looked at, in milliseconds. */
const PERIOD = 5_000;

class Watched {
  /** What the folder has that the case does not hold; null before it is known. */
  offered = $state.raw<Offered | null>(null);
  trouble = $state.raw<Explanation | null>(null);
  /** The case that is followed; empty when none is. */
  private handle = "";
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** Looks at the folder of a case again and again, until the function returned is called. */
  follow(handle: string): () => void {
    this.handle = handle;
    this.offered = null;
    this.trouble = null;
    void this.look();
    return () => {
      this.handle = "";
      clearTimeout(this.timer);
    };
  }

  /** Begins to watch a folder for the case that is followed, or ends it. What is there is passed over. */
  async watch(folder: string | null): Promise<void> {
    const path = this.handle;
    await this.ask(() =>
      backend().ask<Offered>({ request: "watch", path, ...(folder === null ? {} : { folder }) }),
    );
  }

  private async look(): Promise<void> {
    const path = this.handle;
    if (document.visibilityState === "hidden") this.later();
    else await this.ask(() => backend().ask<Offered>({ request: "offered", path }));
  }

  private later(): void {
    clearTimeout(this.timer);
    if (this.handle !== "") this.timer = setTimeout(() => void this.look(), PERIOD);
  }

  private async ask(asked: () => Promise<Answer<Offered>>): Promise<void> {
    const handle = this.handle;
    try {
      const { reply } = await asked();
      if (this.handle !== handle) return;
      this.offered = reply;
      this.trouble = null;
      // Without a folder there is nothing to come.
      if (reply.folder !== null) this.later();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.handle === handle) this.trouble = error.explanation;
    }
  }
}

export const watched = new Watched();
