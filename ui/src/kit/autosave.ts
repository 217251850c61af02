// Saves what is typed a moment after the last key, and at once when the field is left.
const QUIET_MS = 900;

/** One field's pending save. */
export class Autosave {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: string | undefined;

  constructor(private readonly save: (text: string) => void) {}

  /** Notes what is to be saved soon; what equals the saved text is not. */
  later(text: string, saved: string): void {
    clearTimeout(this.timer);
    this.waiting = text === saved ? undefined : text;
    if (this.waiting !== undefined) this.timer = setTimeout(() => this.now(), QUIET_MS);
  }

  /** Saves what waits. */
  now(): void {
    clearTimeout(this.timer);
    const text = this.waiting;
    this.waiting = undefined;
    if (text !== undefined) this.save(text);
  }
}
