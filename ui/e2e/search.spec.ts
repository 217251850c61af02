// Finding words with the keyboard, and taking new files of a folder that is watched.
import { mkdirSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { make, sample, SAMPLE, welcomed } from "./support/cases";
import { expect, missing, test } from "./support/fixture";
import { look } from "./support/look";
import { Walk } from "./support/walk";

test.skip(missing !== "", missing);
test.describe.configure({ timeout: 240_000 });
test.afterEach(({ faults }) => expect.soft(faults).toEqual([]));

test("words are found in the whole case and lead to their page", async ({ page, house }) => {
  await welcomed(house);
  await sample(house);
  const walk = new Walk(page, house);
  await walk.open(SAMPLE);
  await walk.step("account");
  await page.keyboard.press("Control+f");
  await walk.at("Provas");
  const field = page.getByLabel("Buscar no caso");
  await expect(field).toBeFocused();

  await page.keyboard.type("FIDELIZAD");
  const found = page.getByRole("region", { name: "Onde essas palavras aparecem" });
  const first = found.getByRole("listitem").getByRole("button").first();
  await expect(first).toContainText(/pág\. \d/);
  await expect(first.locator("mark").first()).toHaveText(/fideliza/i);
  await look(walk, "d-found");

  // A number is found without its punctuation, and in what the user wrote.
  await field.fill("2026021200417733");
  await expect(found).toContainText("Contato");

  await field.fill("fidelizado");
  await expect(first).toContainText(/pág\. \d/);
  const told = (await first.textContent()) ?? "";
  await first.focus();
  await page.keyboard.press("Enter");
  const number = /pág\. (\d+)/.exec(told)?.[1] ?? "";
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Provas");
  await expect(page.getByRole("img", { name: new RegExp(`^Página ${number} de`) })).toBeVisible();
});

test("new files of a watched folder are offered and taken when chosen", async ({
  page,
  house,
  papers,
}) => {
  await welcomed(house);
  await make(house, "Caso vigiado");
  const folder = join(house.home, "Celular");
  mkdirSync(folder);
  const walk = new Walk(page, house);
  await walk.open("Caso vigiado");
  await walk.step("evidence");
  await house.queue(papers.at("fatura.pdf"));
  await walk.press("Escolher arquivos");
  await expect(page.getByRole("heading", { name: "1 prova" })).toBeVisible();
  await walk.press("Fechar");

  await house.queue(folder);
  await walk.press("Avisar de arquivos novos numa pasta");
  await expect(page.getByText("Pasta vigiada: “Celular”.")).toBeVisible();
  copyFileSync(papers.at("contrato folha 1.jpg"), join(folder, "nova.jpg"));
  await expect(page.getByText("1 arquivo novo em “Celular”")).toBeVisible({ timeout: 30_000 });
  await look(walk, "d-watched");
  await walk.press("Ver e juntar");
  await look(walk, "d-offered");
  await walk.press("Juntar 1 arquivo");
  await expect(page.getByRole("heading", { name: "2 provas" })).toBeVisible();
  await expect(page.getByText("1 arquivo novo em “Celular”")).toHaveCount(0, { timeout: 30_000 });
  await walk.press("Parar de vigiar");
  await expect(walk.button("Avisar de arquivos novos numa pasta")).toBeVisible();
});
