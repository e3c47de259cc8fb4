import { Alert, Button } from '@mui/material';
import { Link } from 'react-router-dom';
import { countOf } from '@backhaul/domain/text/plural';
import { useLocale, usePartnerScope } from '../kit/index.ts';
import { isUndecided, useDisputes } from './disputes.ts';

/** Above the payments: that customers took some up with their bank, and the way to all of them. */
export function DisputesNotice() {
  const locale = useLocale();
  const undecided = (useDisputes(usePartnerScope().partnerId).data ?? []).filter(isUndecided);
  if (undecided.length === 0) return null;
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ marginBlockEnd: 2 }}
      action={
        <Button component={Link} to="/disputes" color="inherit" size="small">
          Open disputes
        </Button>
      }
    >
      {countOf(undecided.length, 'dispute is', 'disputes are', locale)} not decided
    </Alert>
  );
}
