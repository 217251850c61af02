/** Returns the ids of a list with one of them a place earlier or later. */
export function moved(list: readonly { id: string }[], id: string, by: 1 | -1): string[] {
  const ids = list.map((entry) => entry.id);
  const from = ids.indexOf(id);
  const to = from + by;
  const other = ids[to];
  if (from < 0 || other === undefined) return ids;
  return ids.map((one, place) => (place === from ? other : place === to ? id : one));
}
