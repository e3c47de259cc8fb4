import { useState } from 'react';
import { Box, Button } from '@mui/material';

/** A value to be taken over exactly, with a button that copies it. */
export function CopyLine({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  // without https, or without the right to, it is left to select: the value stands there
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        paddingInline: 1.5,
        paddingBlock: 0.5,
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box
          component="span"
          sx={{ display: 'block', color: 'text.secondary', fontSize: '0.75rem' }}
        >
          {label}
        </Box>
        <Box
          component="code"
          sx={{ overflowWrap: 'anywhere', fontSize: '0.8125rem', userSelect: 'all' }}
        >
          {value}
        </Box>
      </Box>
      <Button
        size="small"
        variant="text"
        onClick={() => void copy()}
        aria-label={`Copy ${label.toLowerCase()}`}
      >
        <span role="status">{copied === null ? 'Copy' : copied ? 'Copied' : 'Select it'}</span>
      </Button>
    </Box>
  );
}
