// All words of the screen come from Fluent catalogues in assets/locales; pt-BR is the source language.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

const sources = import.meta.glob<string>("@locales/pt-BR/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** The language of the screen. */
export const LANGUAGE = "pt-BR";

function bundle(): FluentBundle {
  // No isolation marks: they would stand in copied text.
  const made = new FluentBundle(LANGUAGE, { useIsolating: false });
  for (const [file, text] of Object.entries(sources)) {
    const errors = made.addResource(new FluentResource(text));
    if (errors.length > 0) throw new Error(`${file}: ${errors.map(String).join("; ")}`);
  }
  return made;
}

const words = bundle();

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
