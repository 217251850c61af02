// Small files to gather, made here: pictures and PDFs drawn by the browser, and texts.
import type { Browser } from "@playwright/test";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Draws what stands on a paper, as a page that the browser can photograph or print. */
function paper(title: string, lines: readonly string[]): string {
  const body = lines.map((line) => `<p>${line}</p>`).join("");
  return `<body style="margin:0;padding:40px;background:#fdfcf7;font:22px/1.5 'Noto Sans',sans-serif">
    <h1 style="font-size:34px;border-bottom:3px solid #222">${title}</h1>${body}</body>`;
}

/** Returns a photo of a paper, 600 × 800 pixels. */
async function photo(browser: Browser, title: string, lines: readonly string[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 600, height: 800 } });
  await page.setContent(paper(title, lines));
  const bytes = await page.screenshot({ type: "jpeg", quality: 60 });
  await page.close();
  return bytes;
}

/** Returns the same photo with a comment, so that it is another file (JPEG, marker COM). */
export function another(jpeg: Buffer, comment: string): Buffer {
  const text = Buffer.from(comment, "utf8");
  const head = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)]);
}

/** Returns a PDF with one page a text. */
async function pdf(browser: Browser, title: string, pages: readonly string[]): Promise<Buffer> {
  const page = await browser.newPage();
  const leaf = (text: string): string =>
    `<section style="break-after:page">${paper(title, [text])}</section>`;
  await page.setContent(pages.map(leaf).join(""));
  const bytes = await page.pdf({ format: "A4" });
  await page.close();
  return bytes;
}

/** RC4, as old PDF locks use it. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const box = Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => box[index & 255] ?? 0;
  const swap = (a: number, b: number): void => {
    [box[a], box[b]] = [at(b), at(a)];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return data.map((byte) => {
    i = (i + 1) & 255;
    j = (j + at(i)) & 255;
    swap(i, j);
    return byte ^ at(at(i) + at(j));
  }) as Buffer;
}

const md5 = (...parts: Buffer[]): Buffer => createHash("md5").update(Buffer.concat(parts)).digest();

/** What passwords are filled up with (ISO 32000-1, 7.6.3.3). */
const PAD = Buffer.from("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a", "hex");

/** Returns a PDF of one page that opens with this password alone (standard lock, revision 2). */
export function locked(password: string, text: string): Buffer {
  const filled = Buffer.concat([Buffer.from(password, "latin1"), PAD]).subarray(0, 32);
  const id = md5(Buffer.from(text));
  const owner = rc4(md5(filled).subarray(0, 5), filled);
  const rights = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const key = md5(filled, owner, rights, id).subarray(0, 5);
  const user = rc4(key, PAD);
  const drawn = Buffer.from(`BT /F1 28 Tf 60 760 Td (${text}) Tj ET`, "latin1");
  const content = rc4(md5(key, Buffer.from([4, 0, 0, 0, 0])).subarray(0, 10), drawn);
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
    Buffer.concat([
      Buffer.from(`<</Length ${content.length}>>stream\n`),
      content,
      Buffer.from("\nendstream"),
    ]),
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    `<</Filter/Standard/V 1/R 2/P -4/O<${owner.toString("hex")}>/U<${user.toString("hex")}>>>`,
  ];
  let file = Buffer.from("%PDF-1.4\n");
  const places = objects.map((object, index) => {
    const place = file.length;
    file = Buffer.concat([
      file,
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from("\nendobj\n"),
    ]);
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  const hex = id.toString("hex");
  const trailer = `trailer\n<</Size ${places.length + 1}/Root 1 0 R/Encrypt 6 0 R/ID[<${hex}><${hex}>]>>`;
  const end = `${table}${trailer}\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.concat([file, Buffer.from(end)]);
}

/** The password of `Fatura com senha.pdf`. */
export const PASSWORD = "12345";

/** Files by name, below a folder. */
export class Papers {
  private constructor(
    private readonly folder: string,
    /** A photo that others are made from. */
    readonly jpeg: Buffer,
  ) {}

  /** Draws the papers into a folder. */
  static async draw(browser: Browser, folder: string): Promise<Papers> {
    mkdirSync(folder, { recursive: true });
    const jpeg = await photo(browser, "Nota fiscal", [
      "Loja Bom Lar Ltda.",
      "Geladeira 400 L — R$ 2.899,00",
      "Data da compra: 12/03/2026",
    ]);
    const papers = new Papers(folder, jpeg);
    papers.write("nota fiscal.jpg", jpeg);
    papers.write("contrato folha 1.jpg", another(jpeg, "folha 1"));
    papers.write("contrato folha 2.jpg", another(jpeg, "folha 2"));
    papers.write("Fatura com senha.pdf", locked(PASSWORD, "Fatura de agosto"));
    papers.write(
      "fatura.pdf",
      await pdf(browser, "Fatura", ["Página um", "Página dois", "Página três"]),
    );
    papers.write("conversa.txt", "12/03/2026 10:02 - Loja: bom dia\n12/03/2026 10:03 - Eu: oi\n");
    return papers;
  }

  /** Writes a file and returns where it stands. */
  write(name: string, bytes: Buffer | string): string {
    writeFileSync(this.at(name), bytes);
    return this.at(name);
  }

  /** Returns where a file stands. */
  at(name: string): string {
    return join(this.folder, name);
  }
}
