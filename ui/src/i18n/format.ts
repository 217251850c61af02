// Dates, money, sizes and identifiers as Brazilians write them, and back.
import { LANGUAGE, t } from "./index";

const money = new Intl.NumberFormat(LANGUAGE, { style: "currency", currency: "BRL" });

/** Writes centavos as "R$ 1.234,56". */
export function writeMoney(centavos: number): string {
  return money.format(centavos / 100).replace(/\u00a0/g, " ");
}

/** Reads "1.234,56", "R$ 12" or "12,5" as centavos; null when it is no amount. */
export function readMoney(text: string): number | null {
  const bare = text.replace(/R\$|\s/g, "");
  if (!/^\d{1,3}(\.\d{3})*(,\d{1,2})?$|^\d+([.,]\d{1,2})?$/.test(bare)) return null;
  const thousands = /^\d{1,3}(\.\d{3})+(,|$)/.test(bare) || bare.includes(",");
  const plain = thousands ? bare.replace(/\./g, "").replace(",", ".") : bare;
  const value = Math.round(Number(plain) * 100);
  return Number.isSafeInteger(value) ? value : null;
}

/** Writes a civil date, "2026-11-21", "2026-11" or "2026", as "21/11/2026", "11/2026" or "2026". */
export function writeDay(day: string): string {
  return day.slice(0, 10).split("-").reverse().join("/");
}

/** Writes a moment, "2026-10-05T14:33" with or without offset, as "05/10/2026, 14:33". */
export function writeMoment(moment: string): string {
  const [day = "", time] = moment.split("T");
  return time ? `${writeDay(day)}, ${time.slice(0, 5)}` : writeDay(day);
}

const isRealDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/**
 * Reads what people type for a date: "21/11/2026", "21-11-2026", "11/2026", "2026".
 * Null when it is none: an impossible day is never mended.
 */
export function readDay(text: string): string | null {
  const parts = text.trim().split(/[/.\-\s]+/);
  if (parts.some((part) => !/^\d+$/.test(part))) return null;
  // Two digits are never completed: '63 may be a birth year.
  const year = (part: string): number => (part.length === 4 ? Number(part) : 0);
  const two = (value: number): string => String(value).padStart(2, "0");
  const [first = "", second = "", third = ""] = parts;
  if (parts.length === 3 && first.length <= 2 && second.length <= 2) {
    const [d, m, y] = [Number(first), Number(second), year(third)];
    return y >= 1900 && isRealDate(y, m, d) ? `${y}-${two(m)}-${two(d)}` : null;
  }
  if (parts.length === 2 && first.length <= 2) {
    const [m, y] = [Number(first), year(second)];
    return y >= 1900 && m >= 1 && m <= 12 ? `${y}-${two(m)}` : null;
  }
  if (parts.length === 1 && first.length === 4) return Number(first) >= 1900 ? first : null;
  return null;
}

/** Writes a length in milliseconds as "2 min 31 s". */
export function writeDuration(milliseconds: number): string {
  if (milliseconds < 10_000) return `${(milliseconds / 1000).toFixed(1).replace(".", ",")} s`;
  const all = Math.round(milliseconds / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  if (hours > 0) return `${hours} h ${minutes} min ${seconds} s`;
  return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
}

/** Writes a size in bytes as "4,1 MB". */
export function writeSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 1 && value < 100 ? 1 : 0;
  return `${value.toLocaleString(LANGUAGE, { maximumFractionDigits: digits })} ${units[unit] ?? ""}`;
}

/** Writes the time of day, "14:32". */
export function writeTime(date: Date): string {
  return date.toLocaleTimeString(LANGUAGE, { hour: "2-digit", minute: "2-digit" });
}

/** Writes a CPF or CNPJ with its points; what is neither stays as it is. */
export function writeTaxId(bare: string): string {
  if (/^\d{11}$/.test(bare)) return bare.replace(/^(...)(...)(...)(..)$/, "$1.$2.$3-$4");
  if (/^[0-9A-Z]{12}\d\d$/.test(bare))
    return bare.replace(/^(..)(...)(...)(....)(..)$/, "$1.$2.$3/$4-$5");
  return bare;
}

/** Writes a postcode with its dash; what has not eight digits stays as it is. */
export function writeCep(cep: string): string {
  return cep.replace(/^(\d{5})(\d{3})$/, "$1-$2");
}

/** Joins words as a sentence does: "a, b e c". */
export function joinWords(words: string[]): string {
  const [last, ...rest] = [...words].reverse();
  if (last === undefined) return "";
  return rest.length === 0 ? last : t("list-and", { first: rest.reverse().join(", "), last });
}
