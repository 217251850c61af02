// Gives tests the words that the window reads at its start.
import { addCatalogue } from "./index";

const texts = import.meta.glob<string>("@locales/pt-BR/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
for (const [name, text] of Object.entries(texts)) addCatalogue(name, text);
