import { Box, useTheme } from '@mui/material';
import { dark, iconPath, light, statusLook, type StatusIcon, type Tone } from '@backhaul/design';

interface ToneChipProps {
  tone: Tone;
  label: string;
  icon?: StatusIcon;
  title?: string;
}

/** A word on a tint, with an icon: meaning never hangs on colour alone. */
export function ToneChip({ tone, label, icon, title }: ToneChipProps) {
  const scheme = useTheme().palette.mode === 'dark' ? dark : light;
  const { fg, bg } = scheme.tones[tone];
  return (
    <Box
      component="span"
      title={title}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        paddingInline: 1,
        height: 22,
        borderRadius: '6px',
        backgroundColor: bg,
        color: fg,
        fontSize: '0.75rem',
        fontWeight: 600,
        lineHeight: 1,
        whiteSpace: 'nowrap',
        // Forced colours take the tint away; the edge keeps the shape.
        border: '1px solid transparent',
      }}
    >
      {icon && (
        <svg
          width="12"
          height="12"
          viewBox="0 0 16 16"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          <path d={iconPath(icon)} />
        </svg>
      )}
      {label}
    </Box>
  );
}

/** The status of an invoice, customer, service or billing run. */
export function StatusChip({ status, title }: { status: string; title?: string }) {
  const look = statusLook(status);
  return (
    <ToneChip tone={look.tone} label={look.label} icon={look.icon} {...(title ? { title } : {})} />
  );
}
