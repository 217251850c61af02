// A draft of a fact from an entry of the timeline, in the user's own words; the user edits it.
import type { Citation, Contact, TimelineEntry } from "../../backend";
import { WORDS } from "../../backend/words";
import { t } from "../../i18n";

/** A fact that is not in the case yet. */
export interface FactDraft {
  date: string;
  text: string;
  citations: Citation[];
}

const sentence = (text: string): string => {
  const trimmed = text.trim();
  return trimmed === "" || /[.!?…]["”']?$/u.test(trimmed) ? trimmed : `${trimmed}.`;
};

/** Returns the draft for an entry of the timeline. */
export function draftOf(entry: TimelineEntry, contacts: readonly Contact[]): FactDraft {
  const date = (entry.when ?? "").split("T")[0] ?? "";
  const citations = (entry.citations ?? []).map((citation) => ({ ...citation }));
  const contact = entry.from === "contact" ? contacts.find(({ id }) => id === entry.id) : undefined;
  if (contact) return { date, text: contactText(contact), citations };
  const text =
    entry.from !== "purchase"
      ? sentence(entry.text)
      : entry.text === ""
        ? t("account-draft-purchase-bare")
        : sentence(t("account-draft-purchase", { product: entry.text }));
  return { date, text, citations };
}

function contactText({
  channel,
  protocols = [],
  summary,
  promise,
  answer,
  outcome,
}: Contact): string {
  const by = channel ? WORDS.Channel[channel] : null;
  const [protocol] = protocols;
  const opening =
    by === null ? t("account-draft-contact") : t("account-draft-contact-by", { channel: by });
  return [
    protocol === undefined
      ? sentence(opening)
      : t("account-draft-protocol", { opening, protocol: protocol.trim() }),
    sentence(summary ?? ""),
    answer ? sentence(t("account-draft-answer", { answer })) : "",
    promise ? sentence(t("account-draft-promise", { promise })) : "",
    sentence(outcome ?? ""),
  ]
    .filter((part) => part !== "")
    .join(" ");
}
