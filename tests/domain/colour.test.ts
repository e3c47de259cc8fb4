import fc from 'fast-check';
import { accentFor, dark, light } from '../../admin-ui/design/src/index.ts';
import { contrastOf, readableOnPaper, tintOf } from '@backhaul/domain/text/colour';
import { expect, it } from 'vitest';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((n) => `#${n.toString(16).padStart(6, '0')}`);
const AA = 4.5;

it('the contrast of two colours is that of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastOf('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
});

it('a colour that can be read stays, a pale one gets darker, of any hue', () => {
  expect(readableOnPaper('#0f766e')).toBe('#0f766e');
  fc.assert(
    fc.property(anyColour, (colour) => {
      const printed = readableOnPaper(colour);
      for (const ground of ['#ffffff', tintOf(printed)])
        expect(contrastOf(printed, ground)).toBeGreaterThanOrEqual(AA);
    }),
  );
});

it('buttons and texts of any accent can be read on every ground, light and dark', () => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const accent = accentFor(colour);
      for (const [look, scheme] of [
        [accent.light, light],
        [accent.dark, dark],
      ] as const) {
        for (const ground of [
          scheme.surface,
          scheme.canvas,
          scheme.sunken,
          look.soft,
          look.onAccent,
        ])
          expect(contrastOf(look.accent, ground)).toBeGreaterThanOrEqual(AA);
        expect(contrastOf(look.hover, look.onAccent)).toBeGreaterThanOrEqual(AA);
      }
    }),
  );
});
