// Keyboard map. No single-letter shortcuts: screen readers and dictation use them.
export interface KeyActions {
  newCase(): void;
  addFiles(): void;
  paste(): void;
  find(): void;
  undo(): void;
  redo(): void;
  export(): void;
  step(index: number): void;
  letter(by: 1 | -1 | 0): void;
  back(): void;
  help(): void;
}

/** Returns whether the user is typing in a field, where the field's own keys come first. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, input:not([type=checkbox], [type=radio])"))
  );
}

function control(event: KeyboardEvent, act: KeyActions): (() => void) | undefined {
  const typing = isTyping(event.target);
  if (/^[1-9]$/.test(event.key)) return () => act.step(Number(event.key) - 1);
  switch (event.key.toLowerCase()) {
    case "n":
      return act.newCase;
    case "o":
      return act.addFiles;
    case "v":
      return typing ? undefined : act.paste;
    case "f":
      return act.find;
    case "z":
      return typing ? undefined : event.shiftKey ? act.redo : act.undo;
    case "p":
      return act.export;
    case "+":
    case "=":
      return () => act.letter(1);
    case "-":
      return () => act.letter(-1);
    case "0":
      return () => act.letter(0);
    default:
      return undefined;
  }
}

/** Does what a key means; returns whether it meant something. */
export function onKey(event: KeyboardEvent, act: KeyActions): boolean {
  const meant =
    event.ctrlKey || event.metaKey
      ? control(event, act)
      : event.altKey && event.key === "ArrowLeft"
        ? act.back
        : event.key === "F1"
          ? act.help
          : undefined;
  if (!meant) return false;
  event.preventDefault();
  meant();
  return true;
}
