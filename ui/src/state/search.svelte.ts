// Finding words in everything that the open case holds.
import { backend, Refused, type Explanation, type FoundPlace, type SearchReport } from "../backend";
import { pictures } from "./pictures.svelte";
import type { Route } from "./route.svelte";

/** Fewer letters are in half of all words. */
const FEWEST_LETTERS = 2;
/** How long typing rests before the engine is asked, in milliseconds. */
const REST = 250;

class Search {
  /** The places, the best first; null while nothing is asked. */
  hits = $state.raw<FoundPlace[] | null>(null);
  more = $state(false);
  searching = $state(false);
  trouble = $state.raw<Explanation | null>(null);
  private asked = 0;
  private wait: ReturnType<typeof setTimeout> | undefined;

  /** Asks once typing rests; an answer to an older question is dropped. */
  soon(handle: string, words: string): void {
    clearTimeout(this.wait);
    const question = (this.asked += 1);
    const term = words.trim();
    if (term.length < FEWEST_LETTERS) {
      this.hits = null;
      this.searching = false;
      this.trouble = null;
      return;
    }
    this.searching = true;
    this.wait = setTimeout(() => void this.ask(handle, term, question), REST);
  }

  private async ask(handle: string, term: string, question: number): Promise<void> {
    // What stands in pictures is read the first time that somebody looks for words.
    void pictures.readOnce(handle);
    try {
      const { reply } = await backend().ask<SearchReport>({
        request: "search",
        path: handle,
        term,
      });
      if (question !== this.asked) return;
      this.hits = reply.hits;
      this.more = reply.more;
      this.trouble = null;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (question === this.asked) this.trouble = error.explanation;
    } finally {
      if (question === this.asked) this.searching = false;
    }
  }
}

export const search = new Search();

/** A piece of a quote; `hit` is what was asked for. */
export interface QuotePiece {
  text: string;
  hit: boolean;
}

/** Parts a quote at its marks, which count characters and not the units of a JavaScript string. */
export function piecesOf({ quote, marks }: Pick<FoundPlace, "quote" | "marks">): QuotePiece[] {
  const characters = [...quote];
  const pieces: QuotePiece[] = [];
  let at = 0;
  const add = (to: number, hit: boolean): void => {
    if (to > at) pieces.push({ text: characters.slice(at, to).join(""), hit });
    at = Math.max(at, to);
  };
  for (const [from, to] of marks) {
    add(from, false);
    add(to, true);
  }
  add(characters.length, false);
  return pieces;
}

/** Returns where a found place is on the screen. */
export function routeTo(hit: FoundPlace): Route {
  if (hit.exhibit !== null)
    return {
      at: "case",
      step: "evidence",
      exhibit: hit.exhibit,
      ...(hit.page === null ? {} : { page: hit.page }),
      ...(hit.item === null ? {} : { item: hit.item }),
    };
  const focus = hit.item === null ? {} : { focus: hit.item };
  switch (hit.kind) {
    case "contact":
      return { at: "case", step: "contacts", ...focus };
    case "event":
      return { at: "case", step: "timeline", ...focus };
    case "fact":
    case "request":
      return { at: "case", step: "account", ...focus };
    default:
      return { at: "case", step: "story", ...focus };
  }
}
