// What a field shows: the text being typed, and otherwise the text that is saved. An answer of the
// engine that arrives while somebody types must not take the letters away.

/** The text of one field. Made while the field's component is set up. */
export class Typing {
  private typed = $state<string | null>(null);
  private held = false;

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
}
