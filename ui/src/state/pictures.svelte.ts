// Reading the text of pictures, for searching and suggestions: in the background, with a way to stop.
import {
  backend,
  Refused,
  type Explanation,
  type Job,
  type PicturesRead,
  type Progress,
} from "../backend";
import { openCase } from "./case.svelte";

class Pictures {
  progress = $state.raw<Progress | null>(null);
  /** What is to be known about reading, such as that the program for it is missing. */
  notices = $state.raw<Explanation[]>([]);
  private job: Job<PicturesRead> | null = null;
  private of = "";
  private stopped = false;

  /** Reads what was not read yet, unless that was tried already or stopped in this case. */
  async readOnce(handle: string): Promise<void> {
    if (this.of !== handle) await this.read(handle);
  }

  /** Reads what was not read yet; pictures that came meanwhile are read after. */
  async read(handle: string): Promise<void> {
    if (this.job !== null) return;
    this.of = handle;
    this.stopped = false;
    this.job = backend().start<PicturesRead>(
      { request: "read_pictures", path: handle },
      (progress) => this.tell(progress),
    );
    try {
      const { reply, notices } = await this.job.done;
      this.notices = notices;
      if (reply.with_text > 0 && openCase.handle === handle) await openCase.refresh();
    } catch (error) {
      // Reading is a help, not a deed: what was refused changes nothing of the case.
      if (!(error instanceof Refused)) throw error;
    } finally {
      this.job = null;
      this.progress = null;
    }
  }

  /** Stops after the picture at hand. */
  stop(): void {
    this.stopped = true;
    this.progress = null;
    this.job?.cancel();
  }

  private tell(progress: Progress): void {
    if (!this.stopped) this.progress = progress;
  }
}

export const pictures = new Pictures();
