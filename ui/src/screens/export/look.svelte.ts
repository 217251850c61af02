// Keeps the preview of a case up to date while a screen shows something of it.
import { untrack } from "svelte";
import type { ExportDesk } from "../../state/export.svelte";
import { gather } from "../../state/gather.svelte";

/** Draws up the pages whenever the case changed, but not at every file of a gathering. */
export function keepLooking(desk: () => ExportDesk): void {
  $effect(() => {
    const { stale, looking } = desk();
    if (stale && looking === null && !gather.busy) untrack(() => void desk().look());
  });
}
