import { colour, contrastOf, mixed, movedUntil, READABLE } from '@backhaul/domain/text/colour';
import { dark, light } from './tokens.ts';

/** Our own deep teal, used where a partner has not chosen a colour. */
export const defaultAccent = '#0F766E';

/** One scheme's reading of an accent colour. Every pair keeps 4.5:1. */
export interface AccentVariant {
  /** For text, icons and filled buttons; readable on the surface, the canvas and `soft`. */
  accent: string;
  /** Filled button under the pointer. */
  hover: string;
  /** Text on `accent` and on `hover`. */
  onAccent: string;
  /** A tint for the background of a selected item. */
  soft: string;
}

export interface Accent {
  /** The colour asked for, or the default when it could not be read. */
  chosen: string;
  /** Whether the chosen colour is readable on white as it is. */
  readable: boolean;
  /** Contrast of the chosen colour with white, 1 to 21. */
  contrast: number;
  light: AccentVariant;
  dark: AccentVariant;
}

const hexOf = (text: string | null | undefined): string | undefined => {
  const typed = text?.trim() ?? '';
  return colour(typed.startsWith('#') ? typed : `#${typed}`);
};

/**
 * Moves the colour towards `goal` (black on light surfaces, white on dark ones) in small steps, until it is
 * readable on all the grounds of the scheme. It ends at `goal` at the latest, which is always readable.
 */
function variant(chosen: string, goal: string, grounds: string[], ink: string): AccentVariant {
  const softOf = (moved: string) => mixed(moved, grounds[0] ?? ink, 0.9);
  const hoverOf = (moved: string) => mixed(moved, goal, 0.14);
  const accent = movedUntil(
    chosen,
    goal,
    (moved) =>
      [...grounds, softOf(moved), ink].every((ground) => contrastOf(moved, ground) >= READABLE) &&
      contrastOf(hoverOf(moved), ink) >= READABLE,
  );
  return {
    accent: accent.toUpperCase(),
    hover: hoverOf(accent).toUpperCase(),
    onAccent: ink,
    soft: softOf(accent).toUpperCase(),
  };
}

/**
 * Makes any accent colour a partner picks usable: says whether it is readable as chosen and gives a
 * variant for each scheme, the same hue made darker or lighter just as far as needed.
 */
export function accentFor(hex: string | null | undefined): Accent {
  const chosen = hexOf(hex) ?? defaultAccent;
  const onWhite = contrastOf(chosen, '#FFFFFF');
  return {
    chosen: chosen.toUpperCase(),
    contrast: onWhite,
    readable: onWhite >= READABLE,
    light: variant(chosen, '#000000', [light.surface, light.canvas, light.sunken], '#FFFFFF'),
    dark: variant(chosen, '#FFFFFF', [dark.surface, dark.canvas, dark.sunken], dark.canvas),
  };
}

/** The variables that `tokens.css` reads; set them on the root element to brand a page. */
export function accentVariables(hex: string | null | undefined): Record<string, string> {
  const accent = accentFor(hex);
  const vars: Record<string, string> = {};
  for (const scheme of ['light', 'dark'] as const) {
    vars[`--accent-${scheme}`] = accent[scheme].accent;
    vars[`--accent-hover-${scheme}`] = accent[scheme].hover;
    vars[`--on-accent-${scheme}`] = accent[scheme].onAccent;
    vars[`--accent-soft-${scheme}`] = accent[scheme].soft;
  }
  return vars;
}
