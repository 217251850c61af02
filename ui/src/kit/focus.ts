// Where the focus goes after a deed.
import { tick } from "svelte";

/**
 * Brings the element of that id into view and puts the focus on it, once the screen is drawn; returns
 * whether there is one.
 */
export async function focusOn(id: string): Promise<boolean> {
  await tick();
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: "nearest" });
  element?.focus({ preventScroll: true });
  return element !== null;
}

/** Puts the focus on the first field within the element of that id. */
export async function focusWithin(id: string): Promise<void> {
  await tick();
  const element = document.getElementById(id);
  element?.scrollIntoView({ block: "nearest" });
  element?.querySelector<HTMLElement>("input, textarea, select")?.focus({ preventScroll: true });
}
