// Every pair of text and ground is legible in both themes (WCAG 2.2: 1.4.3 and 1.4.11).
import { describe, expect, it } from "vitest";

const [css = ""] = Object.values(
  import.meta.glob<string>("./tokens.css", { query: "?raw", import: "default", eager: true }),
);

const TEXT = 4.5;
const LINE = 3;

/** Ground, what stands on it, the least contrast. */
const PAIRS: [ground: string, on: string, least: number][] = [
  ...["paper", "sheet", "sheet-2", "desk"].flatMap((ground): [string, string, number][] => [
    [ground, "ink", TEXT],
    [ground, "ink-2", TEXT],
    [ground, "link", TEXT],
    [ground, "bad", TEXT],
    [ground, "rule-strong", LINE],
    [ground, "blue", LINE],
  ]),
  ["blue", "blue-ink", TEXT],
  ["blue-hover", "blue-ink", TEXT],
  ["tab", "tab-ink", TEXT],
  ["blue-wash", "link", TEXT],
  ["blue-wash", "ink", TEXT],
  ["blue-wash", "ink-2", TEXT],
  ["ok", "sheet", TEXT],
  ...["ok", "warn", "bad"].flatMap((tone): [string, string, number][] => [
    [`${tone}-wash`, tone, TEXT],
    [`${tone}-wash`, "ink", TEXT],
    ["sheet", tone, TEXT],
    ["paper", tone, TEXT],
  ]),
  ["focus", "focus-ring", LINE],
];

function colours(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  ) as Record<string, string>;
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const [r = 0, g = 0, b = 0] = parts;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const [, light = "", dark = ""] =
  /:root \{([^}]*)\}[\s\S]*data-theme="dark"\] \{([^}]*)\}/.exec(css) ?? [];
const themes = { light: colours(light), dark: { ...colours(light), ...colours(dark) } };

describe.each(Object.entries(themes))("%s theme", (_, theme) => {
  it.each(PAIRS)("--%s carries --%s", (ground, on, least) => {
    const [under, over] = [theme[ground], theme[on]];
    expect(under, ground).toBeDefined();
    expect(over, on).toBeDefined();
    expect(contrast(under ?? "", over ?? "")).toBeGreaterThanOrEqual(least);
  });
});
