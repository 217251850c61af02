// Made from the engine's types; `JUNTADA_WRITE_TYPES=1 cargo test --lib generated_types` writes it.
export type Day = string;
export type Moment = string;
export type Money = number;
export type ExhibitKind = "identity" | "tax_id" | "proof_of_address" | "invoice" | "fiscal_note" | "receipt" | "bank_slip" | "contract" | "order" | "offer" | "warranty" | "service_order" | "report" | "quote" | "email" | "chat" | "screenshot" | "photo" | "call" | "audio" | "video" | "letter" | "agency_reply" | "certified_capture" | "authorisation" | "note" | "other";
export type Channel = "sac_phone" | "chat" | "whatsapp" | "email" | "app" | "store" | "ombudsman" | "regulator" | "consumidor_gov" | "reclame_aqui" | "procon" | "letter_ar";
export type RequestKind = "refund" | "refund_double" | "moral_damages" | "undue_debt" | "obligation" | "other";
export type Counts = "adds" | "undue_debt" | "alternative";
export type Destination = "procon" | "jec" | "lawyer";
export type ItemState = "kept" | "binned" | "emptied";
export type Turn = 0 | 90 | 180 | 270;
export type Problem = "unknown_charge" | "defective_product" | "not_delivered" | "service_fails" | "cannot_cancel" | "negative_listing" | "offer_not_kept" | "other";
export type Complained = "with_number" | "without_number" | "not_yet";
export type WantedDestination = "procon" | "jec" | "lawyer" | "unsure";
export interface Interview { problem?: Problem; began?: Day; complained?: Complained; destinations?: WantedDestination[]; asked_to?: number }
export interface Address { street?: string; number?: string; complement?: string; district?: string; city?: string; state?: string; cep?: string }
export interface Claimant { kind: "person" | "mei"; name?: string; social_name?: string; nationality?: string; marital_status?: string; occupation?: string; parents?: string[]; birth_date?: Day; rg?: { number?: string; issuer?: string }; tax_id?: string; address?: Address; phone?: string; email?: string; priority?: string[] }
export interface Respondent { id: string; corporate_name?: string; trade_name?: string; tax_id?: string; address?: Address; phone?: string; email?: string; site?: string; sector: string }
export interface Relation { contract?: string; customer?: string; line?: string; installation?: string; order?: string; purchased_at?: Day; purchase_place?: string; product?: string; model?: string; serial?: string; price?: Money; payment?: string; holder?: string }
export interface Representative { name?: string; tax_id?: string; role?: string; registration?: string; address?: Address; phone?: string; email?: string }
export interface SuggestedDate { day: Day; source: "camera" | "name" }
export interface ItemView { id: string; sha256: string; size_bytes: number; name: string; stored_as: string; media_type: string; gathered_at: string; state: ItemState; pages: number | null; locked: boolean; has_picture: boolean; notes: string[]; suggested_date: SuggestedDate | null }
export interface ExhibitView { id: string; number: string | null; number_frozen: boolean; title: string; kind: ExhibitKind; date: Day | null; shows?: string; note?: string; turn: Turn; pages?: string; items: ItemView[]; paper_at?: string; left_out: boolean; binned: boolean }
export interface Citation { exhibit: string; pages?: string }
export interface Contact { id: string; when?: Moment; channel?: Channel; protocols?: string[]; attendant?: string; summary?: string; promise?: string; due?: Day; answer?: string; outcome?: string; exhibits?: string[]; respondent?: string }
export interface Fact { id: string; date?: Day; text: string; citations?: Citation[]; respondent?: string }
export interface Claim { id: string; text: string; kind: RequestKind; amount?: Money; counts: Counts; alternative_of?: string; destinations?: Destination[]; respondent?: string; citations?: Citation[] }
export interface Event { id: string; date?: Day; text: string; citations?: Citation[]; respondent?: string }
export interface TimelineEntry { when?: string; text: string; citations?: Citation[]; from: string; id?: string }
export interface Finding { code: string; path?: string; subject?: string; expected?: string; found?: string }
export interface LastExport { when: string; profile: string; changed_since: boolean }
export interface Shown { format: number; case_id: string; title: string; place?: string; claimant?: Claimant; representative?: Representative; respondents: Respondent[]; relation?: Relation; interview?: Interview; exhibits: ExhibitView[]; contacts: Contact[]; facts: Fact[]; requests: Claim[]; events: Event[]; notes?: string; timeline: TimelineEntry[]; custody_events: number; custody_head: string; undo: string | null; redo: string | null; last_export: LastExport | null; findings: Finding[] }
