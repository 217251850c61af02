// The moment of a contact in its halves, as people type them: the day, and the time where it is known.

export interface MomentParts {
  /** "2026-10-05", "2026-10" or "2026"; empty when not known. */
  day: string;
  /** "14:33"; empty when not known. */
  time: string;
  /** "-03:00" where one was noted; never made up. */
  offset: string;
}

/** Takes a moment apart. */
export function splitMoment(moment: string): MomentParts {
  const [day = "", rest = ""] = moment.split("T");
  const [, time = "", offset = ""] = /^(\d\d:\d\d)[\d:.]*(.*)$/.exec(rest) ?? [];
  return { day, time, offset };
}

/** Returns whether a date names a day, not only a month or a year. */
export function isExactDay(day: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(day);
}

/** Puts a moment together; a time needs an exact day. Null when no day is known. */
export function joinMoment({ day, time, offset }: MomentParts): string | null {
  if (day === "") return null;
  return time !== "" && isExactDay(day) ? `${day}T${time}${offset}` : day;
}

/** Reads "14:32", "14h32", "14h", "9.05" or "0905" as a time of day; null when it is none. */
export function readTime(text: string): string | null {
  const found = /^(\d{1,2})(?:\s*(?:[:h.]|horas?)\s*(\d{2})?\s*(?:m|min)?|(\d{2}))?$/i.exec(
    text.trim(),
  );
  if (!found) return null;
  const hour = Number(found[1]);
  const minute = Number(found[2] ?? found[3] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** Writes a moment by the clock on the wall, to the minute and without offset. */
export function momentOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/**
 * Returns what moments are sorted by, as the engine does: the first day they can mean, then the time, a
 * moment without time first.
 */
export function momentKey(moment: string): string {
  const { day, time } = splitMoment(moment);
  const [year = "", month = "01", date = "01"] = day.split("-");
  return `${year}-${month}-${date} ${time}`;
}
