// Gentle helps for what is being told: never a correction, never automatic.

/** Words in a sentence from which it is hard to follow. */
export const LONG_SENTENCE_WORDS = 30;

/** A full stop after these ends no sentence. */
const SHORTENED =
  /(?:^|[\s(])(?:art|arts|av|cia|dr|dra|etc|inc|ltda|n|nº|núm|obs|p|pág|págs|prof|profa|r|s\.a|sr|sra|srta|tel)\.$/iu;

/** Splits a text into sentences; shortened words and amounts do not end one. */
export function sentences(text: string): string[] {
  const found: string[] = [];
  let open = "";
  for (const part of text.split(/(?<=[.!?…]["”')\]]*)\s+|\n+/u)) {
    open = open === "" ? part : `${open} ${part}`;
    if (SHORTENED.test(open)) continue;
    if (open.trim() !== "") found.push(open.trim());
    open = "";
  }
  if (open.trim() !== "") found.push(open.trim());
  return found;
}

/** Returns the words in the longest sentence where it is long; null otherwise. */
export function longSentence(text: string): number | null {
  const lengths = sentences(text).map((sentence) => (sentence.match(/\S+/gu) ?? []).length);
  const longest = Math.max(0, ...lengths);
  return longest > LONG_SENTENCE_WORDS ? longest : null;
}

const CPF = /(?<![\d.])\d{3}\.\d{3}\.\d{3}-?\d{2}(?!\d)|\bCPF\D{0,12}\d{11}(?!\d)/iu;
const PHONE =
  /(?<!\d)(?:\+?55\s*)?\(\d{2}\)\s*9?\s?\d{4}[-\s.]?\d{4}(?!\d)|(?<![\d/.-])(?:\d{2}\s)?9\d{4}-\d{4}(?!\d)/u;

/** Returns what of a person the text seems to hold. It only looks at how numbers are written. */
export function personalNumber(text: string): "cpf" | "phone" | null {
  if (CPF.test(text)) return "cpf";
  return PHONE.test(text) ? "phone" : null;
}

export type Help =
  { kind: "long"; n: number } | { kind: "cpf" } | { kind: "phone" } | { kind: "no-proof" };

/** Returns what may help with a fact, the most useful first. */
export function helpsFor(text: string, citations: number): Help[] {
  if (text.trim() === "") return [];
  const n = longSentence(text);
  const personal = personalNumber(text);
  return [
    ...(n === null ? [] : [{ kind: "long", n } as const]),
    ...(personal === null ? [] : [{ kind: personal }]),
    ...(citations === 0 ? [{ kind: "no-proof" } as const] : []),
  ];
}
