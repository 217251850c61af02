// The catalogues are files of their own: words are no program, and the window reads them once.
import { addCatalogue } from "./index";

const files = import.meta.glob<string>("@locales/pt-BR/*.ftl", {
  query: "?url",
  import: "default",
  eager: true,
});

/** Reads every catalogue. @throws Error when one is missing or damaged */
export async function loadWords(): Promise<void> {
  const texts = await Promise.all(
    Object.entries(files).map(async ([name, address]) => {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return [name, await response.text()] as const;
    }),
  );
  for (const [name, text] of texts) addCatalogue(name, text);
}
