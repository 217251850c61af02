// The words of the screen: every message exists and is used, sentences are short and kind, and no
// text stands outside the catalogue.
import { parse as parseFluent } from "@fluent/syntax";
import { parse as parseSvelte } from "svelte/compiler";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const catalogue = import.meta.glob<string>("@locales/pt-BR/*.ftl", {
  query: "?raw",
  import: "default",
  eager: true,
});
const code = import.meta.glob<string>(["../**/*.svelte", "../**/*.ts", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

const LONGEST_SENTENCE = 25;
/** Words that frighten, accuse or say nothing to the people this is for. */
const BANNED =
  /inválid|erro fatal|exceção|\bhash\b|lacre|\bfls\.|mismatch|sucesso!|garantimos|causa ganha|\bplanilha de erro|você (errou|fez errado)/i;
/** The words come from the engine's closed lists there. */
const ENGINE_WORDS = /backend\/(words|generated)\.ts$/;

interface Message {
  file: string;
  id: string;
  text: string;
}

/** Returns every way a pattern can be written out, with placeholders as one word. */
function variants(pattern: { elements: unknown[] } | null): string[] {
  let all = [""];
  for (const element of pattern?.elements ?? []) {
    const node = element as { type: string; value?: string; expression?: unknown };
    const tails =
      node.type === "TextElement" ? [node.value ?? ""] : expression(node.expression as never);
    all = all.flatMap((head) => tails.map((tail) => head + tail));
  }
  return all;
}

function expression(node: {
  type: string;
  value?: string;
  variants?: { value: { elements: unknown[] } }[];
}): string[] {
  if (node.type === "SelectExpression")
    return (node.variants ?? []).flatMap((v) => variants(v.value));
  return node.type === "StringLiteral" ? [node.value ?? ""] : ["X"];
}

function messages(): Message[] {
  return Object.entries(catalogue).flatMap(([file, text]) =>
    parseFluent(text, {}).body.flatMap((entry) => {
      if (entry.type === "Junk") throw new Error(`${file}: ${entry.content}`);
      if (entry.type !== "Message") return [];
      return variants(entry.value).map((variant) => ({ file, id: entry.id.name, text: variant }));
    }),
  );
}

/** Returns the ids that code asks for: whole ones, and beginnings of those that are put together. */
function used(): { whole: Set<string>; begins: string[] } {
  const whole = new Set<string>();
  const begins: string[] = [];
  for (const [file, text] of Object.entries(code)) {
    for (const [, id] of text.matchAll(/["'`]([a-z][a-z0-9]*(?:-[a-z0-9_]+)*)["'`]/g))
      if (id) whole.add(id);
    for (const [, begin] of text.matchAll(/`([a-z][a-z0-9-]*-)\$\{/g))
      if (begin) begins.push(begin);
    for (const [, id] of text.matchAll(/<Term\s+id="([^"]+)"/g))
      if (id) whole.add(`term-${id}`).add(`term-${id}-text`);
    if (!file) throw new Error("unreachable");
  }
  return { whole, begins };
}

describe("the catalogue", () => {
  const all = messages();
  const ids = new Set(all.map((message) => message.id));

  it("has no message twice", () => {
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const { file, id } of new Map(all.map((m) => [`${m.file} ${m.id}`, m])).values()) {
      if (seen.has(id)) twice.push(`${id} in ${seen.get(id)} and ${file}`);
      seen.set(id, file);
    }
    expect(twice).toEqual([]);
  });

  it("has every message that the code asks for by its whole name", () => {
    const missing: string[] = [];
    for (const [file, text] of Object.entries(code))
      for (const [, id] of text.matchAll(/\bt\(\s*"([^"]+)"/g))
        if (id && !ids.has(id)) missing.push(`${file}: ${id}`);
    expect(missing).toEqual([]);
  });

  it("has no message that nothing asks for", () => {
    const { whole, begins } = used();
    const idle = [...ids].filter(
      (id) => !whole.has(id) && !begins.some((begin) => id.startsWith(begin)),
    );
    expect(idle).toEqual([]);
  });

  it("has no sentence over 25 words", () => {
    const long = all.flatMap(({ id, text }) =>
      text
        .split(/(?<=[.!?:;])\s|\n/)
        .filter((sentence) => sentence.split(/\s+/).filter(Boolean).length > LONGEST_SENTENCE)
        .map((sentence) => `${id}: ${sentence}`),
    );
    expect(long).toEqual([]);
  });

  it("has no word that frightens, accuses or promises", () => {
    expect(all.filter(({ text }) => BANNED.test(text))).toEqual([]);
  });
});

interface Node {
  type: string;
  name?: string;
  data?: string;
  value?: unknown;
  [key: string]: unknown;
}

const READ_ALOUD = new Set(["title", "alt", "placeholder", "aria-label", "label", "lead", "hint"]);
const LETTERS = /\p{L}{2,}/u;

/** Collects texts that stand in the markup itself. */
function bareTexts(node: unknown, found: string[]): void {
  if (Array.isArray(node)) node.forEach((child) => bareTexts(child, found));
  if (node === null || typeof node !== "object" || Array.isArray(node)) return;
  const { type, data, name, value } = node as Node;
  if (type === "Text" && typeof data === "string" && LETTERS.test(data)) found.push(data.trim());
  if (type === "Attribute") {
    const texts = Array.isArray(value) ? (value as Node[]).filter((v) => v.type === "Text") : [];
    if (READ_ALOUD.has(name ?? ""))
      found.push(...texts.map((text) => text.data ?? "").filter((text) => LETTERS.test(text)));
    return;
  }
  if (type === "Style" || type === "StyleSheet" || type === "Script") return;
  for (const child of Object.values(node)) bareTexts(child, found);
}

/** Collects string literals in script code that are written in Portuguese. */
function portuguese(file: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateTail(node)) &&
      /[ãõáéíóúçâêôà]/i.test(node.text)
    )
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  return found;
}

describe("the code", () => {
  it("holds no words of its own", () => {
    const found: string[] = [];
    for (const [file, text] of Object.entries(code)) {
      if (ENGINE_WORDS.test(file)) continue;
      const texts: string[] = [];
      if (file.endsWith(".svelte")) {
        bareTexts(parseSvelte(text, { modern: true }).fragment, texts);
        for (const [, script] of text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g))
          texts.push(...portuguese(file, script ?? ""));
      } else texts.push(...portuguese(file, text));
      found.push(...texts.map((bare) => `${file}: ${bare}`));
    }
    expect(found).toEqual([]);
  });
});
