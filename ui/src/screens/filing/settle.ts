// The user's word on a line of the checklist.
import type { Settled } from "../../backend";
import { filing } from "../../state/filing.svelte";

/** Settles a line by the user's word, or takes the word back. */
export function settle(id: string, word: Settled | null): Promise<boolean> {
  return filing.note({ settled: { [id]: word } });
}
