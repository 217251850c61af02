// What belongs to filing, in every guise: what is missing, deadlines and steps, deliveries, charges,
// the data of a petition, and every destination.
import { EMPTY, make, MANY, sample, SAMPLE, three, THREE, welcomed } from "./support/cases";
import { expect, missing, test, type Page } from "./support/fixture";
import type { House } from "./support/house";
import { look } from "./support/look";
import { Walk } from "./support/walk";

test.skip(missing !== "", missing);
test.describe.configure({ timeout: 360_000 });
test.afterEach(({ faults }) => expect.soft(faults).toEqual([]));

/** Opens the sample case of a house of one's own, with what is noted for filing. */
async function opened(page: Page, house: House, filing: object = {}): Promise<Walk> {
  await welcomed(house);
  const path = await sample(house);
  await house.ask({ request: "fill", path, case: { filing } });
  const walk = new Walk(page, house);
  await walk.open(SAMPLE);
  return walk;
}

test("what is missing", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(SAMPLE);
  await walk.step("missing");
  await expect(page.getByRole("heading", { name: "Obrigatório" })).toBeVisible();
  await page.getByText("De onde vem isto").first().click();
  await look(walk, "n-missing");
  for (const [title, name] of [
    [THREE, "n-missing-three"],
    [MANY, "n-missing-many"],
    [EMPTY, "n-missing-empty"],
  ] as const) {
    await walk.open(title);
    await walk.step("missing");
    await expect(page.getByRole("heading", { name: "Obrigatório" })).toBeVisible();
    await look(walk, name);
  }
});

test("what is missing: settled, for the court, and not to be read", async ({
  page,
  house,
  papers,
}) => {
  await welcomed(house);
  await three(house, papers);
  const walk = new Walk(page, house);
  await walk.open(THREE);
  await walk.step("missing");
  await walk
    .button(/^Já levo no papel/)
    .first()
    .click();
  await expect(page.getByText("Você leva no papel")).toBeVisible();
  await look(walk, "n-settled");
  await page.getByLabel("Para onde você vai levar?").selectOption({ label: "TJSP, e-SAJ" });
  await walk.press("Para a petição");
  await walk.press("Adicionar testemunha");
  await page.getByLabel("Nome", { exact: true }).fill("Antônia Ferreira de Albuquerque Cavalcanti");
  await page.keyboard.press("Tab");
  await look(walk, "n-petition");
  await page.route("**/ask*", async (route) => {
    const isMissing = route.request().postData()?.includes('"request":"missing"');
    if (!isMissing) return route.fallback();
    const error = {
      code: "read",
      what: "Não consegui ler a pasta do caso. Nada mudou nela.",
      next: "Confira se a pasta ainda está no lugar e tente de novo.",
    };
    return route.fulfill({ body: `${JSON.stringify({ answer: { error } })}\n` });
  });
  await page.getByLabel("Para onde você vai levar?").selectOption({ label: "Procon" });
  await expect(page.getByText("Não consegui ler a pasta do caso.")).toBeVisible();
  await look(walk, "n-unread");
});

test("a case that nobody changes is not asked about again", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(SAMPLE);
  await expect(page.getByText("Próximo prazo")).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    // Screens are read ahead meanwhile; what counts is what the engine is asked.
    if (request.method() === "POST") asked.push(request.url());
  });
  await page.waitForTimeout(1500);
  expect(asked).toEqual([]);
});

test("deadlines and steps", async ({ page, house }) => {
  const walk = await opened(page, house, {
    received: "2026-02-10",
    own_holidays: ["2026-07-09", "2026-11-20"],
  });
  await walk.step("missing");
  await walk.press("Prazos e passos");
  await expect(page.getByRole("heading", { name: "Passos", exact: true })).toBeVisible();
  await page.getByText("Feriados da conta").click();
  await page.getByText("Outras perguntas").click();
  await page.getByText("De onde vem isto").first().click();
  await walk.press("Gravar na agenda");
  await expect(page.getByText("Gravado:")).toBeVisible();
  await look(walk, "n-terms");
  await make(house, EMPTY);
  await walk.open(EMPTY);
  await walk.step("missing");
  await walk.press("Prazos e passos");
  await expect(page.getByText("Ainda não há prazo para contar")).toBeVisible();
  await look(walk, "n-terms-empty");
});

test("letters", async ({ page, house }) => {
  await welcomed(house);
  const path = await sample(house);
  const call = { when: "2026-01-12T09:30", channel: "sac_phone", protocols: ["2026011200417733"] };
  await house.ask({ request: "fill", path, case: { contacts: [call] } });
  const walk = new Walk(page, house);
  await walk.open(SAMPLE);
  await walk.step("missing");
  await walk.press("Prazos e passos");
  const letters = page.getByRole("region", { name: "Cartas e declarações" });
  await expect(letters).toBeVisible();
  await letters.getByText("De onde vem isto").first().click();
  await look(walk, "n-letters");
  await walk.button(/^Fazer o PDF.*Pedido de gravação/).click();
  await expect(page.getByText(/^Feito: /)).toBeVisible();
  await expect(page.getByText(/^Já passaram mais de 90 dias/)).toBeVisible();
  await look(walk, "n-letters-made");
});

test("deliveries and charges", async ({ page, house }) => {
  const charge = { text: "Aurora TV cobrada em dobro na fatura de fevereiro", paid: true };
  const walk = await opened(page, house, {
    charges: [
      { ...charge, date: "2026-02-10", amount: 5990 },
      { ...charge, date: "2021-02-10", amount: 5990 },
      { date: "2026-04", text: "Multa de cancelamento", amount: 20000, paid: false },
    ],
  });
  await walk.step("missing");
  await walk.press("Entregas");
  await look(walk, "n-deliveries-none");
  await walk.press("Registrar entrega");
  await expect(walk.dialog()).toBeVisible();
  await look(walk, "n-delivery");
  await page.getByLabel("Lugar").fill("Procon, posto do centro, segundo andar, guichê doze");
  await page.getByLabel("Número que deram").fill("FA 35.001.002.26-0012345");
  await page.getByLabel("O que aconteceu").fill("Marcaram audiência com a empresa.");
  await walk.press("Guardar");
  await expect(walk.dialog()).toHaveCount(0);
  await look(walk, "n-deliveries");
  await walk.step("account");
  await expect(page.getByRole("term").filter({ hasText: "Devolução em dobro" })).toBeVisible();
  await walk.press("Adicionar cobrança");
  await look(walk, "h-charges");
});

test("a value beyond the court's limit", async ({ page, house }) => {
  await welcomed(house);
  const requests = [{ text: "Devolver o preço do carro.", kind: "refund", amount: 9_000_000 }];
  const filing = { profile: "jec-balcao" };
  await make(house, EMPTY, { requests, filing });
  const walk = new Walk(page, house);
  await walk.open(EMPTY);
  await walk.step("account");
  await expect(page.getByText(/passa do limite do Juizado/)).toBeVisible();
  await look(walk, "h-beyond");
});

test("every destination", async ({ page, full }) => {
  const walk = new Walk(page, full);
  await walk.open(SAMPLE);
  await walk.step("export");
  for (const [group, name] of [
    ["Juizado Especial", "j1-court"],
    ["Advogado e impressão", "j1-lawyer"],
    ["Procon e consumidor.gov.br", "j1-procon"],
  ] as const) {
    await page.getByLabel(group, { exact: true }).check({ force: true });
    await look(walk, name);
  }
});

test("the parcel of the court", async ({ page, house }) => {
  const walk = await opened(page, house, { profile: "tjsp-esaj" });
  await walk.step("export");
  await walk.press("Continuar");
  await expect(page.getByRole("progressbar")).toHaveCount(0, { timeout: 60_000 });
  await walk.press("Continuar");
  await look(walk, "j3-court");
  await walk.press("Continuar");
  await expect(page.getByRole("img", { name: /^Página 1 de / })).toBeVisible();
  await look(walk, "j4-court");
  await page
    .getByRole("complementary")
    .getByRole("button", { name: /^Gerar/ })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pronto!", { timeout: 90_000 });
  await look(walk, "j5-court");
});
