import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import DateField from "./DateField.svelte";
import TextField from "./TextField.svelte";

interface Place {
  city: string;
  moved: string | null;
}
let place = $state.raw<Place>({ city: "", moved: null });
let app: object | undefined;
const saved: (string | null)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  place = { city: "", moved: null };
  saved.length = 0;
});
afterEach(() => {
  if (app) void unmount(app);
  app = undefined;
  document.body.replaceChildren();
  vi.useRealTimers();
});

function field(): HTMLInputElement {
  const found = document.querySelector("input");
  if (!found) throw new Error("no field");
  return found;
}
function showCity(): HTMLInputElement {
  app = mount(TextField, {
    target: document.body,
    props: {
      label: "Cidade",
      get value() {
        return place.city;
      },
      onsave: (text: string) => saved.push(text),
    },
  });
  flushSync();
  return field();
}
function showDate(): void {
  app = mount(DateField, {
    target: document.body,
    props: {
      label: "Mudança",
      get value() {
        return place.moved;
      },
      onsave: (day: string | null) => saved.push(day),
    },
  });
  flushSync();
}
function close(): void {
  if (app) void unmount(app);
  app = undefined;
}
function type(input: HTMLInputElement, text: string): void {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  flushSync();
}

it("keeps what is typed when the answer to an earlier save arrives", () => {
  const input = showCity();
  type(input, "Cam");
  vi.advanceTimersByTime(1000);
  type(input, "Campi");
  place = { city: "Cam", moved: null };
  flushSync();
  expect(input.value).toBe("Campi");
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual(["Cam", "Campi"]);
});

it("saves the first text again when it was typed back before the answer arrived", () => {
  const input = showCity();
  type(input, "Cam");
  vi.advanceTimersByTime(1000);
  type(input, "");
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual(["Cam", ""]);
});

it("shows what somebody else saved once the cursor is elsewhere", () => {
  const input = showCity();
  type(input, "Campinas");
  input.blur();
  place = { city: "Campinas", moved: null };
  flushSync();
  place = { city: "Santos", moved: null };
  flushSync();
  expect(input.value).toBe("Santos");
});

it("saves a date that is still being typed when its screen closes", () => {
  showDate();
  type(field(), "3/2026");
  place = { city: "Santos", moved: null };
  flushSync();
  expect(field().value).toBe("3/2026");
  close();
  expect(saved).toEqual(["2026-03"]);
});

it("saves a date once when it is left and its screen closes", () => {
  showDate();
  type(field(), "3/2026");
  field().blur();
  close();
  expect(saved).toEqual(["2026-03"]);
});
