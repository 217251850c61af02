// The backend of tests: the same engine behind a small server on the loopback address.
import {
  unwrap,
  type About,
  type Answer,
  type Ask,
  type Backend,
  type DropEvent,
  type Explanation,
  type Job,
  type Offer,
  type Progress,
  type RawAnswer,
} from "./index";

let jobs = 0;

type Line<R> = { progress: Progress } | { answer: RawAnswer<R> };

async function read<R>(
  response: Response,
  onProgress: (progress: Progress) => void,
): Promise<Answer<R>> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let answer: RawAnswer<R> | undefined;
  const take = (text: string): void => {
    if (!text.trim()) return;
    const line = JSON.parse(text) as Line<R>;
    if ("progress" in line) onProgress(line.progress);
    else answer = line.answer;
  };
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    const lines = (rest + part.value).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(take);
  }
  take(rest);
  const nothing: Explanation = { code: "no_answer", what: "" };
  return unwrap(answer ?? { error: nothing });
}

function start<R>(request: Ask, onProgress: (progress: Progress) => void): Job<R> {
  jobs += 1;
  const job = jobs;
  const done = fetch(`/ask?job=${job}`, { method: "POST", body: JSON.stringify(request) }).then(
    (response) => read<R>(response, onProgress),
  );
  return { done, cancel: () => void fetch(`/cancel?job=${job}`, { method: "POST" }) };
}

async function post<T>(address: string, body?: unknown): Promise<T> {
  const response = await fetch(address, { method: "POST", body: JSON.stringify(body ?? null) });
  return (await response.json()) as T;
}

/** One stream of server-sent events for all listeners. */
let stream: EventSource | undefined;
function hear<T>(event: string, listener: (payload: T) => void): () => void {
  stream ??= new EventSource("/events");
  const take = (message: MessageEvent<string>): void => listener(JSON.parse(message.data) as T);
  stream.addEventListener(event, take);
  return () => stream?.removeEventListener(event, take);
}

export const web: Backend = {
  ask: (request) => start<never>(request, () => undefined).done,
  start,
  pick: (what) => post<Offer | null>(`/pick?what=${what}`),
  paste: () => post<Offer | null>("/paste"),
  open: (handle, how) => post<void>("/open", { handle, how }),
  picture: (key) => `/picture/${key}`,
  about: async () => (await (await fetch("/about")).json()) as About,
  onDrop: (listener) => hear<DropEvent>("drop", listener),
  onOpenedWith: (listener) => hear<Offer>("opened_with", listener),
};
