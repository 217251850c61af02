// What the user set once for all cases: letter size, theme, own data.
import { backend, type Claimant, type Explanation } from "../backend";

export const LETTERS = [90, 100, 115, 130, 150, 175, 200] as const;
export type Theme = "system" | "light" | "dark";

export interface Settings {
  letter: number;
  theme: Theme;
  contrast: "normal" | "high";
  welcomed: boolean;
  me: Claimant | null;
  /** The folder of cases, where the user chose one. */
  cases_folder?: string | null;
  /** Whether the received dossiers are shown. */
  lawyer: boolean;
}

const PLACE = "ajustes:";

class SettingsState {
  value = $state<Settings>({
    letter: 100,
    theme: "system",
    contrast: "normal",
    welcomed: false,
    me: null,
    lawyer: false,
  });

  /** Reads the settings and shows them; returns what the user should know of them. @throws Refused */
  async load(): Promise<Explanation[]> {
    const { reply, notices } = await backend().ask<Settings>({ request: "settings", path: PLACE });
    this.value = reply;
    this.show();
    return notices;
  }

  /** Changes some of the settings, at once on the screen, then on the disk. @throws Refused */
  async change(part: Partial<Settings>): Promise<void> {
    this.value = { ...this.value, ...part };
    this.show();
    await backend().ask({ request: "set_settings", path: PLACE, settings: part });
  }

  /** Makes a folder that was picked, or with null the usual one, the folder of cases. @throws Refused */
  async chooseFolder(handle: string | null): Promise<void> {
    const { reply } = await backend().ask<Settings>({
      request: "set_settings",
      path: PLACE,
      settings: { cases_folder: handle },
    });
    this.value = { ...this.value, cases_folder: reply.cases_folder ?? null };
  }

  /** Makes the letters larger (+1) or smaller (-1). */
  async stepLetter(by: 1 | -1): Promise<void> {
    const place = LETTERS.findIndex((letter) => letter >= this.value.letter);
    const letter = LETTERS[Math.max(0, place + by)];
    if (letter !== undefined) await this.change({ letter });
  }

  private show(): void {
    const root = document.documentElement;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const { theme, letter, contrast } = this.value;
    root.dataset["theme"] = theme === "system" ? (dark ? "dark" : "light") : theme;
    root.dataset["letter"] = String(letter);
    root.dataset["contrast"] = contrast;
  }

  /** Follows the system's theme while the user chose none. */
  follow(): void {
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.show());
    this.show();
  }
}

export const settings = new SettingsState();
