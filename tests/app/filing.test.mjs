// The way to the counter and to the court through the real window: a destination is chosen, what is missing is
// seen and settled, the next deadline is read, a dossier is made for both, and the delivery is noted.
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { Place, ROOT, Window, until } from "./driver.mjs";

const sample = (name) => path.join(ROOT, "assets/sample/arquivos", name);
const TITLE = "Internet cobrada em dobro";
const COURT = "Juizado Especial, pela internet";
const MB = 1024 * 1024;

const dayIn = (days) => {
  const day = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat("pt-BR", { dateStyle: "short" })
    .format(day)
    .replace(/\d+$/, String(day.getFullYear()));
};
const isoDay = (written) => written.split("/").reverse().join("-");

describe("from what is missing to the delivery", () => {
  const place = new Place();
  let window;
  let caseHandle;

  const shown = async () =>
    (await window.ask({ request: "show", path: caseHandle })).reply;
  const step = (name) => window.click("nav button", new RegExp(`^${name}`));
  const lineOf = async (profile, id) => {
    const asked = { request: "missing", path: caseHandle, profile };
    const { lines } = (await window.ask(asked)).reply;
    return lines.find((line) => line.id === id);
  };
  const done = async (request) => {
    const answer = await window.ask(request);
    assert.equal(answer.error, undefined, JSON.stringify(answer.error));
    return answer;
  };

  before(async () => {
    window = await Window.open(place);
    const settings = { welcomed: true };
    await done({ request: "set_settings", path: "ajustes:", settings });
    await done({ request: "new", path: "casos:", title: TITLE });
    const { reply } = await done({ request: "cases", path: "casos:" });
    caseHandle = reply.cases[0].path;
    await done({
      request: "fill",
      path: caseHandle,
      case: {
        claimant: { name: "Ana Lúcia Pereira", tax_id: "52998224725" },
        respondents: [{ trade_name: "Aurora Telecom", sector: "telecom" }],
        requests: [
          {
            text: "Devolução do que paguei a mais",
            kind: "refund",
            amount: 15980,
          },
        ],
      },
    });
    await window.reload();
    await window.click("button", new RegExp(`^${TITLE}`));
    await step("Provas");
    await window.sees("Junte tudo o que mostra o problema");
    await place.drop(
      ["fatura_02_2026.pdf", "IMG_20260305_214512.jpg"].map(sample),
    );
    await window.sees("2 guardados.");
    await window.click("button", "Fechar");
  });

  after(async () => {
    await window.close();
    place.clear();
  });

  test("what is missing for the court is seen, and two items are settled", async () => {
    await step("O que falta");
    await window.choose("Para onde você vai levar?", COURT);
    await until(
      "o destino guardado",
      async () => (await shown()).filing?.profile === "jec-eletronico",
    );
    assert.equal((await lineOf("jec-eletronico", "identity")).state, "missing");
    await window.click("button", /^Já levo no papel.*Documento com foto/);
    await until("o documento anotado", async () => {
      const { state, settled } = await lineOf("jec-eletronico", "identity");
      return state === "settled" && settled === "on_paper";
    });
    await window.sees("Você leva no papel");
    await window.click("button", /^Não se aplica.*Anúncio ou oferta/);
    await until("o anúncio anotado", async () => {
      const { settled } = await lineOf("jec-eletronico", "offer");
      return settled === "not_applicable";
    });
  });

  test("a contact brings the next deadline", async () => {
    const yesterday = dayIn(-1);
    await done({
      request: "contact",
      path: caseHandle,
      when: isoDay(yesterday),
      channel: "sac_phone",
      protocols: ["2026112100418822"],
    });
    await window.reload();
    await window.click("button", new RegExp(`^${TITLE}`));
    await step("O que falta");
    await window.click("button", "Prazos e passos");
    await window.sees("Pedir a gravação da ligação");
    const { deadlines } = (
      await done({ request: "deadlines", path: caseHandle })
    ).reply;
    const recording = deadlines.find(
      ({ title }) => title === "Pedir a gravação da ligação",
    );
    const [year, month, day] = recording.until.split("-");
    await window.sees(`Faça até ${day}/${month}/${year}`);
  });

  const make = async (group, name) => {
    await step("Gerar dossiê");
    if (await window.has("button", "Gerar para outro destino"))
      await window.click("button", "Gerar para outro destino");
    await window.generate({ choices: [group, name] });
    return readdirSync(place.out, { recursive: true }).filter((file) =>
      statSync(path.join(place.out, file)).isFile(),
    );
  };

  test("the dossier for the counter is made", async () => {
    const files = await make(/^Procon e consumidor/, /^Procon(?! )/);
    for (const ending of [
      "- Procon.pdf",
      "- Procon.zip",
      "- ficha de reclamação.pdf",
      "- leve no dia.pdf",
    ])
      assert.ok(
        files.some((file) => file.endsWith(ending)),
        `${ending}\n${files.join("\n")}`,
      );
  });

  test("the files for the court obey its limits", async () => {
    const files = await make(/^Juizado/, new RegExp(`^${COURT}`));
    const upload = files.filter(
      (file) => /enviar/.test(file) && file.endsWith(".pdf"),
    );
    assert.ok(upload.length >= 3, files.join("\n"));
    for (const file of upload) {
      assert.match(path.basename(file), /^[A-Za-z0-9]{1,42}\.pdf$/);
      assert.ok(statSync(path.join(place.out, file)).size <= 3 * MB, file);
    }
  });

  test("the delivery is noted", async () => {
    await step("O que falta");
    await window.click("button", "Entregas");
    await window.click("button", "Registrar entrega");
    await window.type("Lugar", "Procon, posto do centro");
    await window.type("Dia", dayIn(0));
    await window.type("Número que deram", "FA 35.001.002.26-0012345");
    await window.click("button", "Guardar");
    const [delivery] = await until("a entrega guardada", async () => {
      const { filing } = await shown();
      return filing?.deliveries?.length === 1 && filing.deliveries;
    });
    assert.equal(delivery.number, "FA 35.001.002.26-0012345");
    assert.equal(delivery.when, isoDay(dayIn(0)));
    assert.ok(existsSync(place.out));
  });
});
