import { expect, it } from "vitest";
import { compactTaxId, doubtTaxId } from "./tax-id";

it.each([
  "529.982.247-25",
  "39053344705",
  "111.444.777-35",
  "123.456.789-09",
  "12.ABC.345/01DE-35",
  "12abc345000188",
  "11.222.333/0001-81",
  "00.000.000/0001-91",
  "33.000.167/0001\u201301",
  "",
  "  ",
])("has no doubt about %j", (text) => expect(doubtTaxId(text)).toBeNull());

it.each([
  "529.982.247-52",
  "12ABC34501DE00",
  "11.222.333/0001-18",
  "111.111.111-11",
  "00000000000000",
])("doubts the digits of %s", (text) => expect(doubtTaxId(text)).toBe("digit"));

it.each(["529.982.247", "12ABC34501DEA5", "passaporte", "1122233300018"])(
  "doubts the shape of %s",
  (text) => expect(doubtTaxId(text)).toBe("shape"),
);

it("takes away only what stands between the groups", () =>
  expect(compactTaxId(" 12.abc.345/01de-35 ")).toBe("12ABC34501DE35"));
