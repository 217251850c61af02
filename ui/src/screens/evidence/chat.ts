// What the screen says of the files of a conversation, and the choice of its lines. Pure.
import type { ChatReading, LineRange, MediaMention } from "../../backend";

/** What became of a file that a message names. */
export type MediaState = "sent" | "lost" | "came" | "came-not";

/** Returns what became of a file: exported with the text, not exported, or named and not there. */
export function mediaState(chat: ChatReading, media: MediaMention): MediaState {
  if (!media.exported) return media.name === undefined ? "sent" : "lost";
  return chat.media.some((one) => one.name === media.name && one.found) ? "came" : "came-not";
}

/** Reads two ends of a choice of lines; null when they are none of a text of `count` lines. */
export function readLines(first: string, last: string, count: number): LineRange | null {
  const number = (text: string): number =>
    /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : Number.NaN;
  const range = { first: number(first), last: number(last) };
  const isRange = range.first >= 1 && range.first <= range.last && range.first <= count;
  return isRange ? { first: range.first, last: Math.min(range.last, count) } : null;
}
