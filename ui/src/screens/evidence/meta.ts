// The line below an exhibit's title, and its deeds.
import type { ExhibitView } from "../../backend";
import { WORDS } from "../../backend/words";
import { t } from "../../i18n";
import { writeDay, writeSize } from "../../i18n/format";
import { countBytes, countPages, keptItems } from "./list";

/** Returns "Fatura · 12/03/2026 · 2 páginas · 108 KB". */
export function metaOf(exhibit: ExhibitView): string {
  const items = keptItems(exhibit);
  const pages = countPages(exhibit);
  const parts = [
    WORDS.ExhibitKind[exhibit.kind],
    exhibit.date === null ? t("provas-no-date") : writeDay(exhibit.date),
    items.length > 1 ? t("provas-files", { n: items.length }) : "",
    pages > 0 ? t("provas-pages", { n: pages }) : "",
    items.length > 0 ? writeSize(countBytes(exhibit)) : (exhibit.paper_at ?? ""),
  ];
  return parts.filter(Boolean).join(" · ");
}
