// The ways through the screen, as a person at the keyboard or the mouse takes them.
import type { Locator, Page } from "@playwright/test";
import type { Ask } from "../../src/backend";
import { expect } from "./fixture";
import type { House } from "./house";

const STEPS = {
  story: [1, "O que aconteceu"],
  evidence: [2, "Provas"],
  contacts: [3, "Contatos e protocolos"],
  timeline: [4, "Linha do tempo"],
  account: [5, "Relato e pedidos"],
  missing: [6, "O que falta"],
  export: [7, "Para quem é este dossiê?"],
} as const;

export class Walk {
  constructor(
    readonly page: Page,
    readonly house: House,
  ) {}

  /** Opens the window anew. */
  async start(): Promise<void> {
    await this.page.goto(this.house.url);
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Opens the window anew at the list of cases, then a case. */
  async open(title: string): Promise<void> {
    await this.start();
    await this.card(title)
      .getByRole("button", { name: /^Abrir/ })
      .click();
    await expect(this.page.getByRole("navigation", { name: "Etapas do caso" })).toBeVisible();
  }

  /** Goes to a step of the open case. */
  async step(name: keyof typeof STEPS): Promise<void> {
    const [key, heading] = STEPS[name];
    await this.page.keyboard.press(`Control+${key}`);
    await this.at(heading);
  }

  /** Keeps a request from the engine until the answer is called: its work would be over too soon to be
   * looked at. */
  async hold(request: Ask["request"]): Promise<() => void> {
    let release = (): void => undefined;
    const released = new Promise<void>((done) => (release = done));
    await this.page.route("**/ask*", async (route) => {
      if (route.request().postData()?.includes(`"request":"${request}"`)) await released;
      return route.fallback();
    });
    return release;
  }

  /** Waits until a screen with this heading stands. */
  async at(heading: string | RegExp): Promise<void> {
    await expect(this.page.getByRole("heading", { level: 1 })).toHaveText(heading);
  }

  /** A case in the list of cases. */
  card(title: string): Locator {
    return this.page.getByRole("article", { name: title, exact: true });
  }
  button(name: string | RegExp, exact = true): Locator {
    return this.page.getByRole("button", { name, exact });
  }
  async press(name: string | RegExp): Promise<void> {
    await this.button(name).click();
  }
  /** Opens an exhibit from the list of evidence. */
  async exhibit(title: string): Promise<void> {
    await this.press(title);
    await this.at(title);
  }
  /** Opens the menu of something and takes a deed of it. */
  async menu(about: string, deed?: string): Promise<void> {
    await this.press(`Mais sobre ${about}`);
    if (deed) await this.page.getByRole("listitem").getByRole("button", { name: deed }).click();
  }
  dialog(): Locator {
    return this.page.getByRole("dialog");
  }
}
