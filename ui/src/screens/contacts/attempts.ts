// The order in which the dossier prints contacts: "Tentativa 1…n", by date, the undated ones last.
import type { Contact } from "../../backend";
import { momentKey } from "../../kit/moment";

/** Returns the contacts as the dossier orders them. */
export function byDate(contacts: readonly Contact[]): Contact[] {
  const key = ({ when, id }: Contact): string =>
    `${when === undefined ? 1 : 0} ${when ? momentKey(when) : ""} ${id.slice(1).padStart(9, "0")}`;
  return contacts
    .map((contact) => [key(contact), contact] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, contact]) => contact);
}

/** Returns the number of each contact, "Tentativa n", by its id. */
export function attemptNumbers(contacts: readonly Contact[]): Map<string, number> {
  return new Map(byDate(contacts).map(({ id }, index) => [id, index + 1]));
}
