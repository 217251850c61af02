// The answers of the interview as a part of the case: what was asked, what was answered, and which
// part of the case's document an answer changes. Pure: no state, no engine.
import type {
  Address,
  Claim,
  Claimant,
  Complained,
  Problem,
  Relation,
  RequestKind,
  Respondent,
  Shown,
  WantedDestination,
} from "../../backend";
import { t } from "../../i18n";
import { joinWords, writeCep, writeDay, writeMoney, writeTaxId } from "../../i18n/format";

/** The questions in their order; the page after the last shows all answers. */
export const QUESTIONS = [
  "company",
  "problem",
  "relation",
  "began",
  "complained",
  "wishes",
  "aims",
  "place",
  "you",
] as const;
export type Question = (typeof QUESTIONS)[number];

/** Place of the page that shows all answers. */
export const REVIEW = QUESTIONS.length;

/** What the interview reads of a case; null before the case is made. */
export type Answers = Pick<
  Shown,
  | "title"
  | "place"
  | "claimant"
  | "respondents"
  | "relation"
  | "interview"
  | "requests"
  | "contacts"
> | null;

/** A part of the case's document: an absent member stays, null clears. */
export type Patch = Record<string, unknown>;

export const PROBLEMS: readonly Problem[] = [
  "unknown_charge",
  "defective_product",
  "not_delivered",
  "service_fails",
  "cannot_cancel",
  "negative_listing",
  "offer_not_kept",
  "other",
];

export const COMPLAINED: readonly Complained[] = ["with_number", "without_number", "not_yet"];
export const AIMS: readonly WantedDestination[] = ["procon", "jec", "lawyer", "unsure"];

/** The states of Brazil and the Federal District. */
export const STATES =
  "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO".split(" ");

/** Returns the text to save: trimmed, and null where nothing is left. */
export function orNull(text: string): string | null {
  return text.trim() || null;
}

/** Lays a patch over a value as the engine does: objects member by member, null clears. */
export function overlaid<T extends object>(base: T | null | undefined, patch: Patch): T {
  const result: Record<string, unknown> = { ...base };
  for (const [member, value] of Object.entries(patch)) {
    if (value === null) delete result[member];
    else if (typeof value === "object" && !Array.isArray(value))
      result[member] = overlaid(result[member] as object | undefined, value as Patch);
    else result[member] = value;
  }
  return result as T;
}

/** Returns whether two values say the same, whatever the order of their members. */
export function sameData(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined && member !== null)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

/** Returns the name people know a company by. */
export function companyName(company: Respondent | undefined): string {
  return company?.trade_name ?? company?.corporate_name ?? "";
}

/** Returns the part of the document that changes a company; a new one where there is no id. */
export function companyPatch(id: string | undefined, fields: Patch): Patch {
  return { respondents: [id === undefined ? fields : { id, ...fields }] };
}

/** Returns the title that problem and company make. */
export function autoTitle(problem: Problem | undefined, company: string): string {
  const trouble = problem === undefined || problem === "other" ? "" : t(`title-${problem}`);
  if (company === "") return trouble || t("title-none");
  return trouble === "" ? t("title-company", { company }) : t("title-both", { trouble, company });
}

/**
 * Returns the patch with the title that the answers make now. A title that the user wrote stays.
 * @param patch what is said of a company is said of the first
 */
export function retitled(before: Answers, patch: Patch): Patch {
  const company = before?.respondents[0];
  const followed = autoTitle(before?.interview?.problem, companyName(company));
  if (before !== null && before.title !== followed) return patch;
  const [changed] = (patch["respondents"] ?? []) as Patch[];
  const interview = overlaid(before?.interview, (patch["interview"] ?? {}) as Patch);
  const title = autoTitle(interview.problem, companyName(overlaid(company, changed ?? {})));
  return title === before?.title ? patch : { ...patch, title };
}

/** A wish that can be ticked, and the request of the case that it stands for. */
export interface Wish {
  id: string;
  kind: RequestKind;
}

export const WISHES: readonly Wish[] = [
  { id: "refund", kind: "refund" },
  { id: "exchange", kind: "obligation" },
  { id: "repair", kind: "obligation" },
  { id: "cancel", kind: "obligation" },
  { id: "stop", kind: "obligation" },
  { id: "clear_name", kind: "obligation" },
  { id: "other", kind: "other" },
];

/** Returns the wish that a request of the case stands for, if it is one of the list. */
export function wishOf(request: Pick<Claim, "kind" | "text">): Wish | undefined {
  const alike = WISHES.filter((wish) => wish.kind === request.kind);
  if (request.kind !== "obligation") return alike[0];
  return alike.find((wish) => t(`wish-${wish.id}-text`) === request.text);
}

/** Returns the first request that stands for each wish. */
export function wished(requests: readonly Claim[]): Map<string, Claim> {
  const found = new Map<string, Claim>();
  for (const request of requests) {
    const wish = wishOf(request);
    if (wish && !found.has(wish.id)) found.set(wish.id, request);
  }
  return found;
}

/** Returns the requests that were written elsewhere and are no tick of the list. */
export function otherRequests(requests: readonly Claim[]): Claim[] {
  const ticks = new Set([...wished(requests).values()].map((request) => request.id));
  return requests.filter((request) => !ticks.has(request.id));
}

/** Returns the destinations after a choice: "not sure yet" stands alone. */
export function chosenAims(before: readonly string[], now: readonly string[]): WantedDestination[] {
  const added = now.find((aim) => !before.includes(aim));
  if (added === "unsure") return ["unsure"];
  const alone = added !== undefined;
  return AIMS.filter((aim) => now.includes(aim) && !(alone && aim === "unsure"));
}

/** Returns city and state in one line, as they stand before a signature. */
export function placeLine(address: Pick<Address, "city" | "state"> | undefined): string {
  return [address?.city, address?.state].filter(Boolean).join(" \u2013 ");
}

/** Returns the change of city or state, and of the place on the papers while it followed them. */
export function placePatch(before: Answers, fields: Patch): Patch {
  const old = before?.claimant?.address;
  const patch: Patch = { claimant: { address: fields } };
  const follows = !before?.place || before.place === placeLine(old);
  return follows ? { ...patch, place: orNull(placeLine(overlaid<Address>(old, fields))) } : patch;
}

/** Returns an address in lines that people can read. */
export function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const road = [address.street, address.number, address.complement, address.district];
  const town = [placeLine(address), address.cep && t("cep-is", { cep: writeCep(address.cep) })];
  return [road, town].map((parts) => parts.filter(Boolean).join(", ")).filter(Boolean);
}

/** Returns a tax id with the name of its kind, where it has the shape of one. */
function taxIdLine(taxId: string): string {
  const id = writeTaxId(taxId);
  if (id === taxId) return id;
  return t(id.includes("/") ? "tax-id-cnpj" : "tax-id-cpf", { id });
}

/** Returns what is known of a company in lines to read. */
export function companyLines(company: Respondent): string[] {
  const { trade_name, corporate_name, tax_id, address, phone, email, site } = company;
  return [
    companyName(company),
    trade_name ? corporate_name : undefined,
    tax_id && taxIdLine(tax_id),
    ...addressLines(address),
    [phone, email, site].filter(Boolean).join(" \u00b7 "),
  ].filter((line): line is string => Boolean(line));
}

const RELATION_TEXTS = [
  "contract",
  "order",
  "customer",
  "line",
  "installation",
  "model",
  "serial",
] as const satisfies readonly (keyof Relation)[];

function relationLines(relation: Relation | undefined): string[] {
  if (!relation) return [];
  const { product, purchased_at, purchase_place, price, payment, holder } = relation;
  const numbers = RELATION_TEXTS.flatMap((name) => {
    const value = relation[name];
    return value ? [t(`relation-line-${name}`, { value })] : [];
  });
  const day = purchased_at && t("relation-line-day", { day: writeDay(purchased_at) });
  const paid = [price === undefined ? undefined : writeMoney(price), payment];
  return [
    product,
    [day, purchase_place].filter(Boolean).join(" \u00b7 "),
    paid.filter(Boolean).join(" \u00b7 "),
    ...numbers,
    holder && t("relation-line-holder", { value: holder }),
  ].filter((line): line is string => Boolean(line));
}

function complaintLines(answers: NonNullable<Answers>): string[] {
  const { interview, contacts } = answers;
  const told = interview?.complained ? [t(`complained-${interview.complained}`)] : [];
  return contacts.length > 0 ? [...told, t("complained-noted", { n: contacts.length })] : told;
}

/** Returns the data of the person without city and state, which have a question of their own. */
function personLines(person: Claimant | undefined): string[] {
  if (!person) return [];
  const { address, rg, tax_id } = person;
  const about = [person.nationality, person.marital_status, person.occupation];
  const idCard = [rg?.number, rg?.issuer].filter(Boolean).join(" ");
  const ids = [
    tax_id && taxIdLine(tax_id),
    idCard && t("person-line-rg", { value: idCard }),
    person.birth_date && t("person-line-born", { day: writeDay(person.birth_date) }),
  ];
  return [
    person.social_name,
    person.name,
    ids.filter(Boolean).join(" \u00b7 "),
    about.filter(Boolean).join(", "),
    person.parents?.length ? t("person-line-parents", { names: joinWords(person.parents) }) : "",
    ...addressLines(address && { ...address, city: undefined, state: undefined }),
    [person.phone, person.email].filter(Boolean).join(" \u00b7 "),
  ].filter((line): line is string => Boolean(line));
}

/** Returns what is asked for with its amount. */
export function withAmount(words: string, amount: number | undefined): string {
  if (amount === undefined) return words;
  return t("wish-with-amount", { words: words.replace(/\.$/, ""), amount: writeMoney(amount) });
}

/** Returns an answer in one line, for a narrow place. */
export function answerBrief(question: Question, answers: Answers): string {
  const lines = answerLines(question, answers);
  const list = question === "wishes" || question === "aims";
  return (list ? lines.map((line) => line.replace(/\.$/, "")).join(", ") : lines[0]) ?? "";
}

/** Returns an answer in lines to read; none when the question was not answered. */
export function answerLines(question: Question, answers: Answers): string[] {
  if (answers === null) return [];
  const { respondents, interview, relation, requests, claimant } = answers;
  switch (question) {
    case "company":
      return respondents[0] ? companyLines(respondents[0]) : [];
    case "problem":
      return interview?.problem ? [t(`problem-${interview.problem}`)] : [];
    case "relation":
      return relationLines(relation);
    case "began":
      return interview?.began ? [writeDay(interview.began)] : [];
    case "complained":
      return complaintLines(answers);
    case "wishes":
      return requests.map(({ text, amount, kind }) => {
        const words = text || t(`wish-${wishOf({ text, kind })?.id ?? "other"}`);
        return withAmount(words, amount);
      });
    case "aims":
      return (interview?.destinations ?? []).map((aim) => t(`aim-${aim}`));
    case "place":
      return [placeLine(claimant?.address)].filter(Boolean);
    case "you":
      return personLines(claimant);
  }
}

/** Returns whether a court is among the destinations: it asks for more about the person. */
export function asksCourt(answers: Answers): boolean {
  return (answers?.interview?.destinations ?? []).some((aim) => aim === "jec" || aim === "lawyer");
}

/** Returns the questions without an answer, by their place. */
export function unanswered(answers: Answers): number[] {
  return QUESTIONS.flatMap((question, place) =>
    answerLines(question, answers).length === 0 ? [place] : [],
  );
}
