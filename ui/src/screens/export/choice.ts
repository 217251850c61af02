// What is chosen at first, from what the case already tells.
import type { WantedDestination, Claim, ExhibitView, Shown } from "../../backend";
import type { Profile } from "../../state/export.svelte";

/** The destination that stands for its kind where nothing more is known. */
const USUAL: Record<WantedDestination, string> = {
  procon: "procon",
  jec: "jec-balcao",
  lawyer: "advogado",
  unsure: "procon",
};

/** Returns the destination chosen for the case, else of the last dossier, of the interview, the usual one. */
export function firstChoice(
  shown: Shown | null,
  profiles: readonly Profile[],
): Profile | undefined {
  const wanted = (shown?.interview?.destinations ?? []).map((aim) => USUAL[aim]);
  const told = [
    shown?.filing?.profile,
    shown?.last_export?.profile,
    ...wanted,
    USUAL.unsure,
    profiles[0]?.id,
  ];
  const known = told.map((id) => profiles.find((profile) => profile.id === id));
  return known.find((profile) => profile !== undefined);
}

/** What a dossier for one destination holds. */
export interface Content {
  proofs: ExhibitView[];
  /** Personal documents: a group of their own, lettered and not counted as proofs. */
  personal: ExhibitView[];
  requests: Claim[];
  /** Exhibits that the user leaves out. */
  leftOut: ExhibitView[];
  /** Requests that are for other destinations alone. */
  elsewhere: Claim[];
  /** How many dossiers: one for each company where the destination asks so. */
  dossiers: number;
  /** Size in bytes of the originals, each counted once. */
  bytes: number;
}

/** Personal documents carry letters, proofs carry numbers. */
const isPersonal = (exhibit: ExhibitView): boolean => /^[A-Z]+$/.test(exhibit.number ?? "");
const stands = (exhibit: ExhibitView): boolean =>
  !exhibit.binned &&
  (exhibit.paper_at !== undefined || exhibit.items.some((item) => item.state === "kept"));

/** Returns what a dossier of the case under a profile holds, by the engine's rules for packages. */
export function contentOf(shown: Shown, profile: Profile): Content {
  const goes = (claim: Claim): boolean =>
    profile.whole_case ||
    !claim.destinations?.length ||
    claim.destinations.includes(profile.destination);
  const standing = shown.exhibits.filter(stands);
  const used = standing.filter((exhibit) => !exhibit.left_out);
  const kept = used.flatMap((exhibit) => exhibit.items).filter((item) => item.state === "kept");
  const sizes = new Map(kept.map((item) => [item.sha256, item.size_bytes]));
  return {
    proofs: used.filter((exhibit) => !isPersonal(exhibit)),
    personal: used.filter(isPersonal),
    requests: shown.requests.filter(goes),
    leftOut: standing.filter((exhibit) => exhibit.left_out),
    elsewhere: shown.requests.filter((claim) => !goes(claim)),
    dossiers: profile.per_respondent ? Math.max(1, shown.respondents.length) : 1,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
}
