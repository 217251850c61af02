// The one door of the screen to the engine. The page holds handles, never a path:
// `casos:`, `caso:<id>`, `ajustes:`, `saida:`, `escolha:<n>` (picked), `feito:<n>` (made).
import type { DeskProgress, EngineRequest, Finding, Offer, PlaceFacts } from "./generated";

export * from "./generated";

/** What happened, what is safe, what to do next; in Portuguese, from the engine. */
export interface Explanation {
  code: string;
  what: string;
  why?: string;
  next?: string;
  about?: string;
}

/** How far a long deed has come. */
export type Progress = DeskProgress;

/** A request of the engine's API with handles in place of paths. */
export type Ask = EngineRequest;

type WithoutPath<R> = R extends { path: string } ? Omit<R, "path"> : never;

/** A request about the open case, whose handle is added on its way. */
export type CaseAsk = WithoutPath<Ask>;

/** A file or folder behind a handle, as far as a person may know it. */
export type Place = PlaceFacts;

/** A reply with what the user should know about it. */
export interface Answer<R> {
  reply: R;
  notices: Explanation[];
  attention: boolean;
  /** Handle of the case that the request was about. */
  case?: string;
  /** What stands behind the handles of the reply. */
  places?: Record<string, Place>;
}

/** A reply that carries only what was touched. */
export interface Done {
  ids: string[];
  findings: Finding[];
}

/** A deed that may take long. */
export interface Job<R> {
  done: Promise<Answer<R>>;
  cancel(): void;
}

export type PickWhat = "files" | "folder" | "package" | "out_folder";
export type DropEvent = { kind: "over" } | { kind: "leave" } | { kind: "drop"; offer: Offer };

export interface About {
  version: string;
  system: string;
}

/** The engine said no; `explanation` is what to show. */
export class Refused extends Error {
  constructor(readonly explanation: Explanation) {
    super(explanation.what);
  }
}

export interface Backend {
  /** Asks the engine. @throws Refused */
  ask<R>(request: Ask): Promise<Answer<R>>;
  /** Asks for a long deed, with progress and cancel. */
  start<R>(request: Ask, onProgress: (progress: Progress) => void): Job<R>;
  pick(what: PickWhat): Promise<Offer | null>;
  /** Takes a picture or files from the clipboard. */
  paste(): Promise<Offer | null>;
  /** Opens something made or gathered in the system's own program, or shows it in its folder. */
  open(handle: string, how: "open" | "reveal"): Promise<void>;
  /** Address of a picture: `item/<sha256>/<page>/<width>` or `page/<preview>/<page>/<width>`. */
  picture(key: string): string;
  about(): Promise<About>;
  onDrop(listener: (event: DropEvent) => void): () => void;
  onOpenedWith(listener: (offer: Offer) => void): () => void;
}

export type RawAnswer<R> = Answer<R> | { error: Explanation };

/** Turns the engine's answer into a value or a {@link Refused}. */
export function unwrap<R>(answer: RawAnswer<R>): Answer<R> {
  if ("error" in answer) throw new Refused(answer.error);
  return answer;
}

let chosen: Backend | undefined;

/** Sets the backend once, at the start. */
export function useBackend(backend: Backend): void {
  chosen = backend;
}

/** Returns the backend of this window. */
export function backend(): Backend {
  if (!chosen) throw new Error("no backend chosen");
  return chosen;
}
