import { Box } from '@mui/material';
import { exampleOf } from './numberFormat.ts';

/** What a number format makes, and what is wrong with it, while it is typed. */
export function FormatExample({ format, today }: { format: string; today: string }) {
  const example = exampleOf(format, today);
  return (
    <>
      <span>
        Example:{' '}
        <Box
          component="output"
          sx={{ fontWeight: 600, color: 'text.primary', fontVariantNumeric: 'tabular-nums' }}
        >
          {example.text}
        </Box>
      </span>
      {example.unknown.length > 0 && (
        <Box component="span" sx={{ color: 'warning.main' }}>
          Not known: {example.unknown.join(', ')}
        </Box>
      )}
      {example.repeats && (
        <Box component="span" sx={{ color: 'error.main' }}>
          Numbers would repeat: add {'{next}'} or a random part.
        </Box>
      )}
    </>
  );
}
