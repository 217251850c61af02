// Check digits of CPF and CNPJ, so that a field can say at once that a number looks mistyped. The
// engine keeps the number in any case and has the last word on paper (src/base/tax_id.rs).

/** What stands out in a tax id that was typed. */
export type TaxIdDoubt = "shape" | "digit";

const PERSON = /^\d{11}$/;
const COMPANY = /^[0-9A-Z]{12}\d{2}$/;

/** Returns the text in capitals without the blanks, dots, dashes and slashes between its groups. */
export function compactTaxId(text: string): string {
  return text.toUpperCase().replace(/[\s./\u2010-\u2015\u2212\u200B-\u200F\u2060\uFEFF-]/g, "");
}

/** Digit over `body`: weights from 2 at the right, up to `highest` and over again; A counts 17. */
function checkDigit(body: string, highest: number): string {
  const sum = [...body].reverse().reduce((total, char, place) => {
    const weight = 2 + (place % (highest - 1));
    return total + (char.charCodeAt(0) - 48) * weight;
  }, 0);
  const rest = sum % 11;
  return String(rest < 2 ? 0 : 11 - rest);
}

/** Returns what looks mistyped in a CPF or CNPJ, or null. Nothing typed is no doubt. */
export function doubtTaxId(text: string): TaxIdDoubt | null {
  const bare = compactTaxId(text);
  if (bare === "") return null;
  const person = PERSON.test(bare);
  if (!person && !COMPANY.test(bare)) return "shape";
  const body = bare.slice(0, -2);
  const first = checkDigit(body, person ? 10 : 9);
  const second = checkDigit(body + first, person ? 11 : 9);
  const repeated = new Set(bare).size === 1;
  return !repeated && bare === body + first + second ? null : "digit";
}
