import { Alert } from '@mui/material';
import type { Company } from './api.ts';

const NAMES = { EPC: 'SEPA code (EPC)', SWISS_QR_BILL: 'Swiss QR-bill' } as const;

/** Whether invoices carry codes to pay by, and why not. */
export function CodesNote({ company }: { company: Company }) {
  return (
    <Alert severity="info" variant="outlined" icon={false} sx={{ marginBlockEnd: 2 }}>
      {company.paymentCodes.map(({ kind, why }) => (
        <div key={kind}>
          <b>{NAMES[kind]}:</b>{' '}
          {why === null ? 'printed on every invoice that is due.' : `not printed, for ${why}.`}
        </div>
      ))}
    </Alert>
  );
}
