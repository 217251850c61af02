// Copies of evidence on the screen: what stands for a page, and what stands beside it. Pure.
import type { ExhibitView, ItemView } from "../../backend";
import { barsOf } from "./areas";
import { keptItems } from "./list";
import type { Leaf } from "./pages";

export type Copy = ItemView["copies"][number];

/** A copy with the item that it is of. */
export interface ShownCopy {
  item: ItemView;
  copy: Copy;
}

/** Returns an item as its copy shows it: the same but for the picture. */
export function itemOf({ item, copy }: ShownCopy): ItemView {
  return { ...item, sha256: copy.sha256, media_type: copy.media_type, has_picture: true };
}

/** Returns a page as the dossier shows it: of the copy with bars, where there is one. */
export function shownLeaf(leaf: Leaf): Leaf {
  const copy = barsOf(leaf.item);
  return copy ? { ...leaf, item: itemOf({ item: leaf.item, copy }) } : leaf;
}

/** Returns the copies of an exhibit, in the order of its files. */
export function copiesOf(exhibit: ExhibitView): ShownCopy[] {
  return keptItems(exhibit).flatMap((item) => item.copies.map((copy) => ({ item, copy })));
}

/** Returns the page of the copy's file that shows what was done. */
export function pageOf({ copy }: ShownCopy): number {
  if (copy.work.what !== "redacted") return 1;
  return copy.work.areas[0]?.page ?? 1;
}
