// Destinations as the screen offers them: in three groups, with their limits in words.
import type { Destination, Limits } from "../../backend";
import { t } from "../../i18n";
import type { Profile } from "../../state/export.svelte";

export const GROUPS: readonly Destination[] = ["procon", "jec", "lawyer"];

/** Returns the destinations of each group that has any. */
export function byGroup(profiles: readonly Profile[]): [Destination, Profile[]][] {
  return GROUPS.map((group): [Destination, Profile[]] => [
    group,
    profiles.filter(({ destination }) => destination === group),
  ]).filter(([, some]) => some.length > 0);
}

/** Returns the limits of a destination as short sentences; none where it has none. */
export function limitLines(limits: Partial<Limits>): string[] {
  const numbers = [
    ["file", limits.max_file_mb],
    ["total", limits.max_total_mb],
    ["page", limits.max_kb_per_page],
    ["audio", limits.max_audio_mb],
    ["video", limits.max_video_mb],
    ["name", limits.name_max],
  ] as const;
  const types = limits.types ?? [];
  return [
    ...numbers.flatMap(([name, n]) => (n == null ? [] : [t(`falta-limit-${name}`, { n })])),
    ...(types.length > 0
      ? [t("falta-limit-types", { types: types.join(", ").toUpperCase() })]
      : []),
  ];
}
