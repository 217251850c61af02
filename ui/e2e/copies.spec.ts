// What was found in a file is taken or refused, and a part of a picture is hidden: the copy is looked at, pixel by pixel.
import type { Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { add, exhibits, make, welcomed } from "./support/cases";
import { expect, missing, test } from "./support/fixture";
import { look } from "./support/look";
import { ROOT } from "./support/places";
import { Walk } from "./support/walk";

test.skip(missing !== "", missing);
test.describe.configure({ timeout: 240_000 });
test.afterEach(({ faults }) => expect.soft(faults).toEqual([]));

const MAIL = join(ROOT, "assets/sample/arquivos/Visita técnica agendada para 09_03.eml");

/** How bright a picture is around a point, 0 to 255 (places in hundredths of width and height). */
function brightness(page: Page, key: string, x: number, y: number): Promise<number> {
  return page.evaluate(
    async ([address, left, top]) => {
      const picture = await createImageBitmap(await (await fetch(address)).blob());
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const pen = canvas.getContext("2d");
      pen?.drawImage(picture, 0, 0);
      const at = [(picture.width * left) / 100 - 4, (picture.height * top) / 100 - 4] as const;
      const { data } = pen?.getImageData(at[0], at[1], 8, 8) ?? { data: [] };
      return Math.max(...[...data].filter((_, index) => index % 4 !== 3));
    },
    [`/picture/${key}`, x, y] as const,
  );
}

test("what was found in a mail is taken, or refused for good", async ({ page, house }) => {
  await welcomed(house);
  const path = await make(house, "Visita marcada");
  await add(house, path, MAIL);
  const walk = new Walk(page, house);
  await walk.open("Visita marcada");
  await walk.exhibit("Visita técnica agendada para 09 03");
  await expect(page.getByText("agendamento-5540218.pdf").first()).toBeVisible();
  await look(walk, "e-mail");
  await page.getByRole("button", { name: "Não usar R$ 59,90" }).click();
  await expect(page.getByText("Esta sugestão não aparece mais.")).toBeVisible();
  await expect(page.getByText("Valor R$ 59,90")).toHaveCount(0);
  await page.reload();
  await walk.open("Visita marcada");
  await walk.exhibit("Visita técnica agendada para 09 03");
  await expect(page.getByText("Protocolo 2026030600981120")).toBeVisible();
  await expect(page.getByText("Valor R$ 59,90")).toHaveCount(0);
});

test("a part of a picture is hidden, and its copy shows nothing of it", async ({
  page,
  house,
  papers,
}) => {
  await welcomed(house);
  const path = await make(house, "Foto com dados");
  const file = papers.at("nota fiscal.jpg");
  await add(house, path, file);
  const walk = new Walk(page, house);
  await walk.open("Foto com dados");
  await walk.exhibit("nota fiscal");
  await walk.press("Tarjar");
  await expect(page.getByText("Cubra o que outras pessoas não devem ler.")).toBeVisible();
  await walk.press("Pôr uma tarja no meio da página");
  await expect(page.getByRole("heading", { name: "1 tarja" })).toBeVisible();
  await look(walk, "e-hide");
  await walk.press("Guardar a cópia");
  await expect(page.getByText("Cópia com tarja feita: Doc. 1.")).toBeVisible();
  await look(walk, "e-hidden");
  await walk.press("Ver Cópia com 1 tarja, no lugar do original");
  await expect(walk.dialog().getByRole("img")).toBeVisible();
  await look(walk, "e-hidden-seen");

  interface Copied {
    exhibits: { items: { sha256: string; copies: { sha256: string }[] }[] }[];
  }
  const shown = await house.ask<Copied>({ request: "show", path });
  const item = shown.exhibits[0]?.items[0];
  const copy = item?.copies[0]?.sha256 ?? "";
  // The bar reaches from 30 to 70 hundredths of the width, from 45 to 50 of the height.
  for (const [x, y] of [
    [32, 46],
    [50, 47],
    [68, 49],
  ] as const)
    expect(await brightness(page, `item/${copy}/1/1280`, x, y)).toBeLessThan(8);
  expect(await brightness(page, `item/${copy}/1/1280`, 50, 60)).toBeGreaterThan(200);
  expect(await brightness(page, `item/${item?.sha256 ?? ""}/1/1280`, 50, 47)).toBeGreaterThan(200);
  // What came in lies where it lay, byte for byte.
  expect((await exhibits(house, path)).size).toBe(1);
  const kept = join(house.home, "Casos", "Foto com dados", "data/originais/0001-nota fiscal.jpg");
  expect(readFileSync(kept).equals(readFileSync(file))).toBe(true);
});
