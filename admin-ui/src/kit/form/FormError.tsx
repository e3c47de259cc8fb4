import { Box } from '@mui/material';
import { fieldsOf } from '../../api/errors.ts';
import { apiErrorOf, ErrorState } from '../ErrorState.tsx';

/** Fields that people know by other words than the API. */
const NAMES: Readonly<Record<string, string>> = {
  vatId: 'VAT number',
  parts: 'Taxes',
  csv: 'The file',
};

/** "lines.0.taxRateId" as people say it: "Tax rate"; a message away from its field names it. */
function nameOf(path: string): string {
  const [last = ''] = path
    .split('.')
    .reverse()
    .filter((step) => !/^\d+$/.test(step));
  if (Object.hasOwn(NAMES, last)) return NAMES[last];
  const words = last
    .replace(/Id$/, '')
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Says what failed, unless the fields already say it. */
export function FormError({ error, failure }: { error: unknown; failure: string }) {
  if (!error) return null;
  const fields = Object.entries(fieldsOf(error));
  if (fields.length > 0) {
    return (
      <Box role="alert" sx={{ color: 'error.main' }}>
        {failure}{' '}
        {fields.map(([path, message]) => (
          <span key={path}>
            {nameOf(path)}: {message.charAt(0).toLowerCase() + message.slice(1)}{' '}
          </span>
        ))}
      </Box>
    );
  }
  const unreached = apiErrorOf(error)?.code === 'NETWORK';
  return (
    <ErrorState
      error={error}
      what={unreached ? `${failure} Nothing you typed is lost.` : failure}
    />
  );
}
