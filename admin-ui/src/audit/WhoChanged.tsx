import { Link as RouterLink } from 'react-router-dom';
import { Box, Link } from '@mui/material';
import { useCan } from '../kit/index.ts';
import { auditOf } from './auditOf.ts';

/** Kinds that the audit calls otherwise. */
const CALLED: Readonly<Record<string, string>> = {
  'ledger-entry': 'transaction',
  automation: 'automation-settings',
};

/** The way from a record to all that was done to it. */
export function WhoChanged({ kind, id }: { kind: string; id: string }) {
  const mayRead = useCan('audit:read');
  const name = kind.toLowerCase().replaceAll(' ', '-');
  if (!mayRead) return null;
  return (
    <Box sx={{ marginBlockStart: 2, fontSize: '0.8125rem' }}>
      <Link component={RouterLink} to={auditOf(CALLED[name] ?? name, id)}>
        Who changed this, and when
      </Link>
    </Box>
  );
}
