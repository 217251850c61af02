// Made from the engine's types; do not edit. To write it anew:
// JUNTADA_WRITE_TYPES=1 cargo test -p juntada --lib generated_types

export type About = {
  /** Title. */
  title?: string | null,
  /** Kind. */
  kind?: ExhibitKind | null,
  /** Date. */
  date?: Day | null,
  /** Private note. */
  note?: string | null,
};
export type AccessKey = string;
export type Address = {
  /** Street, avenue… (logradouro). */
  street?: string,
  /** Number, "s/n" included. */
  number?: string,
  /** Flat, block (complemento). */
  complement?: string,
  /** District (bairro). */
  district?: string,
  /** City (município). */
  city?: string,
  /** State, two letters (UF). */
  state?: string,
  /** Postal code (CEP). */
  cep?: Cep,
};
export type ArchiveReading = {
  /** The files that can be taken out, in order; their names are paths in the archive. */
  files: Array<InnerFile>,
  /** The entries that stay inside, and why; at most 200. */
  left: Array<LeftInside>,
  /** Why the archive as a whole is not opened. */
  refused?: ArchiveRefusal,
};
export type ArchiveRefusal = "too_many" | "too_large" | "bomb" | "overlapping" | "damaged";
export type Bound = "consumer" | "company";
export type CaseEntry = {
  /** The case folder. */
  path: string,
  /** Identity; none when the case cannot be read. */
  case_id: string | null,
  /** Title; the folder's name when the case cannot be read or has none. */
  title: string,
  /** The company complained of, by the name people know; the first of several. */
  company: string | null,
  /** How many exhibits stand. */
  exhibits: number,
  /** How many contacts. */
  contacts: number,
  /** How many facts. */
  facts: number,
  /** When the case was last written, RFC 3339. */
  changed_at: string | null,
  /** When a dossier was last made of it, RFC 3339. */
  exported_at: string | null,
  /** Why it cannot be opened. */
  trouble: Explanation | null,
};
export type CaseList = {
  /** The cases. */
  cases: Array<CaseEntry>,
};
export type Cep = string;
export type Channel = "sac_phone" | "chat" | "whatsapp" | "email" | "app" | "store" | "ombudsman" | "regulator" | "consumidor_gov" | "reclame_aqui" | "procon" | "letter_ar";
export type Chapter = {
  /** Its heading. */
  title: string,
  /** The page it begins on. */
  page: number,
};
export type Charge = {
  /** When it was charged or paid. */
  date?: Day,
  /** What for. */
  text?: string,
  /** What was charged too much. */
  amount: Money,
  /** Whether it was paid. */
  paid: boolean,
  /** What proves it. */
  citations?: Array<Citation>,
};
export type ChatMedia = {
  /** Its name as written in the message. */
  name: string,
  /** The first line of the message that names it, counted from 1. */
  line: number,
  /** Hash of the file that came with the export. */
  sha256?: Sha256Digest,
  /** Whether the file came with the export. */
  found: boolean,
};
export type ChatMessage = {
  /** Its first line in the file, counted from 1. */
  line: number,
  /** How many lines of the file it has. */
  lines: number,
  /** Date and time, local to the phone; without seconds where the file has none. */
  when: Moment,
  /** Date and time as written in the file. */
  written: string,
  /** Who wrote it, as named in the export. In a line of the program: the name that an iPhone puts before it, which is that of the chat or of the person it tells of. */
  sender?: string,
  /** The text as written, without direction marks; lines parted by `\n`. */
  text: string,
  /** What it says of a file that was sent. */
  media?: MediaMention,
  /** Whether the program wrote it and not a person. */
  system: boolean,
  /** Whether its text was changed after it was sent. */
  edited: boolean,
  /** Whether it was deleted, so that only the mark of it is left. */
  deleted: boolean,
};
export type ChatReading = {
  /** Name of the chat, as the export tells it. */
  title?: string,
  /** Who wrote, in the order of the first message of each. */
  participants: Array<string>,
  /** How many messages and lines of the program. */
  messages: number,
  /** How many lines the text has, as far as it was read. */
  lines: number,
  /** The earliest time, local to the phone. */
  first_at?: Moment,
  /** The latest time, local to the phone. */
  last_at?: Moment,
  /** Files that messages name, each once, in the order of the messages. */
  media: Array<ChatMedia>,
  /** Messages that stand for a file that was sent and not exported. */
  media_not_exported: number,
  /** Which number of a date is the day. */
  date_order: DateOrder,
  /** What decided that. */
  order_basis: OrderBasis,
  /** Whether the conversation goes on after what was read. */
  truncated: boolean,
  /** Files that came with the text: those that messages name, in their order, then the others. The number of a file is its place in this list, from 1. */
  files: Array<InnerFile>,
};
export type CheckRecord = {
  /** The report, a PDF. */
  report: string,
  /** The verdict: intact if, and only if, there are no findings. */
  verdict: Verdict,
  /** How many files were read and had the hash that they should; of a dossier, photos and seal. */
  checked: number,
  /** The check code (código de conferência) of a package or dossier; of a case folder, the one asked for, if a package with it was made from the case. */
  seal: Sha256Digest | null,
  /** Hash of the custody log's last line; of a dossier alone, what its seal says. */
  custody_head: Sha256Digest | null,
  /** What could not be checked, in sentences. */
  not_checkable: Array<string>,
  /** All differences. */
  findings: Array<Finding>,
  /** What is worth saying and is no difference. */
  notes: Array<Finding>,
};
export type CheckReport = {
  /** The verdict: intact if, and only if, there are no findings. */
  verdict: Verdict,
  /** How many files were read and had the hash that they should; of a dossier, photos and seal. */
  checked: number,
  /** The check code (código de conferência) of a package or dossier; of a case folder, the one asked for, if a package with it was made from the case. */
  seal: Sha256Digest | null,
  /** Hash of the custody log's last line; of a dossier alone, what its seal says. */
  custody_head: Sha256Digest | null,
  /** What could not be checked, in sentences. */
  not_checkable: Array<string>,
  /** All differences. */
  findings: Array<Finding>,
  /** What is worth saying and is no difference. */
  notes: Array<Finding>,
};
export type CheckState = "waiting" | "verifying" | "intact" | "different" | "unreadable" | "protected";
export type CheckedCount = {
  /** How many are intact. */
  intact: number,
  /** How many differ. */
  different: number,
  /** How many cannot be read. */
  unreadable: number,
  /** How many still wait, as the person stopped. */
  waiting: number,
  /** How many open with a passphrase only, which nobody gave yet. */
  protected: number,
};
export type ChecklistLine = {
  /** Id of the line. */
  id: string,
  /** How much it is needed. */
  need: Need,
  /** What it is. */
  title: string,
  /** Why it is wanted. */
  why: string,
  /** Where to get it. */
  where: string,
  /** Where it stands. */
  state: LineState,
  /** The user's word on it. */
  settled?: Settled,
  /** Exhibits that meet it. */
  exhibits: Array<string>,
  /** Kinds of exhibits that would meet it; empty when it is met by writing. */
  kinds: Array<ExhibitKind>,
  /** Days after which such a document is asked to be newer. */
  max_age_days?: number,
  /** Whether the user's word can settle it. */
  by_word: boolean,
  /** Where that was read. */
  source: string,
  /** When, `2026-11-21`. */
  read_on: string,
  /** Whether to confirm it. */
  confidence: Confidence,
};
export type Citation = {
  /** Which exhibit. */
  exhibit: ExhibitRef,
  /** Which of its pages, "2" or "2-3", as typed. */
  pages?: string,
};
export type Claim = {
  /** Id, never reused. */
  id: RequestId,
  /** What is asked, in the user's own words. */
  text: string,
  /** Its type. */
  kind: RequestKind,
  /** How much, in centavos; a double refund counts the doubled amount. */
  amount?: Money,
  /** How it enters the sum. */
  counts: Counts,
  /** Of which other request it is the alternative. */
  alternative_of?: RequestId,
  /** Where it is asked; empty means everywhere. */
  destinations?: Array<Destination>,
  /** Of which respondent; none means all. */
  respondent?: RespondentId,
  /** What proves it. */
  citations?: Array<Citation>,
};
export type ClaimSums = {
  /** Money asked: what adds, with an alternative counted once at its greater amount (CPC 292). */
  asked: Money,
  /** Debts to be declared undue. */
  undue: Money,
  /** Value of the case: both together. */
  claim_value: Money,
};
export type Claimant = {
  /** Person or MEI. */
  kind: ClaimantKind,
  /** Full civil or corporate name, without abbreviations. */
  name?: string,
  /** Social name (nome social), shown first where it is given. */
  social_name?: string,
  /** Nationality. */
  nationality?: string,
  /** Marital status (estado civil). */
  marital_status?: string,
  /** Occupation (profissão). */
  occupation?: string,
  /** Parents' names (filiação). */
  parents?: Array<string>,
  /** Birth date. */
  birth_date?: Day,
  /** Identity card. */
  rg?: IdentityCard,
  /** CPF, or CNPJ of a MEI. */
  tax_id?: TaxId,
  /** Where the claimant lives. */
  address?: Address,
  /** Phone as typed. */
  phone?: string,
  /** E-mail as typed. */
  email?: string,
  /** Grounds for priority. */
  priority?: Array<Priority>,
};
export type ClaimantKind = "person" | "mei";
export type Clear = "date" | "note" | "shows" | "pages" | "turn" | "lines" | "transcript" | "declined";
export type CompanyLadder = {
  /** Company, `s1`. */
  respondent: string,
  /** Its name. */
  name: string | null,
  /** Its steps. */
  steps: Array<Rung>,
};
export type Complained = "with_number" | "without_number" | "not_yet";
export type Confidence = "confirmed" | "unconfirmed";
export type Contact = {
  /** Id, never reused. */
  id: ContactId,
  /** When. */
  when?: Moment,
  /** By which way. */
  channel?: Channel,
  /** Protocol numbers as received; several are possible. */
  protocols?: Array<ProtocolNumber>,
  /** Who answered (atendente). */
  attendant?: string,
  /** What was asked and said. */
  summary?: string,
  /** What was promised. */
  promise?: string,
  /** Until when. */
  due?: Day,
  /** What the company answered. */
  answer?: string,
  /** How it ended, in the user's words: "Não cumprido". */
  outcome?: string,
  /** Exhibits that prove the contact. */
  exhibits?: Array<ExhibitRef>,
  /** Which respondent, where there are several; none means all. */
  respondent?: RespondentId,
};
export type ContactId = string;
export type Contrast = "normal" | "high";
export type Conversation = {
  /** Messages that begin in the lines asked for, in the order of the export. */
  messages: Array<ChatMessage>,
  /** The line at which the next answer begins, if there is more. */
  next: number | null,
};
export type CopiedFile = {
  /** Its name there. */
  name: string,
  /** Size in bytes. */
  bytes: number,
  /** Code of integrity, of both. */
  sha256: Sha256Digest,
};
export type CopiedOut = {
  /** In the order given. */
  copied: Array<CopiedFile>,
};
export type CopyKind = "redacted" | "highlighted" | "without_place";
export type CopyOf = {
  /** What was done. */
  what: CopyKind,
  /** The item. */
  item: ItemId,
  /** Hash of its original. */
  original_sha256: Sha256Digest,
  /** What to look at, in a copy with marks. */
  caption?: string,
  /** Page of the item that a copy with marks shows. */
  page?: number,
};
export type CopyWork = { "what": "redacted",
  /** Each of them. */
  areas: Array<HiddenArea>, } | { "what": "highlighted",
  /** Page of the item, from 1. */
  page: number,
  /** Each of them. */
  marks: Array<Mark>,
  /** What to look at ("veja a data"). */
  caption: string, } | { "what": "without_place"
};
export type Counts = "adds" | "undue_debt" | "alternative";
export type CourtLimits = {
  /** The minimum wage of the day. */
  wage: Money,
  /** Up to here without a lawyer. */
  without_lawyer: Money,
  /** Up to here in the Juizado. */
  limit: Money,
  /** Whether a lawyer is needed. */
  needs_lawyer: boolean,
  /** What lies over the limit: given up only by the user's own tick. */
  excess: Money,
  /** Whether to confirm the wage. */
  confidence: Confidence,
};
export type CustodyRelation = "same" | "continued" | "before" | "forked" | "unknown";
export type CustodyStory = {
  /** The events. */
  events: Array<StoryEvent>,
};
export type DateOrder = "day_first" | "month_first" | "year_first";
export type DateSource = "camera" | "name";
export type Day = string;
export type Deadline = {
  /** Rule and part of the case, "recording-c1": stable from one day to the next. */
  id: string,
  /** Whom it binds. */
  bound: Bound,
  /** What is due, for people. */
  title: string,
  /** What to do. */
  action: string,
  /** Last day. */
  until: string,
  /** Where it stands. */
  state: DeadlineState,
  /** What it was counted from. */
  from: Day,
  /** Part of the case it is about, `c1`, or a delivery, `d1`. */
  about?: string,
  /** Day of the complaint that stops it (CDC 26, §2); no new date is made of it. */
  paused_by?: Day,
  /** Norm. */
  basis: string,
  /** Where that was read. */
  source: string,
  /** When, `2026-11-21`. */
  read_on: string,
  /** Whether to confirm it. */
  confidence: Confidence,
};
export type DeadlineReport = {
  /** The day. */
  today: Day,
  /** The nearest first. */
  deadlines: Array<Deadline>,
  /** One for each company. */
  ladders: Array<CompanyLadder>,
  /** What the requests and charges come to. */
  values: Values,
  /** The calendar file that was written. */
  ics?: string,
  /** What opening found. */
  findings: Array<Finding>,
};
export type DeadlineState = "running" | "past" | "met";
export type Declined = {
  /** What for. */
  field: SuggestedField,
  /** The value that was proposed. */
  value: string,
};
export type Delivery = {
  /** Id, `d1`: never reused. */
  id: string,
  /** When. */
  when?: Moment,
  /** Profile of what was handed over. */
  profile?: string,
  /** Where. */
  place?: string,
  /** Number given there: FA, CIP, process; kept as received. */
  number?: string,
  /** Until when an answer is due. */
  answer_due?: Day,
  /** Hearing. */
  hearing?: Moment,
  /** What came of it. */
  outcome?: string,
  /** Exhibits that were handed over, by id. */
  exhibits?: Array<string>,
};
export type DeskAnswer = {
  /** What the engine replied. */
  reply: Reply,
  /** What was found, in words. */
  notices: Array<Notice>,
  /** Whether the person must see something of it. */
  attention: boolean,
  /** Handle of the case that the request was about. */
  case?: string,
  /** The files and folders behind the handles of the reply. */
  places: { [key in string]: PlaceFacts },
};
export type DeskProgress = {
  /** What is being done, in Portuguese. */
  doing: string,
  /** How many of `total` are done. */
  done: number,
  /** How many there are. */
  total: number,
  /** Name of the file that is being worked on, where there is one. */
  name?: string | null,
};
export type Destination = "procon" | "jec" | "lawyer";
export type Discarded = {
  /** Title of the case that is gone. */
  title: string,
  /** How many originals went with it. */
  originals: number,
  /** How many times a dossier was made of it: whatever became of them is still where it is. */
  exports: number,
  /** What stays elsewhere, in Portuguese. */
  stays: string,
};
export type DocumentExhibit<I = ItemView> = {
  /** Id. */
  id: ExhibitId,
  /** Number, "3" or "A"; none while it has none. */
  number: ExhibitNumber | null,
  /** Whether the number is frozen by an export. */
  number_frozen: boolean,
  /** Title. */
  title: string,
  /** What it is. */
  kind: ExhibitKind,
  /** Date. */
  date: Day | null,
  /** What it shows. */
  shows?: string,
  /** Private note; never in a package of another than the user. */
  note?: string,
  /** Turn in degrees. */
  turn: Turn,
  /** Choice of pages. */
  pages?: string,
  /** Which lines of an exported conversation are printed. */
  lines?: LineRange,
  /** What a recording says, as the user typed it. */
  transcript?: string,
  /** Items. */
  items: Array<I>,
  /** Where the paper is. */
  paper_at?: string,
  /** Not used in any dossier. */
  left_out: boolean,
  /** In the bin. */
  binned: boolean,
};
export type DocumentItem = {
  /** Id. */
  id: ItemId,
  /** Code of integrity. */
  sha256: Sha256Digest,
  /** Size in bytes. */
  size_bytes: number,
  /** Name as received. */
  name: string,
  /** Media type. */
  media_type: string,
  /** When it was gathered. */
  gathered_at: string,
  /** Where it stands. */
  state: ItemState,
  /** What a file of a known kind says. */
  read?: Parsed,
  /** That it is a copy, and of what; only in a package. */
  copy?: CopyOf,
};
export type EngineRequest = { "request": "new",
  /** Case folder, which must not exist. */
  path: string,
  /** Title; the folder's name otherwise. */
  title?: string | null,
  /** A `caso.json`. */
  case?: Record<string, unknown>, } | { "request": "add",
  /** Case folder. */
  path: string,
  /** Files and folders. */
  files: Array<string>,
  /** What is said of them. */
  about?: About,
  /** All of them are one exhibit. */
  one_exhibit?: boolean,
  /** Password of locked files; never stored. */
  password?: string | null,
  /** Exhibit that the files are added to, instead of making new ones. */
  into?: string | null,
  /** This goes on with the gathering just before it: both are undone in one step. */
  same_step?: boolean, } | { "request": "add_paper",
  /** Case folder. */
  path: string,
  /** Title. */
  title: string,
  /** Where the paper is. */
  place: string,
  /** Kind, date and note. */
  about?: About, } | { "request": "group",
  /** Case folder. */
  path: string,
  /** Ids, `e1` or `p1`, in order. */
  ids: Array<string>, } | { "request": "separate",
  /** Case folder. */
  path: string,
  /** Ids. */
  ids: Array<string>, } | { "request": "take_out",
  /** Case folder. */
  path: string,
  /** Id, `e1` or `p1`. */
  id: string,
  /** Their numbers in it, from 1; all of them where none is named. */
  numbers?: Array<number>, } | { "request": "edit",
  /** Case folder. */
  path: string,
  /** Id, `e1` or `p1`. */
  id: string,
  /** Title, kind, date, note. */
  about?: About,
  /** Place in the order, from 1. */
  position?: number | null,
  /** Turn in degrees. */
  turn?: Turn | null,
  /** Choice of pages. */
  pages?: PageChoice | null,
  /** Which lines of an exported conversation are printed. */
  lines?: LineRange | null,
  /** What a recording says, word for word or in short; printed on its page. */
  transcript?: string | null,
  /** What it shows, printed below its title. */
  shows?: string | null,
  /** Not to be used in any dossier. */
  left_out?: boolean | null,
  /** Its items in their new order: each of them once, none else. */
  items?: Array<string>,
  /** Suggestions that are put aside. */
  decline?: Array<Declined>,
  /** Members that become empty. */
  clear?: Array<Clear>, } | { "request": "contact",
  /** Case folder. */
  path: string,
  /** When. */
  when: Moment,
  /** By which way. */
  channel: Channel,
  /** Protocol numbers as received. */
  protocols?: Array<string>,
  /** Who answered. */
  attendant?: string | null,
  /** What was asked and said. */
  summary?: string | null,
  /** Until when. */
  due?: Day | null,
  /** What was answered. */
  answer?: string | null,
  /** What proves it: ids. */
  exhibits?: Array<string>, } | { "request": "fill",
  /** Case folder. */
  path: string,
  /** The document. */
  case: Record<string, unknown>, } | { "request": "show",
  /** Case folder. */
  path: string, } | { "request": "missing",
  /** Case folder. */
  path: string,
  /** Profile. */
  profile: string, } | { "request": "deadlines",
  /** Case folder. */
  path: string,
  /** Calendar file to write. */
  ics?: string | null, } | { "request": "deliver",
  /** Case folder. */
  path: string,
  /** When. */
  when?: Moment | null,
  /** Profile of what was handed over. */
  profile?: string | null,
  /** Where. */
  place?: string | null,
  /** Number given there. */
  number?: string | null,
  /** Until when an answer is due. */
  answer_due?: Day | null,
  /** Hearing. */
  hearing?: Moment | null,
  /** What came of it. */
  outcome?: string | null, } | { "request": "letter",
  /** Case folder. */
  path: string,
  /** Which. */
  kind: Letter,
  /** Company, `s1`; the first one otherwise. */
  respondent?: RespondentId | null,
  /** Profile it is for; the case's own otherwise. */
  profile?: string | null,
  /** Folder for the PDF. */
  out: string,
  /** Day on the letter. */
  date?: Day | null, } | { "request": "export",
  /** Case folder. */
  path: string,
  /** Profile. */
  profile: string,
  /** Folder for the results. */
  out: string,
  /** Day on the papers. */
  date?: Day | null,
  /** A draft. */
  draft?: boolean,
  /** Only what is new since a delivery: its id, `d1`, or `last`. */
  since?: string | null,
  /** The originals in place of copies with bars; only under a profile that takes the whole case. */
  originals?: boolean,
  /** Passphrase for the ZIP; nothing is then made in the clear. It is never stored. */
  passphrase?: string | null, } | { "request": "seal_request",
  /** Case folder. */
  path: string,
  /** Folder for the requests. */
  out: string, } | { "request": "passphrase",
  /** The text. */
  text?: string | null, } | { "request": "preview",
  /** Case folder. */
  path: string,
  /** Profile. */
  profile: string,
  /** Day on the papers. */
  date?: Day | null,
  /** Only what is new since a delivery: its id, `d1`, or `last`. */
  since?: string | null, } | { "request": "verify",
  /** What to verify. */
  path: string,
  /** The seal it must have, as printed. */
  seal?: string | null,
  /** The passphrase of a package that has one; never stored. */
  passphrase?: string | null, } | { "request": "verify_report",
  /** What to verify. */
  path: string,
  /** The seal it must have, as printed. */
  seal?: string | null,
  /** The passphrase of a package that has one; never stored. */
  passphrase?: string | null,
  /** Folder for the report. */
  out: string, } | { "request": "remove",
  /** Case folder. */
  path: string,
  /** Id. */
  id: string,
  /** Why. */
  reason: string, } | { "request": "restore",
  /** Case folder. */
  path: string,
  /** Id. */
  id: string,
  /** Why. */
  reason: string, } | { "request": "empty",
  /** Case folder. */
  path: string, } | { "request": "copy",
  /** Case folder. */
  path: string,
  /** Where to. */
  to: string, } | { "request": "repair",
  /** Case folder. */
  path: string, } | { "request": "profiles" } | { "request": "grounds" } | { "request": "sample",
  /** Which one, by number. */
  number?: number,
  /** Which one, by name: `fibra`, `energia`, `voo`. */
  name?: string | null,
  /** Folder for case and results. */
  out: string,
  /** Profile it is exported under; without one, only the case is made. */
  profile?: string | null,
  /** Day on the papers. */
  date?: Day | null, } | { "request": "cases",
  /** Folder of cases. */
  path: string, } | { "request": "discard",
  /** Case folder. */
  path: string,
  /** The case's title, typed by the person. */
  confirm: string, } | { "request": "drop",
  /** Case folder. */
  path: string,
  /** Ids: `c1`, `f1`, `r1`, `v1`, `s1`. */
  ids: Array<string>, } | { "request": "order",
  /** Case folder. */
  path: string,
  /** Ids, all of facts or all of requests. */
  ids: Array<string>, } | { "request": "undo",
  /** Case folder. */
  path: string, } | { "request": "redo",
  /** Case folder. */
  path: string, } | { "request": "unlock",
  /** Case folder. */
  path: string,
  /** Id, `p1`, or `e1` for every locked item of an exhibit. */
  id: string,
  /** Password; never stored. */
  password: string, } | { "request": "propose",
  /** Case folder. */
  path: string,
  /** Id, `e1` or `p1`. */
  id: string, } | { "request": "redact",
  /** Case folder. */
  path: string,
  /** Id, `e1` or `p1`. */
  id: string,
  /** Areas; their pages count over the whole part. */
  areas: Array<HiddenArea>,
  /** Proposals to take over: `1,3`, or `all`. */
  accept?: string | null,
  /** What is hidden already stays hidden. */
  add?: boolean, } | { "request": "highlight",
  /** Case folder. */
  path: string,
  /** Id, `e1` or `p1`. */
  id: string,
  /** Page of the part, from 1. */
  page: number,
  /** Frames and arrows. */
  marks: Array<Mark>,
  /** What to look at. */
  caption: string, } | { "request": "without_place",
  /** Case folder. */
  path: string,
  /** Id, `e1` or `p1`; every photo of the case otherwise. */
  id?: string | null, } | { "request": "drop_copy",
  /** Case folder. */
  path: string,
  /** Hash of the copy. */
  sha256: Sha256Digest, } | { "request": "text",
  /** Case folder. */
  path: string,
  /** Id, `p1`. */
  id: string, } | { "request": "conversation",
  /** Case folder. */
  path: string,
  /** Id, `p1`. */
  id: string,
  /** The first line of the export that is wanted, from 1. */
  from?: number,
  /** The last. */
  to?: number | null, } | { "request": "history",
  /** Case folder. */
  path: string,
  /** Id, `p1` or `e1`. */
  id: string, } | { "request": "search",
  /** Case folder. */
  path: string,
  /** The words; the last may be a beginning. */
  term: string,
  /** Most places that are told; 50 otherwise. */
  limit?: number | null, } | { "request": "read_pictures",
  /** Case folder. */
  path: string, } | { "request": "watch",
  /** Case folder. */
  path: string,
  /** The folder; none ends it. */
  folder?: string | null,
  /** Files that are there already are offered too. */
  present?: boolean, } | { "request": "offered",
  /** Case folder. */
  path: string,
  /** The folder; the one that is watched otherwise. */
  folder?: string | null, } | { "request": "copy_out",
  /** Files. */
  files: Array<string>,
  /** Folder, which is there. */
  to: string, } | { "request": "receive",
  /** Folder of the catalogue; need not exist. */
  path: string,
  /** ZIPs, case folders, bags, and folders that hold such. */
  files: Array<string>,
  /** Passphrase of those that have one; without files it is tried on all that are closed. */
  passphrase?: string | null,
  /** Verifies all that wait before it answers. */
  check?: boolean, } | { "request": "check_received",
  /** Folder of the catalogue. */
  path: string,
  /** Numbers of dossiers that are to be verified again. */
  ids?: Array<number>, } | { "request": "received",
  /** Folder of the catalogue. */
  path: string,
  /** What to look for: words, a number with or without its punctuation, a date. */
  term?: string | null, } | { "request": "open_received",
  /** Folder of the catalogue. */
  path: string,
  /** Number of the dossier. */
  id: number, } | { "request": "mark_received",
  /** Folder of the catalogue. */
  path: string,
  /** Numbers of the dossiers. */
  ids: Array<number>,
  /** Status, tags, a note. */
  marking: ReceivedMarking, } | { "request": "compare_received",
  /** Folder of the catalogue. */
  path: string,
  /** Number of the dossier. */
  id: number,
  /** The other; the one received before it of the same case, where none is named. */
  with?: number | null, } | { "request": "received_table",
  /** Folder of the catalogue. */
  path: string,
  /** Numbers of the dossiers, in order; all where none is named. */
  ids?: Array<number>,
  /** File to write, or a folder for it. */
  out: string,
  /** Whether it is to be printed. */
  print?: boolean, } | { "request": "continue",
  /** Folder of the catalogue. */
  path: string,
  /** Number of the dossier. */
  id: number,
  /** Case folder, which must not exist. */
  to: string,
  /** Title of the case; the client's otherwise. */
  title?: string | null, } | { "request": "settings",
  /** Settings file; need not exist. */
  path: string, } | { "request": "set_settings",
  /** Settings file. */
  path: string,
  /** Members to change. */
  settings: Record<string, unknown>,
};
export type Event = {
  /** Id, never reused. */
  id: EventId,
  /** When. */
  date?: Day,
  /** What. */
  text: string,
  /** What proves it. */
  citations?: Array<Citation>,
  /** Which respondent it concerns; none means all. */
  respondent?: RespondentId,
};
export type EventId = string;
export type ExhibitId = string;
export type ExhibitKind = "identity" | "tax_id" | "proof_of_address" | "company_proof" | "invoice" | "fiscal_note" | "receipt" | "bank_slip" | "contract" | "order" | "offer" | "warranty" | "service_order" | "report" | "quote" | "email" | "chat" | "screenshot" | "photo" | "call" | "audio" | "video" | "letter" | "agency_reply" | "certified_capture" | "authorisation" | "note" | "seal_attachment" | "other";
export type ExhibitNumber = string;
export type ExhibitRef = string;
export type ExhibitView = {
  /** What the user may want to take over; nothing of it is taken by itself. */
  suggestions: Array<Suggestion>,
  /** Id. */
  id: ExhibitId,
  /** Number, "3" or "A"; none while it has none. */
  number: ExhibitNumber | null,
  /** Whether the number is frozen by an export. */
  number_frozen: boolean,
  /** Title. */
  title: string,
  /** What it is. */
  kind: ExhibitKind,
  /** Date. */
  date: Day | null,
  /** What it shows. */
  shows?: string,
  /** Private note; never in a package of another than the user. */
  note?: string,
  /** Turn in degrees. */
  turn: Turn,
  /** Choice of pages. */
  pages?: string,
  /** Which lines of an exported conversation are printed. */
  lines?: LineRange,
  /** What a recording says, as the user typed it. */
  transcript?: string,
  /** Items. */
  items: Array<ItemView>,
  /** Where the paper is. */
  paper_at?: string,
  /** Not used in any dossier. */
  left_out: boolean,
  /** In the bin. */
  binned: boolean,
};
export type Explanation = {
  /** Stable word in snake_case, for scripts and screens. */
  code: string,
  /** What happened, in one sentence that also stands alone in a list. */
  what: string,
  /** Why, and what is safe. */
  why: string,
  /** What to do next. */
  next: string,
};
export type Exported = {
  /** Every package, where there is one per respondent. */
  packages: Array<ExportedPackage>,
  /** Id of the respondent it is about, where it is about one. */
  respondent?: RespondentId,
  /** Dossier, one PDF a volume. */
  dossier: Array<string>,
  /** ZIP. */
  zip: string,
  /** Whether the ZIP opens only with its passphrase. */
  protected: boolean,
  /** Seal (código de conferência). */
  seal: Sha256Digest,
  /** Pages of the dossier. */
  pages: number,
  /** Exhibits in the order printed. */
  exhibits: Array<ExportedExhibit>,
  /** Complaint sheet, petition and the like; the sheets for the user are not in the ZIP. */
  papers: Array<string>,
  /** Label sheet for the paper originals; for the user, not in the ZIP. */
  labels: string | null,
  /** What is to be uploaded. */
  upload_files: Array<string>,
  /** What the user should see about this package. */
  findings: Array<Finding>,
};
export type ExportedExhibit = {
  /** Number as printed. */
  number: string,
  /** Title. */
  title: string,
  /** Volume, from 1. */
  volume: number,
  /** First page; none for an exhibit without pages. */
  first_page: number | null,
  /** Last page. */
  last_page: number | null,
  /** Codes of integrity of its files. */
  items: Array<Sha256Digest>,
};
export type ExportedPackage = {
  /** Id of the respondent it is about, where it is about one. */
  respondent?: RespondentId,
  /** Dossier, one PDF a volume. */
  dossier: Array<string>,
  /** ZIP. */
  zip: string,
  /** Whether the ZIP opens only with its passphrase. */
  protected: boolean,
  /** Seal (código de conferência). */
  seal: Sha256Digest,
  /** Pages of the dossier. */
  pages: number,
  /** Exhibits in the order printed. */
  exhibits: Array<ExportedExhibit>,
  /** Complaint sheet, petition and the like; the sheets for the user are not in the ZIP. */
  papers: Array<string>,
  /** Label sheet for the paper originals; for the user, not in the ZIP. */
  labels: string | null,
  /** What is to be uploaded. */
  upload_files: Array<string>,
  /** What the user should see about this package. */
  findings: Array<Finding>,
};
export type Fact = {
  /** Id, never reused. */
  id: FactId,
  /** When. */
  date?: Day,
  /** What happened. */
  text: string,
  /** What proves it. */
  citations?: Array<Citation>,
  /** Which respondent it concerns; none means all. */
  respondent?: RespondentId,
};
export type FactId = string;
export type Failure = {
  /** What happened, why, and what to do next. */
  error: Explanation,
};
export type FilingNotes = {
  /** Profile chosen last. */
  profile?: string,
  /** When the product or service was received. */
  received?: Day,
  /** When the defect was seen. */
  defect_seen?: Day,
  /** When the damage was done or known. */
  damage?: Day,
  /** Whether the product or service is durable. */
  durable?: boolean,
  /** Whether it was bought away from the shop: internet, phone, at home. */
  bought_away?: boolean,
  /** Whether the matter is in court already. */
  in_court?: boolean,
  /** Undue charges. */
  charges?: Array<Charge>,
  /** Deliveries. */
  deliveries?: Array<Delivery>,
  /** Lines of checklists settled by the user's word, by their id. */
  settled?: { [key in string]: Settled },
  /** Optional holidays that are counted. */
  optional_holidays?: Array<OptionalHoliday>,
  /** Holidays of the state and the city. */
  own_holidays?: Array<Day>,
  /** Grounds of the catalogue that the user ticked. */
  grounds?: Array<string>,
  /** Why it cannot wait, for an urgent request. */
  urgent?: string,
  /** Witnesses. */
  witnesses?: Array<Witness>,
  /** The word and name of the venue: "Comarca de Campinas – SP". */
  venue?: string,
  /** The user's own tick: gives up what passes the limit of the Juizado. */
  renounces_excess?: boolean,
};
export type Finding = {
  /** What was found. */
  code: FindingCode,
  /** Which file, as a path within the folder or package. */
  path?: string,
  /** Which part of the case: an id or "Doc. 3". */
  subject?: string,
  /** What was expected. */
  expected?: string,
  /** What was found instead, or a detail of it. */
  found?: string,
};
export type FindingCode = string;
export type Fiscal = {
  /** Which document it is; of an event, which document it is about. */
  model: FiscalModel,
  /** The access key (chave de acesso). */
  access_key?: AccessKey,
  /** Whether the key's check digit agrees; false without a key. */
  access_key_valid: boolean,
  /** The document's number as written. */
  number?: string,
  /** The series as written. */
  series?: string,
  /** Name of who issued it. */
  issuer_name?: string,
  /** Tax id of who issued it; may have letters. */
  issuer_tax_id?: TaxId,
  /** Name of whom it was issued to. */
  recipient_name?: string,
  /** Tax id of whom it was issued to. */
  recipient_tax_id?: TaxId,
  /** When it was issued, with the offset if it is written. */
  issued_at?: Moment,
  /** The total, in centavos. */
  total_brl?: Money,
  /** Goods and services, at most [`MAX_ITEMS`]. */
  items: Array<FiscalItem>,
  /** Whether it was issued in earnest or as a test. */
  environment?: FiscalEnvironment,
  /** What the tax office answered, where the file holds it. */
  authorisation?: FiscalAuthorisation,
  /** Events in the same file; the event itself, if the file is one. */
  events: Array<FiscalEvent>,
  /** The content of the document's QR code as the XML has it. */
  qr?: string,
  /** How many further documents the file holds; only the first one is read. */
  further_documents: number,
  /** Whether the file is an event (such as a cancellation) and not the document itself. */
  is_event: boolean,
};
export type FiscalAuthorisation = {
  /** The code of the answer (`cStat`), such as 100 for authorised and 101 for cancelled. */
  status: number,
  /** The answer in words, as written. */
  reason?: string,
  /** Number of the protocol. */
  protocol?: string,
  /** When it was received. */
  at?: Moment,
};
export type FiscalEnvironment = "production" | "homologation";
export type FiscalEvent = {
  /** What it is. */
  kind: FiscalEventKind,
  /** Its code, such as `110111`. */
  code: string,
  /** Its name, as written. */
  description?: string,
  /** Key of the document that it is about. */
  access_key?: AccessKey,
  /** When it happened or, failing that, was registered. */
  at?: Moment,
  /** The reason or correction, as written. */
  reason?: string,
  /** Whether the file holds the answer of the tax office that it was registered. */
  registered: boolean,
};
export type FiscalEventKind = "cancellation" | "correction" | "other";
export type FiscalItem = {
  /** What it is. */
  description: string,
  /** How many, as written, with a decimal point and without zeros at the end. */
  quantity?: string,
  /** The total of this item, in centavos; more than two decimals are rounded, half away from zero. */
  total_brl?: Money,
};
export type FiscalModel = "nfe" | "nfce" | "cte" | "nfse" | "dps" | "nf3e" | "nfcom" | "unknown";
export type Form = "zip" | "folder";
export type FoundCode = {
  /** The page it stands on, from 1. */
  page: number,
  /** How it is drawn. */
  symbology: Symbology,
  /** What it says, as it stands. */
  text: string, } & ({ "meaning": "access_key" } & KeyFacts | { "meaning": "boleto" } & LineFacts | { "meaning": "collection" } & LineFacts | { "meaning": "url" } | { "meaning": "other" });
export type FoundPlace = {
  /** Id of the exhibit: `e3`; none for what belongs to none. */
  exhibit: string | null,
  /** Its number, "3" or "A", while it has one. */
  number: string | null,
  /** Its title. */
  title: string | null,
  /** Id of the file, contact, fact, request, event or company: `p4`, `c1`… */
  item: string | null,
  /** Page, from 1, counted over the whole exhibit. */
  page: number | null,
  /** What kind of words. */
  kind: PlaceKind,
  /** The words around. */
  quote: string,
  /** What was asked, as from and to in characters of the quote. */
  marks: Array<[number, number]>,
};
export type GatherReport = {
  /** Every file in order. */
  items: Array<GatheredItem>,
  /** What opening and writing found. */
  findings: Array<Finding>,
};
export type GatheredItem = {
  /** The file as it was given. */
  path: string,
  /** `kept`, `duplicate` or `refused`. */
  outcome: "kept" | "duplicate" | "refused",
  /** Id of the item, of the one that was there for a duplicate. */
  id?: string,
  /** Id of its exhibit. */
  exhibit?: string,
  /** Code of integrity. */
  sha256?: string,
  /** Media type. */
  media_type?: string,
  /** Kind of the exhibit. */
  kind?: ExhibitKind,
  /** Size in bytes. */
  size_bytes?: number,
  /** What was read. */
  read?: Reading,
  /** Notes for people, in Portuguese. */
  notes: Array<string>,
};
export type Ground = {
  /** Id, `cdc-42`. */
  id: string,
  /** "CDC, art. 42, parágrafo único". */
  article: string,
  /** One plain sentence. */
  text: string,
  /** Where that was read. */
  source: string,
  /** When, `2026-11-21`. */
  read_on: string,
  /** Whether to confirm it. */
  confidence: Confidence,
};
export type HiddenArea = {
  /** Page of the item, from 1. */
  page: number,
  /** Where on it. */
  area: Spot,
  /** What it hides, in general words. */
  hides: PrivateKind,
  /** The very text, as far as it is known: looked for before anything is handed over. It never leaves the case. */
  text?: string,
};
export type IdentityCard = {
  /** Number as it stands on the card. */
  number?: string,
  /** Issuer and state, "SSP/SP". */
  issuer?: string,
};
export type InnerFile = {
  /** Its name as written there; none where it has none. */
  name: string | null,
  /** Its type as declared there; what it is by content is told once it is taken out. */
  media_type: string,
  /** Its size in bytes, decoded. */
  size_bytes: number,
  /** Hash of its bytes, decoded. */
  sha256: Sha256Digest,
  /** Whether it is shown inside the text, as a signature's logo is. */
  inline: boolean,
};
export type Interview = {
  /** What went wrong. */
  problem?: Problem,
  /** When it began. */
  began?: Day,
  /** Whether the person complained already. */
  complained?: Complained,
  /** Where the person means to go. */
  destinations?: Array<WantedDestination>,
  /** The question reached, counted from 1; 0 before the first. */
  asked_to?: number,
};
export type ItemId = string;
export type ItemState = "kept" | "binned" | "emptied";
export type ItemView = {
  /** Name under `data/originais/`. */
  stored_as: string,
  /** Copies that stand for it, or beside it. */
  copies: Array<MadeCopy>,
  /** The file it was taken out of, where it did not come by itself. */
  inside: ShownInside | null,
  /** How many pages it has; none when it has none or they are not known. */
  pages: number | null,
  /** Whether it needs a password that was not given yet. */
  locked: boolean,
  /** Whether it is a photo that says where it was taken, and of which a copy can be made that does not. */
  has_place: boolean,
  /** Whether its pages can be drawn. */
  has_picture: boolean,
  /** What must be known about it, in Portuguese. */
  notes: Array<string>,
  /** Codes printed on its pages. */
  codes?: Array<FoundCode>,
  /** Id. */
  id: ItemId,
  /** Code of integrity. */
  sha256: Sha256Digest,
  /** Size in bytes. */
  size_bytes: number,
  /** Name as received. */
  name: string,
  /** Media type. */
  media_type: string,
  /** When it was gathered. */
  gathered_at: string,
  /** Where it stands. */
  state: ItemState,
  /** What a file of a known kind says. */
  read?: Parsed,
  /** That it is a copy, and of what; only in a package. */
  copy?: CopyOf,
};
export type JudgedPassphrase = {
  /** The text, where it is one that the program suggests. */
  suggested?: string,
  /** How strong it is; none where it cannot be taken. */
  strength: Strength | null,
  /** Why it cannot be taken: `short`, `long` or `not_plain`. */
  problem: string | null,
};
export type KeyFacts = {
  /** The key, without grouping. */
  access_key: string,
  /** Whether its check digit agrees. */
  valid: boolean,
  /** Model of the document, such as 55 for an NF-e; a service invoice has none. */
  model: number | null,
  /** Tax id of who issued it, without grouping. */
  issuer_tax_id: string,
  /** Month of issue, `2026-08`. */
  month: string | null,
};
export type LastExport = {
  /** When, RFC 3339 with offset. */
  when: string,
  /** Under which profile. */
  profile: string,
  /** Whether the case says something else since. */
  changed_since: boolean,
};
export type LeftInside = {
  /** Its path in the archive. */
  name: string,
  /** Why it stays there. */
  why: LeftReason,
};
export type LeftReason = "locked" | "leads_out" | "link" | "unreadable" | "empty" | "litter";
export type Letter = "recording" | "history" | "notice" | "residence" | "holder_authorisation" | "authorisation" | "power_of_attorney";
export type LetterMade = {
  /** Which. */
  kind: Letter,
  /** Its title. */
  title: string,
  /** The PDF. */
  letter: string,
  /** Its pages. */
  pages: number,
  /** What opening the case found. */
  findings: Array<Finding>,
};
export type LetterOffer = {
  /** Which. */
  kind: Letter,
  /** Its title. */
  title: string,
  /** What it is for. */
  serves: string,
  /** Whether it is written to a company of the case. */
  to_company: boolean,
  /** Where that was read. */
  source: string,
  /** When, `2026-11-21`. */
  read_on: string,
  /** Whether to confirm it. */
  confidence: Confidence,
};
export type Limits = {
  /** Largest file, in MB. */
  max_file_mb: number | null,
  /** Largest sum of files, in MB. */
  max_total_mb: number | null,
  /** Most KB a page. */
  max_kb_per_page: number | null,
  /** Finest picture, in dots an inch. */
  max_dpi: number | null,
  /** Largest audio file, in MB. */
  max_audio_mb: number | null,
  /** Largest video file, in MB. */
  max_video_mb: number | null,
  /** Endings of the files that are taken; empty means any. */
  types: Array<string>,
  /** Longest file name, in characters. */
  name_max: number | null,
  /** Pattern of file names, as a regular expression for people and scripts. */
  name_pattern: string | null,
  /** How files are named. */
  name_style: NameStyle | null,
};
export type LineFacts = {
  /** The line as the payer types it, without grouping. */
  line: string,
  /** Whether its check digits agree. */
  valid: boolean,
  /** The sum, in centavos; none where it is left open. */
  amount: number | null,
  /** The days of payment that it can mean, earliest first: of a bank slip two, 9,000 days apart, of which the one near the document's date is right. */
  due: Array<string>,
  /** Who collects, of a collection bill: `water`, `energy`, `telecom`, `government`. */
  segment?: string,
};
export type LineRange = { first: number, last: number, };
export type LineState = "ready" | "look" | "settled" | "missing";
export type MadeCopy = {
  /** The item. */
  item: ItemId,
  /** Hash of the file it was made of: the item's original, or another copy of it. */
  source_sha256: Sha256Digest,
  /** Its own hash. */
  sha256: Sha256Digest,
  /** Its size in bytes. */
  size_bytes: number,
  /** Its type. */
  media_type: string,
  /** Its name under `data/derivados/`. */
  stored_as: string,
  /** What was done. */
  work: CopyWork,
};
export type MailReading = {
  /** Subject, the first where there are several. */
  subject: string | null,
  /** Sender, the first where there are several: `Maria Souza <maria@exemplo.com>`. */
  from: string | null,
  /** Receivers. */
  to: Array<string>,
  /** Receivers of a copy. */
  cc: Array<string>,
  /** When it was sent, by the sender's clock: `2026-10-05T14:33:10-03:00`, without the offset where the mail gives none; the first where there are several. */
  date: string | null,
  /** Its own mark, as it stands, with its angle brackets. */
  message_id: string | null,
  /** What is attached, in order. */
  attachments: Array<InnerFile>,
  /** From, Subject and Date that stand more than once, every one of them. */
  repeated?: Array<RepeatedField>,
  /** Lines that servers added on the way (Received, DKIM, ARC…), as they stand. */
  trace?: Array<TraceLine>,
};
export type Mark = {
  /** Which. */
  shape: MarkShape,
  /** The rectangle of a frame; of an arrow where it begins, and where it points to. */
  area: Spot,
};
export type MarkShape = "frame" | "arrow";
export type MediaContainer = "mp4" | "matroska" | "ogg" | "mpeg" | "wave" | "amr";
export type MediaFacts = {
  /** The container. */
  container: MediaContainer,
  /** How long it plays, in milliseconds, as the file says. */
  duration_ms?: number,
  /** When it was recorded, by the device: with its offset if that is written, else in UTC, as the containers have it. */
  recorded_at?: Moment,
  /** The codings, such as `H.264 + MPEG-4 Audio`; of an unknown one, the mark in the file. */
  codec?: string,
  /** Whether it has moving pictures. */
  has_video: boolean,
};
export type MediaKind = "picture" | "video" | "audio" | "document" | "sticker" | "animation" | "contact" | "unknown";
export type MediaMention = {
  /** What kind of file it is. */
  kind: MediaKind,
  /** Its name; nothing if the file was not exported, except for some documents. */
  name?: string,
  /** Whether the export was made with it. If not, it was sent all the same. */
  exported: boolean,
};
export type MissingReport = {
  /** Profile. */
  profile: string,
  /** Its name for people. */
  name: string,
  /** How many lines are ready or settled. */
  ready: number,
  /** How many lines there are. */
  total: number,
  /** The lines, as the destination asks for them. */
  lines: Array<ChecklistLine>,
  /** What to know before going there. */
  warnings: Array<Warning>,
  /** Letters and declarations that can be made for it. */
  letters: Array<LetterOffer>,
  /** What is missing or contradictory. */
  findings: Array<Finding>,
};
export type Moment = string;
export type Money = number;
export type NameStyle = "plain" | "descriptive";
export type Need = "required" | "usual" | "if_applicable";
export type NoteCode = "empty_file" | "could_not_read" | "could_not_write" | "damaged" | "unsupported_format" | "not_printable" | "locked" | "wrong_password" | "repaired" | "drawn_only" | "hidden_layers" | "field_without_appearance" | "too_large" | "truncated" | "extension_differs" | "date_without_zone" | "mailbox" | "archive" | "archive_closed" | "archive_unknown" | "archive_refused" | "archive_locked" | "archive_leads_out" | "archive_link" | "archive_unreadable" | "macros" | "office_locked" | "mail_date_without_zone" | "repeated_fields" | "chat_probable" | "chat_order_assumed" | "access_key_wrong" | "further_documents" | "has_place" | "first_frame_only" | "reduced" | "frames_left_out" | "reader_died" | "reader_timeout";
export type Notice = {
  /** Which part of the case it is about: an id or "Doc. 3". */
  about?: string,
  /** Stable word in snake_case, for scripts and screens. */
  code: string,
  /** What happened, in one sentence that also stands alone in a list. */
  what: string,
  /** Why, and what is safe. */
  why: string,
  /** What to do next. */
  next: string,
};
export type Offer = {
  /** `escolha:<n>`. */
  handle: string,
  /** Names of what was given, without the folders they lie in. */
  names: Array<string>,
  /** How many files it is in all, those in folders too. */
  count: number,
  /** Size of them all in bytes. */
  bytes: number,
  /** Whether it is one folder. */
  folder: boolean,
  /** Whether it is one case folder. */
  case: boolean,
};
export type Offered = {
  /** The folder; none while none is watched. */
  folder: string | null,
  /** Its name. */
  name: string | null,
  /** Whether it is there now. */
  there: boolean,
  /** The files, by name. */
  files: Array<OfferedFile>,
  /** Whether there are more. */
  more: boolean,
  /** How many are still being written. */
  waiting: number,
  /** What opening the case found. */
  findings: Array<Finding>,
};
export type OfferedFile = {
  /** Where it is. */
  path: string,
  /** Its name. */
  name: string,
  /** Its size in bytes. */
  size_bytes: number,
};
export type OfficeReading = {
  /** Its title. */
  title?: string,
  /** Who made it, by the name in the program that wrote it. */
  author?: string,
  /** When it was made, by the clock of that computer. */
  created?: Moment,
  /** How many pages it says it has. */
  page_count?: number,
  /** Whether it carries macros. */
  macros: boolean,
  /** Whether it needs a password. */
  encrypted: boolean,
};
export type OptionalHoliday = "carnival" | "corpus_christi";
export type OrderBasis = "calendar" | "sequence" | "media_names" | "assumed";
export type Origin = "package" | "case" | "foreign" | "unknown";
export type PageChoice = string;
export type PageSize = {
  /** Width in points. */
  width_pt: number,
  /** Height in points. */
  height_pt: number,
};
export type Paper = "dossier" | "complaint_sheet" | "petition" | "cover_sheet" | "take_along" | "public_text" | "receipt" | "volume_label";
export type Parsed = { "format": "mail" } & MailReading | { "format": "archive" } & ArchiveReading | { "format": "office" } & OfficeReading | { "format": "stamp" } & StampReading | { "format": "chat" } & ChatReading | { "format": "fiscal" } & Fiscal | { "format": "media" } & MediaFacts;
export type PdfLock = "none" | "opens_without_password" | "opened_with_password" | "locked";
export type PdfReading = {
  /** Whether and how the file is locked. */
  lock: PdfLock,
  /** Whether any page has text (a scan has none). */
  has_text: boolean,
};
export type PictureFacts = {
  /** Width in pixels as shown upright. */
  width_px: number,
  /** Height in pixels as shown upright. */
  height_px: number,
  /** EXIF orientation 1 to 8 that the page must still apply to the stored pixels: that of the file where its JPEG is embedded as it is, else 1, as the reader process turns what it decodes. */
  orientation: number,
  /** Make and model of the camera as written by it. */
  camera?: string,
  /** When the picture was taken, by the camera's clock: `2026-10-05T14:33:10`, followed by an offset such as `-03:00` only if the file gives one. */
  taken_at?: string,
  /** Whether the file says where it was taken; the place itself is never read out. */
  has_place: boolean,
};
export type PicturesRead = {
  /** Pictures and pages that were read now. */
  read: number,
  /** How many of them have text. */
  with_text: number,
  /** How many could not be read; they are not tried again. */
  failed: number,
  /** How many still wait. */
  left: number,
  /** What was found. */
  findings: Array<Finding>,
};
export type PlaceFacts = {
  /** Its name, without the folder it lies in. */
  name: string,
  /** Size in bytes; 0 for a folder. */
  bytes: number,
  /** Whether it is a folder. */
  folder: boolean,
};
export type PlaceKind = "title" | "file_name" | "note" | "text" | "read_from_picture" | "contact" | "fact" | "event" | "request" | "party";
export type Previewed = {
  /** Every package, where there is one per respondent. */
  packages: Array<PreviewedPackage>,
  /** Id of the respondent it is about, where it is about one. */
  respondent?: RespondentId,
  /** Names the pages' pictures: the hash of the PDF. */
  key: Sha256Digest,
  /** Pages. */
  pages: number,
  /** Size of the PDF. */
  bytes: number,
  /** Exhibits in the order printed. */
  exhibits: Array<PreviewedExhibit>,
  /** Sections in order. */
  chapters: Array<Chapter>,
  /** What the user should see about this package. */
  findings: Array<Finding>,
};
export type PreviewedExhibit = {
  /** Number as it would be printed. */
  number: string,
  /** Title. */
  title: string,
  /** First page; none for an exhibit without pages. */
  first_page: number | null,
  /** Last page. */
  last_page: number | null,
};
export type PreviewedPackage = {
  /** Id of the respondent it is about, where it is about one. */
  respondent?: RespondentId,
  /** Names the pages' pictures: the hash of the PDF. */
  key: Sha256Digest,
  /** Pages. */
  pages: number,
  /** Size of the PDF. */
  bytes: number,
  /** Exhibits in the order printed. */
  exhibits: Array<PreviewedExhibit>,
  /** Sections in order. */
  chapters: Array<Chapter>,
  /** What the user should see about this package. */
  findings: Array<Finding>,
};
export type Priority = "60_plus" | "80_plus" | "disability" | "serious_illness";
export type PrivateKind = "cpf" | "card" | "account" | "phone" | "email" | "address" | "other";
export type Problem = "unknown_charge" | "defective_product" | "not_delivered" | "service_fails" | "cannot_cancel" | "negative_listing" | "offer_not_kept" | "other";
export type ProfileEntry = {
  /** Id. */
  id: string,
  /** Name for people. */
  name: string,
  /** Which requests go there. */
  destination: Destination,
  /** One dossier per respondent. */
  per_respondent: boolean,
  /** The requests of every destination go there. */
  whole_case: boolean,
  /** Papers that are made for it. */
  papers: Array<Paper>,
  /** Sets to print. */
  copies: number,
  /** Whether files are uploaded one by one. */
  upload: boolean,
  /** Days the company has to answer there. */
  answer_days: number | null,
  /** Limits. */
  limits: Limits,
  /** When its source was read. */
  read_on: string,
  /** Where. */
  source: string,
  /** Whether to confirm it with the destination. */
  confidence: Confidence,
};
export type Proposal = {
  /** Its number, from 1. */
  number: number,
  /** Page of the part, from 1. */
  page: number,
  /** What it is. */
  hides: PrivateKind,
  /** The text. */
  text: string,
  /** Where it stands: one area a line. */
  areas: Array<Spot>,
  /** Whether a bar lies over it already. */
  hidden: boolean,
};
export type Proposals = {
  /** Each of them, page by page. */
  proposals: Array<Proposal>,
  /** Pages of the part whose text cannot be read: what is on them is for the person to see. */
  unread_pages: Array<number>,
  /** What was found: that text in pictures cannot be read on this computer. */
  findings: Array<Finding>,
};
export type ProtocolNumber = string;
export type ReadDate = {
  /** The day as `2026-10-05`. */
  date: string,
  /** Where it was found. */
  source: DateSource,
};
export type ReadNote = {
  /** What it is; the sentence for people is chosen by it. */
  code: NoteCode,
  /** Particulars for the curious, at most [`MAX_DETAIL_CHARS`]; never a password. */
  detail?: string,
};
export type Reading = {
  /** Type by content, such as `image/jpeg`; `application/octet-stream` if nothing is known. */
  media_type: string,
  /** How the file can be shown in a dossier. */
  showable: Showable,
  /** Pages in order, as shown upright; empty if the file has none or they are not known. */
  pages: Array<PageSize>,
  /** Facts of a picture (photo, print, scan). */
  picture?: PictureFacts,
  /** Facts of a PDF. */
  pdf?: PdfReading,
  /** Text of the file, at most [`MAX_TEXT_BYTES`], lines ended by `\n`; the pages of a PDF are parted by a form feed (`\u{0C}`). */
  text?: string,
  /** Codes printed on its pages, at most [`crate::import::codes::MAX_CODES`]. */
  codes?: Array<FoundCode>,
  /** A day that the exhibit may carry; only a suggestion. */
  suggested_date?: ReadDate,
  /** What the user or the dossier must know about this reading. */
  notes: Array<ReadNote>,
};
export type ReceiveReport = {
  /** What was given, or found in the folders that were given. */
  dossiers: Array<ReceivedFile>,
  /** What verifying said, where it was asked for. */
  checked: CheckedCount | null,
};
export type ReceivedChange = {
  /** How. */
  kind: ReceivedChangeKind,
  /** Which list it is in: `exhibits`, `facts`, `contacts` or `requests`. */
  part: string,
  /** Id. */
  id: string,
  /** Number of an exhibit. */
  number: string | null,
  /** What it said. */
  was: string | null,
  /** What it says now. */
  now: string | null,
  /** Whether the files of an exhibit are others. */
  files: boolean,
};
export type ReceivedChangeKind = "added" | "removed" | "altered";
export type ReceivedComparison = {
  /** Number of the earlier one in the catalogue. */
  earlier: number,
  /** Number of the later one. */
  later: number,
  /** What differs. */
  changes: Array<ReceivedChange>,
  /** How the custody logs stand to each other. */
  custody: CustodyRelation,
  /** The first line in which they part, where they do. */
  forked_at: number | null,
};
export type ReceivedContents = {
  /** Pages of its dossier, all volumes together; none when it brings none. */
  pages: number,
  /** Parts of the dossier and the page each begins on. */
  sections: Array<ReceivedSection>,
  /** Exhibits in the order of the dossier; of a foreign one, its files. */
  exhibits: Array<ReceivedExhibit>,
  /** Contacts. */
  contacts: Array<Contact>,
  /** Facts. */
  facts: Array<Fact>,
  /** Requests. */
  requests: Array<Claim>,
  /** The custody log. */
  custody: Array<ReceivedCustody>,
};
export type ReceivedCustody = {
  /** When, as it stands in the log. */
  when: string,
  /** What: the word that stands in the log. */
  event: string,
  /** Which item. */
  item: string | null,
  /** The same in Portuguese; filled in by who knows the words. */
  words: string,
};
export type ReceivedEntry = {
  /** Its number in the catalogue. */
  id: number,
  /** ZIP or folder. */
  form: Form,
  /** Whose make it is. */
  origin: Origin,
  /** Name of the ZIP or folder as received. */
  name: string,
  /** Hash of the ZIP, or of the list of the folder's files. */
  sha256: Sha256Digest,
  /** Size in bytes. */
  size_bytes: number,
  /** When it was received, RFC 3339 with offset. */
  received_at: string,
  /** How far its check is. */
  state: CheckState,
  /** When it was checked. */
  checked_at: string | null,
  /** Identity of the case. */
  case_id: string | null,
  /** What it says of itself. */
  facts: ReceivedFacts,
  /** Which of the dossiers of its case it is, in the order they were received, from 1. */
  version: number,
  /** How many dossiers of its case there are. */
  versions: number,
  /** How far the person is with it. */
  status: ReceivedStatus,
  /** The person's tags. */
  tags: Array<string>,
  /** How many notes there are. */
  notes: number,
};
export type ReceivedExhibit = {
  /** Id in its case; of a foreign file, its path. */
  id: string,
  /** Number as printed. */
  number: string | null,
  /** Title. */
  title: string,
  /** What it is. */
  kind: ExhibitKind | null,
  /** Date. */
  date: Day | null,
  /** What it shows. */
  shows: string | null,
  /** Page of the dossier it begins on. */
  first_page: number | null,
  /** Page of the dossier it ends on. */
  last_page: number | null,
  /** Its files. */
  items: Array<ReceivedItem>,
};
export type ReceivedFacts = {
  /** Title of the case. */
  title: string,
  /** Who complains. */
  claimant: string | null,
  /** Against whom, by the names people know. */
  respondents: Array<string>,
  /** City and state. */
  place: string | null,
  /** Day on the papers, `2026-11-21`. */
  date: string | null,
  /** Profile that it was made under. */
  profile: string | null,
  /** How many exhibits. */
  exhibits: number,
  /** How many contacts. */
  contacts: number,
  /** How many facts. */
  facts: number,
  /** Protocol numbers as received. */
  protocols: Array<string>,
  /** Value of the case, in centavos. */
  value: number | null,
  /** The nearest promised day that a contact names, `2026-11-21`. */
  due: string | null,
  /** Lines of the custody log. */
  custody_events: number,
  /** Its last line. */
  custody_head: Sha256Digest | null,
  /** The check code of a package. */
  seal: Sha256Digest | null,
  /** It opens with a passphrase only, which nobody gave yet: nothing else is known. */
  locked: boolean,
};
export type ReceivedFile = {
  /** Where it was. */
  path: string,
  /** `kept`, `duplicate`, `opened` (it was here and opens now, with the passphrase) or `refused`. */
  outcome: string,
  /** Its number in the catalogue. */
  id: number | null,
  /** What its check said, where it was made at once. */
  state: CheckState | null,
  /** Why it was not received, or cannot be read yet. */
  why: Explanation | null,
};
export type ReceivedHit = {
  /** The dossier. */
  dossier: number,
  /** Id of the exhibit. */
  exhibit: string | null,
  /** Its number as printed. */
  number: string | null,
  /** Its title. */
  title: string | null,
  /** Page of the dossier. */
  page: number | null,
  /** What kind of words stand there. */
  kind: string,
  /** The words around. */
  quote: string,
  /** Where in them the term is: first and last letter, counted from 0, the last not included. */
  marks: Array<[number, number]>,
};
export type ReceivedItem = {
  /** Its code of integrity. */
  sha256: Sha256Digest,
  /** Size in bytes. */
  size_bytes: number,
  /** Name as its client received it. */
  name: string,
  /** Media type as the dossier tells it. */
  media_type: string,
  /** Where it lies in the dossier; nothing when it is not there. */
  member: string | null,
};
export type ReceivedList = {
  /** The dossiers, the one received last first; with a term, those in which it was found, the best first. */
  dossiers: Array<ReceivedEntry>,
  /** Where the term was found, the best first. */
  hits: Array<ReceivedHit>,
};
export type ReceivedMark = {
  /** How far the person is with it. */
  status: ReceivedStatus,
  /** Tags. */
  tags: Array<string>,
  /** Notes, oldest first. */
  notes: Array<ReceivedNote>,
};
export type ReceivedMarking = {
  /** How far the person is with it. */
  status?: ReceivedStatus | null,
  /** Its tags, all of them. */
  tags?: Array<string> | null,
  /** A note. */
  note?: ReceivedNoteDraft | null,
};
export type ReceivedNote = {
  /** Its number. */
  id: number,
  /** Number of the exhibit that it is about, "3" or "A". */
  exhibit: string | null,
  /** Page of the dossier that it is about. */
  page: number | null,
  /** The note. */
  text: string,
  /** When it was written last, RFC 3339 with offset. */
  written_at: string,
};
export type ReceivedNoteDraft = {
  /** Number of the note, if it is there already. */
  id?: number | null,
  /** Number of the exhibit that it is about. */
  exhibit?: string | null,
  /** Page of the dossier that it is about. */
  page?: number | null,
  /** The note. */
  text: string,
};
export type ReceivedOpened = {
  /** What the list says of it. */
  entry: ReceivedEntry,
  /** What its check said; none before it. */
  report: CheckReport | null,
  /** What it holds; none when it cannot be read. */
  contents: ReceivedContents | null,
  /** What the person noted beside it. */
  mark: ReceivedMark,
  /** The other dossiers of its case, oldest first. */
  versions: Array<ReceivedEntry>,
};
export type ReceivedSection = {
  /** Its title. */
  title: string,
  /** The page it begins on. */
  page: number,
};
export type ReceivedStatus = "new" | "reading" | "filed" | "archived";
export type RefundSums = {
  /** What was paid. */
  simple: Money,
  /** Twice that (CDC 42, sole paragraph). */
  double: Money,
  /** What was charged and not paid: to be declared undue, never refunded. */
  unpaid: Money,
  /** What was paid before 30 March 2021: some courts double it only with bad faith. It lowers no figure; it is shown beside, to be confirmed. */
  paid_before_2021: Money,
};
export type Relation = {
  /** Contract number. */
  contract?: string,
  /** Customer number. */
  customer?: string,
  /** Telephone line. */
  line?: string,
  /** Installation or consumer unit. */
  installation?: string,
  /** Order number. */
  order?: string,
  /** Date of purchase or contract. */
  purchased_at?: Day,
  /** Shop, site or address of purchase. */
  purchase_place?: string,
  /** Product or service. */
  product?: string,
  /** Model. */
  model?: string,
  /** Serial number. */
  serial?: string,
  /** Price, in centavos. */
  price?: Money,
  /** Way of payment. */
  payment?: string,
  /** Holder, if not the claimant. */
  holder?: string,
};
export type RepeatedField = {
  /** `From`, `Subject` or `Date`. */
  name: string,
  /** Every value, in order. */
  values: Array<string>,
};
export type Reply = {
  /** What was found. */
  findings: Array<Finding>,
  /** Format of the document. */
  format: number,
  /** Identity of the case. */
  case_id: string,
  /** Title. */
  title: string,
  /** City and state. */
  place?: string,
  /** Who complains. */
  claimant?: Claimant,
  /** Who acts for the claimant. */
  representative?: Representative,
  /** Against whom. */
  respondents: Array<Respondent>,
  /** What binds them. */
  relation?: Relation,
  /** Exhibits with their items. */
  exhibits: Array<DocumentExhibit<DocumentItem>>,
  /** Attempts at a solution. */
  contacts: Array<Contact>,
  /** Facts. */
  facts: Array<Fact>,
  /** Requests. */
  requests: Array<Claim>,
  /** Extra events. */
  events: Array<Event>,
  /** Private notes. */
  notes?: string,
  /** What the person answered at the beginning. */
  interview?: Interview,
  /** What the user noted for filing. */
  filing?: FilingNotes, } | GatherReport | {
  /** The ids. */
  ids: Array<string>,
  /** What was taken back or done again, in Portuguese. */
  label: string | null,
  /** What was found. */
  findings: Array<Finding>, } | Shown | MissingReport | DeadlineReport | LetterMade | Exported | Previewed | CheckReport | CheckRecord | {
  /** Where to. */
  to: string,
  /** How many. */
  originals: number, } | Array<ProfileEntry> | Array<Ground> | SampleReport | CaseList | Discarded | {
  /** The text; none where there is none. */
  text: string | null, } | Conversation | Proposals | CustodyStory | SearchReport | PicturesRead | Offered | CopiedOut | SealRequests | JudgedPassphrase | SettingsReport | ReceiveReport | CheckedCount | ReceivedList | ReceivedOpened | ReceivedMark | ReceivedComparison | {
  /** The file. */
  table: string,
};
export type Representative = {
  /** Full name. */
  name?: string,
  /** CPF. */
  tax_id?: TaxId,
  /** In which role: "advogada", "procurador", "filha". */
  role?: string,
  /** Professional registration, "OAB/SP 123.456". */
  registration?: string,
  /** Address. */
  address?: Address,
  /** Phone as typed. */
  phone?: string,
  /** E-mail as typed. */
  email?: string,
};
export type RequestId = string;
export type RequestKind = "refund" | "refund_double" | "moral_damages" | "undue_debt" | "obligation" | "other";
export type Respondent = {
  /** Id within the case, `s1`. */
  id: RespondentId,
  /** Corporate name (razão social). */
  corporate_name?: string,
  /** Trade name (nome fantasia). */
  trade_name?: string,
  /** CNPJ or CPF. */
  tax_id?: TaxId,
  /** Address. */
  address?: Address,
  /** Phone as typed. */
  phone?: string,
  /** E-mail as typed. */
  email?: string,
  /** Web site as typed. */
  site?: string,
  /** Trade. */
  sector: Sector,
};
export type RespondentId = string;
export type Rung = {
  /** Step. */
  id: string,
  /** What to do. */
  title: string,
  /** Why. */
  why: string,
  /** Which proof it leaves. */
  leaves: string,
  /** Where it stands. */
  state: RungState,
  /** Contacts and deliveries by which it was taken. */
  contacts: Array<string>,
  /** Until when the company may answer. */
  until?: Day,
  /** Where that was read. */
  source: string,
  /** When, `2026-11-21`. */
  read_on: string,
  /** Whether to confirm it. */
  confidence: Confidence,
};
export type RungState = "done" | "waiting" | "next" | "later";
export type SampleReport = { case: string } & Partial<Exported>;
export type SealRequest = {
  /** The file, in the form of RFC 3161. */
  file: string,
  /** The seal that it is about (código de conferência). */
  seal: Sha256Digest,
  /** Profile of the package. */
  profile: string,
  /** Day on its papers. */
  date: string,
};
export type SealRequests = {
  /** One for each package of the last export. */
  requests: Array<SealRequest>,
  /** What opening the case found. */
  findings: Array<Finding>,
};
export type SearchReport = {
  /** The places. */
  hits: Array<FoundPlace>,
  /** Whether there may be more than were asked for. */
  more: boolean,
  /** What opening the case found. */
  findings: Array<Finding>,
};
export type Sector = "telecom" | "energy" | "bank" | "health" | "aviation" | "insurance" | "ecommerce" | "other";
export type SettingsReport = {
  /** What was found. */
  findings: Array<Finding>,
  /** Size of letters in per cent. */
  letter: number,
  /** Light or dark. */
  theme: Theme,
  /** How much colours differ. */
  contrast: Contrast,
  /** Whether the first greeting was seen. */
  welcomed: boolean,
  /** Who the person is, to start a case with. */
  me: Claimant | null,
  /** Folder of cases; the program's own choice without one. */
  cases_folder: string | null,
  /** Whether the person receives dossiers from others: the list of received ones is shown. */
  lawyer: boolean,
};
export type Settled = "on_paper" | "not_applicable";
export type Sha256Digest = string;
export type Showable = "jpeg_as_is" | "decode" | "pdf" | "text" | "view" | "no";
export type Shown = {
  /** Its timeline. */
  timeline: Array<TimelineEntry>,
  /** Custody log: lines and head. */
  custody_events: number,
  /** Hash of its last line. */
  custody_head: string,
  /** What `undo` would take back. */
  undo: string | null,
  /** What `redo` would do again. */
  redo: string | null,
  /** The last dossier that was made. */
  last_export: LastExport | null,
  /** What opening found, and originals that are gone or of another size. */
  findings: Array<Finding>,
  /** Format of the document. */
  format: number,
  /** Identity of the case. */
  case_id: string,
  /** Title. */
  title: string,
  /** City and state. */
  place?: string,
  /** Who complains. */
  claimant?: Claimant,
  /** Who acts for the claimant. */
  representative?: Representative,
  /** Against whom. */
  respondents: Array<Respondent>,
  /** What binds them. */
  relation?: Relation,
  /** Exhibits with their items. */
  exhibits: Array<ExhibitView>,
  /** Attempts at a solution. */
  contacts: Array<Contact>,
  /** Facts. */
  facts: Array<Fact>,
  /** Requests. */
  requests: Array<Claim>,
  /** Extra events. */
  events: Array<Event>,
  /** Private notes. */
  notes?: string,
  /** What the person answered at the beginning. */
  interview?: Interview,
  /** What the user noted for filing. */
  filing?: FilingNotes,
};
export type ShownInside = {
  /** The item that it was in, if the case still knows it. */
  item: ItemId | null,
  /** Hash of that file (its mother). */
  sha256: Sha256Digest,
  /** Its number in it, from 1. */
  part: number,
  /** Where its bytes begin in it, where they stand there as they are. */
  offset?: number,
};
export type Spot = string;
export type StampKind = "time_stamp" | "signature" | "open_timestamps";
export type StampReading = {
  /** What it is. */
  what: StampKind,
  /** The SHA-256 that it speaks of. */
  about: Sha256Digest | null,
  /** When, as it says, in UTC: `2026-11-22T14:03:00Z`. */
  at: string | null,
  /** Who, by the name in the certificate or answer. */
  by: string | null,
};
export type StoryEvent = {
  /** When, RFC 3339 with offset, by the computer's clock. */
  when: string,
  /** What: the word that stands in the log. */
  event: string,
  /** The same in Portuguese. */
  words: string,
};
export type Strength = "weak" | "fair" | "good" | "strong";
export type SuggestedField = "date" | "title" | "kind" | "protocol" | "supplier" | "tax_id" | "amount" | "due";
export type Suggestion = {
  /** What for. */
  field: SuggestedField,
  /** The value, as the case would hold it. */
  value: string,
  /** Where it comes from. */
  source: SuggestionSource,
  /** Which file. */
  item: ItemId,
  /** The words it stood among, where it comes from a text. */
  quote?: string,
  /** The page of the file it stands on, from 1, where it comes from a code. */
  page?: number,
  /** Tax id of a company that is suggested. */
  tax_id?: TaxId,
};
export type SuggestionSource = "camera" | "name" | "mail" | "chat" | "fiscal" | "recorder" | "text" | "picture" | "code" | "typed";
export type Symbology = "qr" | "code128" | "itf";
export type TaxId = string;
export type Theme = "system" | "light" | "dark";
export type TimelineEntry = {
  /** When; a contact may carry its hour. */
  when: Moment,
  /** What happened; empty where the source's own words say it (contacts, terms). */
  text: string,
  /** What proves it. */
  citations?: Array<Citation>, } & ({ "from": "purchase" } | { "from": "fact", "id": FactId } | { "from": "contact", "id": ContactId } | { "from": "due", "id": ContactId } | { "from": "event", "id": EventId });
export type TraceLine = {
  /** Name of the field as written. */
  name: string,
  /** What follows the colon, its line breaks included, without the last. */
  value: string,
};
export type Turn = 0 | 90 | 180 | 270;
export type Values = {
  /** Sums of the requests. */
  claim?: ClaimSums,
  /** Sums of the charges. */
  refund?: RefundSums,
  /** Limits of the Juizado today; none while the wage of the year is unknown. */
  limits?: CourtLimits,
};
export type Verdict = "intact" | "different" | "unreadable";
export type WantedDestination = "procon" | "jec" | "lawyer" | "unsure";
export type Warning = {
  /** One plain sentence or two. */
  text: string,
  /** Where it was read. */
  source: string,
  /** How sure. */
  confidence: Confidence,
};
export type Witness = {
  /** Name. */
  name: string,
  /** Address and phone, as typed. */
  address?: string,
};
