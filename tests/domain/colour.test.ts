import fc from 'fast-check';
import { accentFor, dark, light } from '../../admin-ui/design/src/index.ts';
import { contrastOf, readableOnPaper, tintOf } from '@backhaul/domain/text/colour';
import { isSeenOnWhite } from '@backhaul/domain/text/inkOnWhite';
import { describe, expect, it } from 'vitest';

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

describe('a picture on white', () => {
  const picture = (...pixels: [red: number, green: number, blue: number, opacity: number][]) =>
    pixels.flat();
  const white = [255, 255, 255, 255] as [number, number, number, number];
  const nothing = [0, 0, 0, 0] as [number, number, number, number];
  it('is seen by what differs from white, however little of it that is', () => {
    expect(isSeenOnWhite(picture([15, 118, 110, 255]))).toBe(true);
    expect(isSeenOnWhite(picture(...Array.from({ length: 99 }, () => white), [0, 0, 0, 255]))).toBe(
      true,
    );
    expect(
      isSeenOnWhite(picture([0, 0, 0, 200], ...Array.from({ length: 500 }, () => nothing))),
    ).toBe(true);
  });
  it('is not where it is white, nearly so, or nearly see-through', () => {
    for (const pixel of [white, [240, 240, 240, 255], [0, 0, 0, 20], nothing] as [
      number,
      number,
      number,
      number,
    ][])
      expect(isSeenOnWhite(picture(pixel, pixel)), String(pixel)).toBe(false);
    expect(isSeenOnWhite([])).toBe(false);
  });
});
