import type { Page } from 'playwright-core';

/**
 * What a finger cannot hit: whatever can be pressed or typed into and is neither 44 pixels wide and
 * high nor has that much room of its own. Links within a sentence are as high as its lines (WCAG
 * 2.5.8). Measured where the finger lands: the label of a box that is ticked, the whole of a card
 * whose heading is its link.
 */
export function cramped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 44;
    const SLACK = 0.6;
    const pressed =
      'a[href], button, input, select, textarea, summary, [role="button"], [role="tab"], [role="checkbox"], [role="radio"], [role="switch"], [role="menuitem"], [role="option"], [role="combobox"]';
    interface Target {
      element: Element;
      name: string;
      box: DOMRect;
      layer: Element | null;
    }
    const positioned = (element: Element): Element => {
      let at = element.parentElement;
      while (at && getComputedStyle(at).position === 'static') at = at.parentElement;
      return at ?? document.body;
    };
    /** What stands fixed over the page is beside nothing on it. */
    const layerOf = (element: Element): Element | null => {
      let at: Element | null = element;
      while (at && !['fixed', 'sticky'].includes(getComputedStyle(at).position))
        at = at.parentElement;
      return at;
    };
    const around = (one: DOMRect, other: DOMRect): DOMRect => {
      const left = Math.min(one.left, other.left);
      const top = Math.min(one.top, other.top);
      return new DOMRect(
        left,
        top,
        Math.max(one.right, other.right) - left,
        Math.max(one.bottom, other.bottom) - top,
      );
    };
    const areaOf = (element: Element): DOMRect => {
      const own = element.getBoundingClientRect();
      const after = getComputedStyle(element, '::after');
      if (after.content !== 'none' && after.position === 'absolute') {
        const place =
          getComputedStyle(element).position === 'static' ? positioned(element) : element;
        return around(own, place.getBoundingClientRect());
      }
      const holder = element.closest('label, .MuiInputBase-root, .file-button');
      return holder ? around(own, holder.getBoundingClientRect()) : own;
    };
    const inSentence = (element: Element): boolean => {
      if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement;
      while (block && getComputedStyle(block).display === 'inline') block = block.parentElement;
      if (!block || /flex|grid/.test(getComputedStyle(block).display)) return false;
      const all = block.textContent ?? '';
      const links = [...block.querySelectorAll('a')].map((link) => link.textContent ?? '').join('');
      return /\p{L}{2}/u.test(all) && all.trim().length > links.trim().length + 2;
    };
    const isTarget = (element: Element): boolean =>
      !element.matches(
        ':disabled, [type="hidden"], [aria-disabled="true"], [aria-hidden="true"]',
      ) &&
      !element.closest('.cm-editor, iframe, [inert], [aria-hidden="true"]') &&
      element.checkVisibility({ visibilityProperty: true });
    const targets = [...document.querySelectorAll(pressed)].filter(isTarget).flatMap((element) => {
      const box = areaOf(element);
      if (box.width <= 2 || box.height <= 2) return [];
      const name = (
        element.getAttribute('aria-label') ??
        (element as HTMLElement).innerText ??
        element.getAttribute('name') ??
        ''
      ).trim();
      return [{ element, name: name || element.tagName, box, layer: layerOf(element) } as Target];
    });
    const grown = ({ box }: Target): DOMRect => {
      const width = Math.max(box.width, LEAST);
      const height = Math.max(box.height, LEAST);
      return new DOMRect(
        box.left + box.width / 2 - width / 2,
        box.top + box.height / 2 - height / 2,
        width,
        height,
      );
    };
    const meet = (one: DOMRect, other: DOMRect): boolean =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > SLACK &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > SLACK;
    const related = (one: Target, other: Target): boolean =>
      one.element.contains(other.element) ||
      other.element.contains(one.element) ||
      (one.element.closest('label') !== null &&
        one.element.closest('label') === other.element.closest('label')) ||
      (one.element.closest('.MuiInputBase-root') !== null &&
        one.element.closest('.MuiInputBase-root') === other.element.closest('.MuiInputBase-root') &&
        one.element.matches('input, [role="combobox"]'));
    const small = targets.filter(
      ({ element, box }) =>
        (box.width < LEAST - SLACK || box.height < LEAST - SLACK) && !inSentence(element),
    );
    return [
      ...new Set(
        small.flatMap((target) => {
          const room = grown(target);
          const other = targets.find(
            (each) =>
              each !== target &&
              each.layer === target.layer &&
              !related(target, each) &&
              !inSentence(each.element) &&
              meet(room, grown(each)),
          );
          return other
            ? [
                `“${target.name.slice(0, 50)}” is ${Math.round(target.box.width)} by ${Math.round(target.box.height)}, beside “${other.name.slice(0, 50)}”`,
              ]
            : [];
        }),
      ),
    ].slice(0, 12);
  });
}
