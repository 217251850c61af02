// The backend inside the window: commands of the shell, which talks to the engine.
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { hasMessage, t } from "../i18n";
import {
  Refused,
  unwrap,
  type About,
  type Answer,
  type Ask,
  type Backend,
  type DropEvent,
  type Job,
  type Offer,
  type Progress,
  type RawAnswer,
} from "./index";

let jobs = 0;

function start<R>(request: Ask, onProgress: (progress: Progress) => void): Job<R> {
  jobs += 1;
  const job = jobs;
  const channel = new Channel<Progress>();
  channel.onmessage = onProgress;
  const done = call<string>("ask", { job, request: JSON.stringify(request), channel }).then(
    (text): Answer<R> => unwrap(JSON.parse(text) as RawAnswer<R>),
  );
  return { done, cancel: () => void invoke("cancel", { job }) };
}

/** Calls a command of the shell; what it cannot do comes back as a code. @throws Refused */
function call<T>(command: string, payload?: Record<string, unknown>): Promise<T> {
  return invoke<T>(command, payload).catch((refused: unknown) => {
    const code = String(refused);
    const what = `window-refused-${code}`;
    if (!hasMessage(what)) throw refused;
    throw new Refused({ code, what: t(what), next: t(`window-refused-${code}-next`) });
  });
}

/** What the shell tells the page. */
type Told =
  | { name: "drop"; detail: DropEvent }
  | { name: "opened_with"; detail: Offer }
  | { name: "closing" };

const drops = new Set<(event: DropEvent) => void>();
const openings = new Set<(offer: Offer) => void>();
let listening = false;

/** Adds a listener until the returned function is called; the first one opens the line to the shell. */
function hear<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  if (!listening) {
    listening = true;
    const channel = new Channel<Told>();
    channel.onmessage = told;
    void invoke("listen", { channel });
  }
  return () => void listeners.delete(listener);
}

function told(event: Told): void {
  if (event.name === "drop") drops.forEach((listener) => listener(event.detail));
  else if (event.name === "opened_with") openings.forEach((listener) => listener(event.detail));
  // A field that is left saves what was typed.
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

export const tauri: Backend = {
  ask: (request) => start<never>(request, () => undefined).done,
  start,
  pick: (what) => call<Offer | null>("pick", { what }),
  paste: () => call<Offer | null>("paste"),
  open: (handle, how) => call<void>("open", { handle, how }),
  picture: (key) => convertFileSrc("", "caso") + key,
  about: () => call<About>("about"),
  onDrop: (listener) => hear(drops, listener),
  onOpenedWith: (listener) => hear(openings, listener),
};
