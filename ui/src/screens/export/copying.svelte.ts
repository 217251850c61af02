// Copying what was made to a pen drive, and reading the copy back.
import {
  backend,
  Refused,
  type Explanation,
  type Job,
  type Offer,
  type Progress,
} from "../../backend";
import type { CopiedOut } from "../../state/export.svelte";

export class CopyingOut {
  progress = $state.raw<Progress | null>(null);
  trouble = $state.raw<Explanation | null>(null);
  done = $state.raw<{ folder: string; files: CopiedOut["copied"] } | null>(null);
  private job: Job<CopiedOut> | null = null;

  /** Lets the user choose a folder and copies the files there. @throws other than Refused */
  async start(files: string[]): Promise<void> {
    try {
      const to = await backend().pick("out_folder");
      if (to) await this.copy(files, to);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.trouble = error.explanation;
    } finally {
      this.job = null;
      this.progress = null;
    }
  }

  private async copy(files: string[], to: Offer): Promise<void> {
    this.trouble = null;
    this.done = null;
    this.progress = { doing: "", done: 0, total: 0 };
    this.job = backend().start<CopiedOut>(
      { request: "copy_out", files, to: to.handle },
      (progress) => (this.progress = progress),
    );
    const { reply } = await this.job.done;
    this.done = { folder: to.names[0] ?? "", files: reply.copied };
  }

  /** Stops the copying. */
  stop(): void {
    this.job?.cancel();
  }
}
