// Screens whose code is read when it is needed, or ahead of that: the first one need not wait for all.
import type { Component } from "svelte";

/** A screen that may not be read yet. */
export interface Late<P extends object> {
  /** The screen, once it is read. */
  readonly component: Component<P> | null;
  /** Reads it; once is enough. @throws Error when its file cannot be read */
  read(): Promise<void>;
}

/** Returns a screen that is read by `load`. */
export function late<P extends object>(load: () => Promise<{ default: Component<P> }>): Late<P> {
  let component = $state.raw<Component<P> | null>(null);
  return {
    get component() {
      return component;
    },
    async read() {
      component ??= (await load()).default;
    },
  };
}

/** Reads screens one after the other, each in a task of its own, so that the page stays at hand. */
export async function readAhead(screens: readonly Pick<Late<object>, "read">[]): Promise<void> {
  for (const screen of screens) {
    await new Promise((resolve) => setTimeout(resolve));
    await screen.read();
  }
}
