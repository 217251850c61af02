// What a field shows: the text being typed, and otherwise the text that is saved. An answer of the
// engine that arrives while somebody types must not take the letters away.

/** The text of one field. Made while the field's component is set up. */
export class Typing {
  private typed = $state<string | null>(null);
  private held = false;
  private sent: string | number | null | undefined;

  /**
   * @param saved gives the saved text
   * @param onsaved called when another text was saved
   */
  constructor(
    private readonly saved: () => string,
    onsaved?: () => void,
  ) {
    const known = $derived(this.saved());
    $effect(() => {
      void known;
      this.sent = undefined;
      onsaved?.();
      if (!this.held) this.typed = null;
    });
  }

  /** Text to show. */
  get text(): string {
    return this.typed ?? this.saved();
  }
  set text(text: string) {
    this.typed = text;
  }

  /** The field has the cursor: what is typed stays, whatever is saved meanwhile. */
  hold(): void {
    this.held = true;
  }

  /** The cursor left: what is saved next is shown. */
  release(): void {
    this.held = false;
  }

  /**
   * Notes that a value is to be saved; returns false where it is saved or on its way already, as it
   * is when a field is left and closed at once.
   */
  send(value: string | number | null, saved: string | number | null): boolean {
    if (value === (this.sent === undefined ? saved : this.sent)) return false;
    this.sent = value;
    return true;
  }
}
