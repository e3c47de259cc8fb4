import { Alert, Box, Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../kit/index.ts';
import { CancelPlanChange } from './api.ts';

interface Planned {
  id: string;
  date: string;
  problem: string | null;
  tariff: { name: string };
}

/** Changes of plan that are to come, each with taking it back. */
export function PlannedChanges({ planned }: { planned: readonly Planned[] }) {
  return planned.map((change) => <PlannedChange key={change.id} change={change} />);
}

function PlannedChange({ change }: { change: Planned }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const mayWrite = useCan('credit-notes:write');
  const takeBack = () =>
    void submission.submit(async () => {
      await request(CancelPlanChange, { id: change.id });
      notify(`The change to ${change.tariff.name} is taken back.`);
      void refresh();
    });
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start', marginBlockStart: 0.5 }}>
      <Box sx={{ fontSize: '0.8125rem' }}>
        {change.tariff.name} from {formatDate(change.date, locale)}
      </Box>
      {change.problem && (
        <Alert severity="warning" variant="outlined">
          Not carried out yet: {change.problem}
        </Alert>
      )}
      {mayWrite && (
        <Button
          size="small"
          variant="outlined"
          disabled={submission.busy}
          aria-label={`Take back the change to ${change.tariff.name}`}
          onClick={takeBack}
        >
          Take back
        </Button>
      )}
      <FormError error={submission.error} failure="The change was not taken back." />
    </Box>
  );
}
