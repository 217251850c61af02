import { expect, test } from "vitest";
import { clampPage, markAt, pageOfKey, pictureWidth, stepZoom } from "./viewer";

test("zoom goes one step and stops at the ends", () => {
  expect(stepZoom("page", 1)).toBe(100);
  expect(stepZoom(100, -1)).toBe("page");
  expect(stepZoom("page", -1)).toBe("page");
  expect(stepZoom(300, 1)).toBe(300);
});

test("the picture is never narrower than its place, as far as widths go", () => {
  expect(pictureWidth(97, 1)).toBe(160);
  expect(pictureWidth(97, 2)).toBe(320);
  expect(pictureWidth(640, 1)).toBe(640);
  expect(pictureWidth(641, 1)).toBe(1280);
  expect(pictureWidth(4000, 2)).toBe(2560);
});

test("keys turn pages and stay within the document", () => {
  expect(pageOfKey("PageDown", 3, 27)).toBe(4);
  expect(pageOfKey("PageDown", 27, 27)).toBe(27);
  expect(pageOfKey("PageUp", 1, 27)).toBe(1);
  expect(pageOfKey("Home", 9, 27)).toBe(1);
  expect(pageOfKey("End", 9, 27)).toBe(27);
  expect(pageOfKey("a", 9, 27)).toBeNull();
  expect(clampPage(5, 0)).toBe(1);
});

test("a reader stands in the last part that began", () => {
  const at = (words: string, page: number) => ({ words, short: words, page });
  const marks = [
    { title: "Partes", marks: [at("Capa", 1), at("Provas", 11)] },
    { title: "Provas", marks: [at("Doc. 1", 11), at("Doc. 2", 16)] },
  ];
  expect(markAt(marks, 1)?.words).toBe("Capa");
  expect(markAt(marks, 10)?.words).toBe("Capa");
  expect(markAt(marks, 11)?.words).toBe("Doc. 1");
  expect(markAt(marks, 40)?.words).toBe("Doc. 2");
  expect(markAt([], 4)).toBeUndefined();
});
