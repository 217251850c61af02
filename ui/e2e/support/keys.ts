// The hands of somebody who has no mouse: Tab, arrows, space, Enter and letters, nothing else.
import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixture";

/** Presses of Tab beyond which something is out of reach. */
const FAR = 90;

export class Keys {
  constructor(private readonly page: Page) {}

  /** Goes to a control with the Tab key. @throws Error when it is out of reach */
  async to(target: Locator): Promise<void> {
    await expect(target).toBeVisible();
    await expect(target).toBeEnabled();
    for (let press = 0; press < FAR; press += 1) {
      if (await target.evaluate((one) => one === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`out of reach of the Tab key: ${target.toString()}`);
  }

  async press(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await this.to(within.getByRole("button", { name, exact: true }));
    await this.page.keyboard.press("Enter");
  }

  async write(label: string, text: string): Promise<void> {
    await this.to(this.page.getByLabel(label, { exact: true }));
    await this.page.keyboard.type(text);
  }

  async tick(label: string | RegExp): Promise<void> {
    const box = this.page.getByRole("checkbox", { name: label });
    await this.to(box);
    await this.page.keyboard.press("Space");
    await expect(box).toBeChecked();
  }

  /** Chooses one of several: Tab enters the group, the arrows go on in it. */
  async choose(label: string | RegExp): Promise<void> {
    const radio = this.page.getByRole("radio", { name: label });
    const name = (await radio.getAttribute("name")) ?? "";
    const inGroup = (): Promise<boolean> =>
      this.page.evaluate(
        (group) => (document.activeElement as HTMLInputElement | null)?.name === group,
        name,
      );
    for (let press = 0; press < FAR && !(await inGroup()); press += 1)
      await this.page.keyboard.press("Tab");
    if (!(await radio.isChecked())) await this.page.keyboard.press("Space");
    for (let press = 0; press < FAR && !(await radio.isChecked()); press += 1)
      await this.page.keyboard.press("ArrowDown");
    await expect(radio).toBeChecked();
  }
}
