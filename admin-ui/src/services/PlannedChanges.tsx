import { useState } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate } from '@backhaul/design';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
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
  const mayWrite = useCan('credit-notes:write');
  const [asking, setAsking] = useState(false);
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
          aria-label={`Take back the change to ${change.tariff.name}`}
          onClick={() => setAsking(true)}
        >
          Take back
        </Button>
      )}
      {asking && <TakeBack change={change} onClose={() => setAsking(false)} />}
    </Box>
  );
}

/** Says what stays before a change is taken back. */
function TakeBack({ change, onClose }: { change: Planned; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const takeBack = async () => {
    const done = await submission.submit(async () => {
      await request(CancelPlanChange, { id: change.id });
      notify(`The change to ${change.tariff.name} is taken back.`);
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title={`Take back the change to ${change.tariff.name}`}
      submitLabel="Take it back"
      submission={submission}
      onSubmit={() => void takeBack()}
      onClose={onClose}
      failure="The change was not taken back."
      width="xs"
    >
      <Box>
        The present plan runs on as it did, also after {formatDate(change.date, locale)}; nothing of
        the change is left, and nothing is charged for it.
      </Box>
    </FormDialog>
  );
}
