// Exhibits and items for the tests of this folder.
import type { ExhibitView, ItemView } from "../../backend";

/** Returns a kept photo. */
export function item(id: string, change: Partial<ItemView> = {}): ItemView {
  return {
    id,
    sha256: id.padEnd(64, "0"),
    size_bytes: 1000,
    name: `${id}.jpg`,
    stored_as: `0001-${id}.jpg`,
    media_type: "image/jpeg",
    gathered_at: "2026-11-21T10:00:00-03:00",
    state: "kept",
    pages: 1,
    locked: false,
    has_picture: true,
    notes: [],
    inside: null,
    copies: [],
    has_place: false,
    ...change,
  };
}

/** Returns an exhibit with a date and one photo. */
export function exhibit(id: string, change: Partial<ExhibitView> = {}): ExhibitView {
  return {
    id,
    number: id.slice(1),
    number_frozen: false,
    title: `Exhibit ${id}`,
    kind: "photo",
    date: "2026-03-12",
    turn: 0,
    items: [item(`p${id.slice(1)}`)],
    left_out: false,
    binned: false,
    suggestions: [],
    ...change,
  };
}
