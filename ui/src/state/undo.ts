// The way back after a deed, offered for a while.
import { t } from "../i18n";
import { openCase } from "./case.svelte";
import { toasts } from "./toasts.svelte";

/**
 * Says what happened and offers to take it back, as long as nothing else was done since.
 * @param back takes it back; by default it undoes the last deed
 */
export function offerUndo(
  text: string,
  back: () => unknown = () => openCase.save({ request: "undo" }, ""),
): void {
  const then = openCase.deeds;
  const undo = (): void => {
    if (openCase.deeds === then) void back();
    else toasts.show(t("undo-late"));
  };
  toasts.show(text, openCase.shown?.undo ? undo : undefined);
}

/**
 * Takes a contact, a fact, a request, an event or a company out of the case; returns whether it went.
 * @param words what happened, for the message
 */
export async function drop(id: string, words: string): Promise<boolean> {
  const dropped = await openCase.save({ request: "drop", ids: [id] }, "");
  if (dropped) offerUndo(words);
  return dropped;
}
