// Taking a contact, a fact, a request, an event or a company out of the case, with the way back.
import { t } from "../i18n";
import { openCase } from "./case.svelte";
import { toasts } from "./toasts.svelte";

/**
 * Takes a part out of the case and offers to bring it back; returns whether it went.
 * @param words what happened, for the message: "Fato retirado."
 */
export async function drop(id: string, words: string): Promise<boolean> {
  const dropped = await openCase.save({ request: "drop", ids: [id] }, "");
  if (!dropped) return false;
  const label = openCase.shown?.undo;
  toasts.show(words, () => {
    if (openCase.shown?.undo === label) void openCase.save({ request: "undo" }, "");
    else toasts.show(t("drop-undo-later"));
  });
  return true;
}
