import type { ThemeOptions } from '@mui/material';
import type { AccentVariant, ColorScheme } from '@backhaul/design';
import type { Density } from '../kit/appearance.ts';

type Overrides = NonNullable<ThemeOptions['components']>;

interface Parts {
  colors: ColorScheme;
  accent: AccentVariant;
  density: Density;
}

/** What the overrides are made of. */
interface Material {
  colors: ColorScheme;
  accent: AccentVariant;
  compact: boolean;
  hairline: string;
  controlHeight: number;
}

const touch = '@media (pointer: coarse)';
/** What a finger hits. */
const finger = { minWidth: 44, minHeight: 44 };

/** Amounts in millions beside a name have to fit into the width of a phone. */
const onPhone = { '@media (max-width: 599.95px)': { paddingInline: 8 } };

/** Hairlines instead of shadows, labels above their inputs, one visible focus ring, targets of 44 px on touch. */
export function componentOverrides({ colors, accent, density }: Parts): Overrides {
  const compact = density === 'compact';
  const material = {
    colors,
    accent,
    compact,
    hairline: `1px solid ${colors.border}`,
    controlHeight: compact ? 32 : 36,
  };
  return {
    ...page(material),
    ...buttons(material),
    ...surfaces(material),
    ...floating(material),
    ...inputs(material),
    ...tables(material),
    ...paging(material),
  };
}

/** Colours, focus ring and motion of everything on the page. */
function page({ colors, accent }: Material): Overrides {
  return {
    MuiCssBaseline: {
      styleOverrides: {
        ':root': { colorScheme: colors.canvas < '#7' ? 'dark' : 'light' },
        body: { backgroundColor: colors.canvas, fontSize: '0.875rem' },
        'a, button, [tabindex], input, [role="button"]': { outlineColor: accent.accent },
        ':focus-visible': { outline: `2px solid ${accent.accent}`, outlineOffset: 2 },
        // The pale tint of a selection would be lost on our own tints.
        '::selection': { backgroundColor: accent.accent, color: accent.onAccent },
        '@media (prefers-reduced-motion: reduce)': {
          '*, *::before, *::after': {
            animationDuration: '0s !important',
            transitionDuration: '0s !important',
            scrollBehavior: 'auto !important',
          },
        },
      },
    },
    MuiButtonBase: {
      defaultProps: { disableRipple: true },
      styleOverrides: {
        root: { '&.Mui-focusVisible': { outline: `2px solid ${accent.accent}`, outlineOffset: 2 } },
      },
    },
    MuiLink: {
      defaultProps: { underline: 'hover' },
      styleOverrides: { root: { fontWeight: 550 } },
    },
    MuiSkeleton: { defaultProps: { animation: false } },
  };
}

/** What is pressed. */
function buttons({ colors, accent, controlHeight }: Material): Overrides {
  return {
    MuiButton: {
      defaultProps: { disableElevation: true },
      styleOverrides: {
        root: {
          minHeight: controlHeight,
          paddingBlock: 0,
          paddingInline: 14,
          whiteSpace: 'nowrap',
          [touch]: { minHeight: 44 },
        },
        sizeSmall: {
          minHeight: 30,
          paddingInline: 10,
          fontSize: '0.8125rem',
          [touch]: { minHeight: 44 },
        },
        outlined: {
          borderColor: colors.border,
          color: colors.text,
          backgroundColor: colors.surface,
          '&:hover': { borderColor: colors.borderStrong, backgroundColor: colors.sunken },
        },
      },
      variants: [
        {
          props: { variant: 'outlined', color: 'error' },
          style: { color: colors.tones.overdue.fg },
        },
      ],
    },
    MuiIconButton: {
      styleOverrides: {
        root: {
          borderRadius: 8,
          color: colors.textMuted,
          [touch]: finger,
        },
      },
    },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          paddingBlock: 4,
          paddingInline: 12,
          color: colors.textMuted,
          borderColor: colors.border,
          [touch]: finger,
          '&.Mui-selected': { color: accent.accent, backgroundColor: accent.soft },
        },
      },
    },
  };
}

/** What lies on the page: cards and messages. */
function surfaces({ colors, compact, hairline }: Material): Overrides {
  return {
    MuiPaper: {
      defaultProps: { elevation: 0 },
      styleOverrides: { root: { backgroundImage: 'none' } },
    },
    MuiCard: { styleOverrides: { root: { border: hairline, boxShadow: 'none' } } },
    MuiCardContent: {
      styleOverrides: {
        root: { padding: compact ? 14 : 18, '&:last-child': { paddingBottom: compact ? 14 : 18 } },
      },
    },
    MuiAlert: {
      styleOverrides: {
        root: { alignItems: 'center', fontSize: '0.875rem', border: hairline },
        outlined: { backgroundColor: colors.surface },
      },
    },
  };
}

/** What floats above the page: menus, dialogs and hints. */
function floating({ colors, hairline }: Material): Overrides {
  const paper = {
    border: hairline,
    backgroundImage: 'none',
    boxShadow: '0 8px 24px rgb(0 0 0 / 0.12)',
  };
  return {
    MuiMenu: { styleOverrides: { paper } },
    MuiPopover: { styleOverrides: { paper } },
    MuiAutocomplete: { defaultProps: { fullWidth: true }, styleOverrides: { paper } },
    MuiDialog: { styleOverrides: { paper: { ...paper, borderRadius: 12 } } },
    MuiDialogTitle: {
      styleOverrides: {
        root: {
          fontSize: '1.0625rem',
          fontWeight: 650,
          paddingBlockEnd: 8,
          overflowWrap: 'anywhere',
        },
      },
    },
    // names without spaces break where a phone ends
    MuiDialogContent: { styleOverrides: { root: { overflowWrap: 'anywhere' } } },
    MuiDialogActions: { styleOverrides: { root: { padding: '12px 24px 20px', gap: 4 } } },
    // What can be chosen is read whole, before and after.
    MuiMenuItem: {
      styleOverrides: {
        root: {
          fontSize: '0.875rem',
          minHeight: 34,
          whiteSpace: 'normal',
          overflowWrap: 'anywhere',
          [touch]: { minHeight: 44 },
        },
      },
    },
    MuiListItemIcon: { styleOverrides: { root: { minWidth: 32, color: 'inherit' } } },
    MuiTooltip: {
      styleOverrides: {
        tooltip: {
          backgroundColor: colors.text,
          color: colors.surface,
          fontSize: '0.8125rem',
          fontWeight: 500,
        },
      },
    },
  };
}

/** What is filled in, with its label above. */
function inputs({ colors, accent, compact, controlHeight }: Material): Overrides {
  return {
    MuiFormControl: { defaultProps: { size: 'small', margin: 'dense', fullWidth: true } },
    MuiTextField: { defaultProps: { size: 'small', margin: 'dense', fullWidth: true } },
    MuiInputLabel: {
      defaultProps: { shrink: true, disableAnimation: true },
      styleOverrides: {
        root: {
          position: 'static',
          transform: 'none',
          maxWidth: '100%',
          whiteSpace: 'normal',
          overflowWrap: 'anywhere',
          overflow: 'visible',
          marginBlockEnd: 5,
          fontSize: '0.8125rem',
          fontWeight: 600,
          lineHeight: 1.35,
          color: colors.text,
          '&.Mui-focused': { color: colors.text },
          '&.Mui-error': { color: colors.tones.overdue.fg },
        },
        asterisk: { color: colors.textMuted },
      },
    },
    MuiFormLabel: { styleOverrides: { root: { '&.Mui-focused': { color: colors.text } } } },
    MuiOutlinedInput: {
      styleOverrides: {
        root: {
          minHeight: controlHeight,
          backgroundColor: colors.surface,
          [touch]: { minHeight: 44 },
          '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: colors.text },
          '&.Mui-focused .MuiOutlinedInput-notchedOutline': {
            borderWidth: 2,
            borderColor: accent.accent,
          },
        },
        input: {
          paddingBlock: compact ? 5 : 7.5,
          paddingInline: 10,
          height: 'auto',
          lineHeight: 1.45,
          '&:focus-visible': { outline: 'none' },
        },
        // The padding is the text area's own.
        multiline: { padding: 0 },
        // The label stands above the field, so the border needs no gap for it.
        notchedOutline: {
          top: 0,
          borderColor: colors.borderStrong,
          '& legend': { display: 'none' },
        },
      },
    },
    // One that was chosen is read whole.
    MuiChip: {
      styleOverrides: {
        root: { height: 'auto', minHeight: 24, maxWidth: '100%' },
        label: { whiteSpace: 'normal', overflowWrap: 'anywhere', paddingBlock: 2 },
      },
    },
    MuiCheckbox: { styleOverrides: { root: { [touch]: finger } } },
    MuiRadio: { styleOverrides: { root: { [touch]: finger } } },
    MuiFormControlLabel: { styleOverrides: { root: { [touch]: { minHeight: 44 } } } },
    MuiSelect: {
      defaultProps: { displayEmpty: true },
      styleOverrides: { select: { whiteSpace: 'normal', overflowWrap: 'anywhere' } },
    },
    MuiFormHelperText: {
      styleOverrides: {
        root: {
          marginInline: 0,
          fontSize: '0.8125rem',
          lineHeight: 1.4,
          '&:empty': { display: 'none' },
        },
      },
    },
  };
}

/** Rows under their headings. */
function tables({ colors, compact }: Material): Overrides {
  return {
    MuiTable: {
      styleOverrides: { root: { '& > tbody > tr:last-child > *': { borderBlockEnd: 0 } } },
    },
    MuiTableCell: {
      styleOverrides: {
        root: {
          borderColor: colors.border,
          fontSize: '0.875rem',
          paddingBlock: compact ? 5 : 10,
          paddingInline: 12,
          ...onPhone,
        },
        head: {
          fontSize: '0.8125rem',
          fontWeight: 600,
          color: colors.textMuted,
          lineHeight: 1.35,
          whiteSpace: 'nowrap',
        },
        sizeSmall: { paddingBlock: compact ? 5 : 10, paddingInline: 12, ...onPhone },
        // What ends at the table's edge has no room behind it: the arrow stands before it.
        alignRight: {
          '& .MuiTableSortLabel-icon': { insetInlineStart: 'auto', insetInlineEnd: '100%' },
        },
      },
    },
    MuiTableSortLabel: {
      // The arrow stands in the cell's padding, so that headings line up with their columns on both sides.
      styleOverrides: {
        root: { position: 'relative', '&.Mui-active': { color: colors.text } },
        icon: { position: 'absolute', insetInlineStart: '100%', fontSize: 15, marginInline: 2 },
      },
    },
  };
}

/** What leads from one part or page to the next. */
function paging({ accent, hairline }: Material): Overrides {
  return {
    MuiTabs: {
      styleOverrides: {
        root: { minHeight: 40, borderBlockEnd: hairline },
        indicator: { height: 2 },
      },
    },
    MuiTab: {
      styleOverrides: {
        root: { minHeight: 40, paddingInline: 12, minWidth: 0, [touch]: { minHeight: 44 } },
      },
    },
    MuiPaginationItem: {
      styleOverrides: {
        root: {
          fontVariantNumeric: 'tabular-nums',
          [touch]: { minWidth: 44, height: 44 },
          '&.Mui-selected': { backgroundColor: accent.soft, color: accent.accent, fontWeight: 650 },
        },
      },
    },
  };
}
