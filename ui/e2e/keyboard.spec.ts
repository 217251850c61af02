// The whole way without a mouse: first time, interview, files, several into one, a contact, the
// account with a citation, the dossier, and a deed undone.
import { statSync } from "node:fs";
import { expect, missing, test } from "./support/fixture";
import { Keys } from "./support/keys";
import { Walk } from "./support/walk";

test.skip(missing !== "", missing);
test.describe.configure({ timeout: 360_000 });
test.afterEach(({ faults }) => expect.soft(faults).toEqual([]));

interface Shown {
  contacts: { protocols?: string[] }[];
  facts: { text: string; citations?: object[] }[];
  exhibits: { id: string; items: object[] }[];
}

test("from the first time to the dossier with the keyboard alone", async ({
  page,
  house,
  papers,
}) => {
  const walk = new Walk(page, house);
  const keys = new Keys(page);
  await walk.start();

  await test.step("interview", async () => {
    await keys.press("Montar meu caso");
    await walk.at("Com qual empresa é o problema?");
    await keys.write("Nome da empresa", "Loja Bom Lar");
    await keys.press("Continuar");
    await keys.choose("Produto com defeito");
    await keys.press("Continuar");
    await walk.at("O que você comprou ou contratou?");
    await keys.write("Produto ou serviço", "Geladeira");
    await keys.press("Continuar");
    await walk.at("Quando começou?");
    await keys.write("Data do começo do problema", "12/03/2026");
    await keys.press("Continuar");
    await keys.choose("Ainda não");
    await keys.press("Continuar");
    await walk.at("O que você quer?");
    await keys.tick("Dinheiro de volta");
    await keys.press("Continuar");
    await keys.tick("Procon");
    await keys.press("Continuar");
    await walk.at("Onde você mora?");
    await keys.press("Não sei agora");
    await walk.at("Seus dados");
    await keys.write("Nome completo", "Maria da Silva");
    await keys.press("Continuar");
    await walk.at("Confira suas respostas");
    await keys.press("Abrir meu caso");
    await expect(page.getByRole("navigation", { name: "Etapas do caso" })).toBeVisible();
  });
  const cases = await house.ask<{ cases: { path: string }[] }>({
    request: "cases",
    path: "casos:",
  });
  const path = cases.cases[0]?.path ?? "";
  const shown = (): Promise<Shown> => house.ask<Shown>({ request: "show", path });

  await test.step("files, and two of them one exhibit", async () => {
    await walk.step("evidence");
    await house.queue(
      papers.at("contrato folha 1.jpg"),
      papers.at("contrato folha 2.jpg"),
      papers.at("fatura.pdf"),
    );
    await keys.press("Escolher arquivos");
    await expect(page.getByText("3 guardados.")).toBeVisible();
    await keys.press("Fechar");
    await keys.press("Escolher várias");
    await keys.tick(/contrato folha 1/);
    await keys.tick(/contrato folha 2/);
    await keys.press("Juntar numa prova só");
    await expect.poll(async () => (await shown()).exhibits.length).toBe(2);
  });

  await test.step("undone and done again", async () => {
    await page.keyboard.press("Control+z");
    await expect.poll(async () => (await shown()).exhibits.length).toBe(3);
    await expect(page.getByRole("heading", { name: "3 provas" })).toBeVisible();
    await page.keyboard.press("Control+Shift+z");
    await expect(page.getByRole("heading", { name: "2 provas" })).toBeVisible();
    await expect.poll(async () => (await shown()).exhibits.length).toBe(2);
  });

  await test.step("a contact", async () => {
    await walk.step("contacts");
    await keys.press(/^Anotar (um|o primeiro) contato$/);
    await keys.write("Dia", "13/03/2026");
    await keys.to(page.getByLabel("Por onde?"));
    await page.keyboard.type("Chat");
    await keys.write("Número de protocolo", "2026031300417733");
    await keys.write("O que você pediu?", "Que trocassem a geladeira.");
    await keys.press("Pronto");
    await expect.poll(async () => (await shown()).contacts[0]?.protocols?.length).toBe(1);
  });

  await test.step("the account, with a citation", async () => {
    await walk.step("account");
    await keys.press("Contar o primeiro fato");
    await keys.write("Quando?", "12/03/2026");
    await keys.write("O que aconteceu?", "A geladeira chegou sem funcionar.");
    await keys.press("Citar prova", page.getByRole("listitem", { name: "Fato 1" }));
    await keys.tick(/fatura/);
    await keys.press("Usar estas provas");
    await expect.poll(async () => (await shown()).facts[0]?.citations?.length).toBe(1);
  });

  await test.step("the dossier", async () => {
    await walk.step("export");
    await keys.press("Continuar");
    await walk.at("Confira antes de gerar");
    await keys.press("Continuar");
    await walk.at("Como você vai entregar?");
    await keys.press("Continuar");
    await expect(page.getByRole("img", { name: /^Página 1 de / })).toBeVisible({ timeout: 60_000 });
    await keys.press("Gerar dossiê", page.getByRole("complementary"));
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pronto!", {
      timeout: 60_000,
    });
    await keys.press("Imprimir");
    await expect.poll(() => house.opened()).toHaveLength(1);
    const [opened] = await house.opened();
    expect(opened?.path).toMatch(/\.pdf$/);
    expect(statSync(opened?.path ?? "").size).toBeGreaterThan(10_000);
  });
});
