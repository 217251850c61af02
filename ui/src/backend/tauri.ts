// The backend inside the window: commands of the shell, which talks to the engine.
import { Channel, convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import {
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
  const done = invoke<string>("ask", { job, request: JSON.stringify(request), channel }).then(
    (text): Answer<R> => unwrap(JSON.parse(text) as RawAnswer<R>),
  );
  return { done, cancel: () => void invoke("cancel", { job }) };
}

/** Listens to an event of the shell until the returned function is called. */
function hear<T>(event: string, listener: (payload: T) => void): () => void {
  const stop = listen<T>(event, ({ payload }) => listener(payload));
  return () => void stop.then((off) => off());
}

export const tauri: Backend = {
  ask: (request) => start<never>(request, () => undefined).done,
  start,
  pick: (what) => invoke<Offer | null>("pick", { what }),
  paste: () => invoke<Offer | null>("paste"),
  open: (handle, how) => invoke<void>("open", { handle, how }),
  picture: (key) => convertFileSrc(key, "caso"),
  about: () => invoke<About>("about"),
  onDrop: (listener) => hear<DropEvent>("drop", listener),
  onOpenedWith: (listener) => hear<Offer>("opened_with", listener),
};
