// Saves what is typed a moment after the last key, and at once when the field is left.
const QUIET_MS = 900;

/** One field's pending save. */
export class Autosave {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: string | undefined;
  private sent: string | undefined;

  constructor(private readonly save: (text: string) => void) {}

  /** Notes what is to be saved soon; what equals the saved text, or the one on its way, is not. */
  later(text: string, saved: string): void {
    clearTimeout(this.timer);
    this.waiting = text === (this.sent ?? saved) ? undefined : text;
    if (this.waiting !== undefined) this.timer = setTimeout(() => this.now(), QUIET_MS);
  }

  /** Saves what waits. */
  now(): void {
    clearTimeout(this.timer);
    const text = this.waiting;
    this.waiting = undefined;
    if (text === undefined) return;
    this.sent = text;
    this.save(text);
  }

  /** What was sent has arrived, or something else was saved: that is what counts from now on. */
  settled(): void {
    this.sent = undefined;
  }
}
