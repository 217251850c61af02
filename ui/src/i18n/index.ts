// All words of the screen come from Fluent catalogues in assets/locales; pt-BR is the source language.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

/** The language of the screen. */
export const LANGUAGE = "pt-BR";

// No isolation marks: they would stand in copied text.
const words = new FluentBundle(LANGUAGE, { useIsolating: false });

/**
 * Adds a catalogue. @throws Error when it is not of the format or repeats a message.
 * @param name file, for what is said of it
 */
export function addCatalogue(name: string, text: string): void {
  const errors = words.addResource(new FluentResource(text));
  if (errors.length > 0) throw new Error(`${name}: ${errors.map(String).join("; ")}`);
}

/** Returns whether the catalogue has a message. */
export function hasMessage(id: string): boolean {
  return words.getMessage(id)?.value != null;
}

/**
 * Returns a message of the catalogue. Dates and money come already written out.
 * @throws Error when the catalogue lacks the message: a gap must show in tests, not on paper.
 */
export function t(id: string, values?: Record<string, FluentVariable>): string {
  const message = words.getMessage(id);
  if (message?.value == null) throw new Error(`message ${id} is missing`);
  const errors: Error[] = [];
  const text = words.formatPattern(message.value, values ?? null, errors);
  if (errors.length > 0) throw new Error(`message ${id}: ${errors.map(String).join("; ")}`);
  return text;
}
