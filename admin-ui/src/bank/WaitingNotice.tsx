import { Alert, Button } from '@mui/material';
import { Link } from 'react-router-dom';
import { countOf } from '@backhaul/domain/text/plural';
import { useLocale } from '../kit/index.ts';
import { useBankWaiting } from './useBankWaiting.ts';

/** How much of bank statements waits to be posted: one line, above the payments that it will become. */
export function WaitingNotice() {
  const waiting = useBankWaiting();
  const locale = useLocale();
  if (!waiting) return null;
  return (
    <Alert
      severity="info"
      variant="outlined"
      sx={{ marginBlockEnd: 2 }}
      action={
        <Button color="inherit" size="small" component={Link} to="/bank">
          Open the queue
        </Button>
      }
    >
      {countOf(
        waiting,
        'entry of a bank statement waits',
        'entries of bank statements wait',
        locale,
      )}{' '}
      to be posted.
    </Alert>
  );
}
