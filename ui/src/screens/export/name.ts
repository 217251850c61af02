// How parts of a case are called on the buttons that lead to them.
import type { ExhibitView, Shown } from "../../backend";
import { t } from "../../i18n";
import { writeMoment } from "../../i18n/format";
import { openCase } from "../../state/case.svelte";
import type { CaseRoute } from "./notices";

/** "Doc. 3 — Fatura de março"; the title alone while it has no number. */
export function exhibitName({ number, title }: ExhibitView): string {
  return number === null ? title : t("export-exhibit-name", { number, title });
}

/** The name that people know a company of the open case by; empty where there is none. */
export function companyName(id: string | undefined): string {
  const found = openCase.shown?.respondents.find((one) => one.id === id);
  return found?.trade_name ?? found?.corporate_name ?? "";
}

/** Words for the button that leads to where a notice is mended. */
export function mendWords(route: CaseRoute, shown: Shown): string {
  const exhibit = shown.exhibits.find((one) => one.id === route.exhibit);
  if (exhibit) return t("export-mend-exhibit", { name: exhibitName(exhibit) });
  const contact = shown.contacts.find((one) => one.id === route.focus);
  if (contact?.when) return t("export-mend-contact", { when: writeMoment(contact.when) });
  return t("export-mend-step", { step: t(`step-${route.step}`) });
}
