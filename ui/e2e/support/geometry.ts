// What a picture shows and axe does not: things over one another, cut words, a page that scrolls
// sideways, targets too small. Runs inside the page, so it uses nothing from outside itself.

/** Returns what is wrong with the geometry of the page as it stands, in words. */
export function geometry(): string[] {
  const wrong: string[] = [];
  const SLACK = 2;
  const AIR = 0.18;
  const CONTROLS = "button, a[href], input, select, textarea, summary, [role=region][tabindex='0']";

  interface Box {
    element: Element;
    layer: Element;
    left: number;
    top: number;
    right: number;
    bottom: number;
  }
  const name = (element: Element): string => {
    const words = (element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 50);
    const kind = element.tagName.toLowerCase();
    return `${kind}.${element.className
      .toString()
      .replace(/svelte-\w+/g, "")
      .trim()} “${words}”`;
  };
  const seen = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.closest(".visually-hidden, [inert]") === null;

  /** What floats above the rest on purpose is compared with its own kind only. */
  const layers = new Map<Element, Element>();
  function layerOf(element: Element): Element {
    const known = layers.get(element);
    if (known) return known;
    const { position } = getComputedStyle(element);
    const floats = position === "fixed" || position === "sticky" || position === "absolute";
    const up = element.parentElement;
    const layer = floats || !up || element.matches("dialog[open]") ? element : layerOf(up);
    layers.set(element, layer);
    return layer;
  }
  /** Cuts a box to what `from` and its ancestors let through. */
  function clipped(from: Element | null, box: DOMRect): DOMRect | null {
    let { left, top, right, bottom } = box;
    for (let up = from; up && up !== document.body; up = up.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(up);
      if (overflowX === "visible" && overflowY === "visible") continue;
      const frame = up.getBoundingClientRect();
      left = Math.max(left, frame.left);
      right = Math.min(right, frame.right);
      top = Math.max(top, frame.top);
      bottom = Math.min(bottom, frame.bottom);
    }
    if (right - left < 1 || bottom - top < 1) return null;
    return new DOMRect(left, top, right - left, bottom - top);
  }
  function boxOf(element: Element, rect: DOMRect | null): Box[] {
    if (!rect) return [];
    const { left, top, right, bottom } = rect;
    return [{ element, layer: layerOf(element), left, top, right, bottom }];
  }

  const dialog = document.querySelector("dialog[open]");
  const root = dialog ?? document.body;
  const controls = [...root.querySelectorAll(CONTROLS)].filter(seen);
  const boxes = controls.flatMap((element) =>
    boxOf(element, clipped(element.parentElement, element.getBoundingClientRect())),
  );
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!element || !node.textContent?.trim() || element.closest("option, textarea")) continue;
    if (!seen(element)) continue;
    const frame = element.closest("button, summary, .chip, .tab, .sheet, dialog");
    const edge = frame && layerOf(frame) === layerOf(element) && frame.getBoundingClientRect();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()];
    const letter = parseFloat(getComputedStyle(element).fontSize);
    const words = node.textContent.trim().split(/\s+/).length;
    if (lines.length > words + 1 && lines.every(({ width }) => width < 2 * letter))
      wrong.push(`words stand letter by letter: ${name(element)}`);
    for (const line of lines) {
      // A line is as high as its font allows; its letters are not.
      const air = line.height * AIR;
      const letters = new DOMRect(line.left, line.top + air, line.width, line.height - 2 * air);
      const cut = clipped(element, letters);
      boxes.push(...boxOf(element, cut));
      if (cut && edge && (cut.right > edge.right + SLACK || cut.left < edge.left - SLACK))
        wrong.push(`words leave their frame: ${name(element)}`);
    }
  }

  boxes.sort((a, b) => a.top - b.top);
  for (const [index, a] of boxes.entries()) {
    for (let next = index + 1; next < boxes.length; next += 1) {
      const b = boxes[next];
      if (!b || b.top >= a.bottom - SLACK) break;
      if (a.layer !== b.layer || a.element === b.element) continue;
      if (a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > SLACK && down > SLACK)
        wrong.push(`over one another: ${name(a.element)} and ${name(b.element)}`);
    }
  }

  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) {
    const wide = boxes.filter(({ right }) => right > page.clientWidth);
    const which = wide.map(({ element }) => name(element)).join(", ");
    wrong.push(`the page scrolls sideways: ${page.scrollWidth} > ${page.clientWidth}: ${which}`);
  }
  for (const element of root.querySelectorAll("*")) {
    if (element.scrollWidth <= element.clientWidth + 1 || element.clientWidth === 0) continue;
    if (!seen(element) || element.matches("input, select, textarea, [tabindex='0']")) continue;
    const { overflowX, textOverflow } = getComputedStyle(element);
    if ((overflowX === "hidden" || overflowX === "clip") && textOverflow !== "ellipsis")
      wrong.push(`words are cut: ${name(element)}`);
    const reached = element.querySelector("button, a, input, summary");
    if ((overflowX === "auto" || overflowX === "scroll") && !reached)
      wrong.push(`scrolls sideways out of reach of the keyboard: ${name(element)}`);
  }

  for (const element of controls) {
    const target =
      element.matches("input[type=checkbox], input[type=radio]") && element.closest("label");
    const { width, height } = (target || element).getBoundingClientRect();
    if (width < 24 || height < 24)
      wrong.push(`a target of ${width.toFixed(0)} × ${height.toFixed(0)}: ${name(element)}`);
  }
  const headings = [...document.querySelectorAll("h1")].filter(seen);
  if (headings.length !== 1) wrong.push(`${headings.length} headings of the first rank`);
  const mains = [...document.querySelectorAll("button.main")].filter(
    (one) => seen(one) && (!dialog || dialog.contains(one)),
  );
  if (mains.length > 1) wrong.push(`${mains.length} main buttons`);
  return [...new Set(wrong)];
}
