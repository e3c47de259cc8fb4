import type { Page } from 'playwright-core';

/**
 * Texts of the page that cannot be read for want of room: drawn over each other, or cut off by a box that does not scroll, with an
 * ellipsis or without; or drawn over the edge of its card or cell. Measured where each line of a text really stands.
 */
export function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    interface Line {
      element: Element;
      text: string;
      box: DOMRect;
    }
    const CLOSE = 3;
    const styles = new Map<Element, CSSStyleDeclaration>();
    const styleOf = (element: Element): CSSStyleDeclaration => {
      const style = styles.get(element) ?? getComputedStyle(element);
      styles.set(element, style);
      return style;
    };
    const above = (element: Element): Element[] => {
      const found: Element[] = [];
      for (let at: Element | null = element; at; at = at.parentElement) found.push(at);
      return found;
    };
    const hides = (element: Element): boolean => {
      const { overflowX, overflowY } = styleOf(element);
      return overflowX !== 'visible' || overflowY !== 'visible';
    };
    // charts draw by themselves, and what floats over the page is meant to
    const isMeasured = (element: Element, chain: Element[]): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      !element.closest('svg, select, legend, iframe, .cm-editor') &&
      !chain.some((each) => ['fixed', 'sticky'].includes(styleOf(each).position));
    const wrong = new Set<string>();
    const lines: Line[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (!text || !element) continue;
      const chain = above(element);
      if (!isMeasured(element, chain)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(
        ({ width, height }) => width > 1 && height > 1,
      );
      const clip = chain.find(hides);
      const edge = clip?.getBoundingClientRect();
      for (const box of boxes) {
        // a pixel is how words for screen readers only are kept
        if (edge && (edge.width <= 2 || edge.height <= 2)) continue;
        if (
          clip &&
          edge &&
          ['hidden', 'clip'].includes(styleOf(clip).overflowX) &&
          !chain.some((each) => styleOf(each).webkitLineClamp !== 'none') &&
          (box.right > edge.right + CLOSE || box.left < edge.left - CLOSE)
        )
          wrong.add(`cut off: “${text.slice(0, 60)}”`);
        // what has edges of its own keeps its texts within them
        const place = chain.find((each) => each.matches('.MuiCard-root, .card, td, th'));
        const sides = place?.getBoundingClientRect();
        if (
          sides &&
          place?.contains(clip ?? null) !== true &&
          (box.right > sides.right + CLOSE || box.left < sides.left - CLOSE)
        )
          wrong.add(`outside its place: “${text.slice(0, 60)}”`);
        if (
          !edge ||
          (box.left < edge.right &&
            box.right > edge.left &&
            box.top < edge.bottom &&
            box.bottom > edge.top)
        )
          lines.push({
            element,
            text,
            box: edge
              ? new DOMRect(
                  Math.max(box.left, edge.left),
                  Math.max(box.top, edge.top),
                  Math.min(box.right, edge.right) - Math.max(box.left, edge.left),
                  Math.min(box.bottom, edge.bottom) - Math.max(box.top, edge.top),
                )
              : box,
          });
      }
    }
    for (const [index, one] of lines.entries())
      for (const other of lines.slice(index + 1))
        if (
          one.element !== other.element &&
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) >
            CLOSE &&
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) > CLOSE
        )
          wrong.add(
            `“${one.text.slice(0, 60)}” and “${other.text.slice(0, 60)}” are drawn over each other`,
          );
    return [...wrong].slice(0, 10);
  });
}
