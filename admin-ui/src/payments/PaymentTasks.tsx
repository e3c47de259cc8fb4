import { useState } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { useLocale, usePartnerScope } from '../kit/index.ts';
import { TaskNotice } from './TaskNotice.tsx';
import { usePaymentTasks } from './usePaymentTasks.ts';

/** What a person has to look at about money that came in: several in one line, until opened. */
export function PaymentTasks() {
  const tasks = usePaymentTasks(usePartnerScope().partnerId);
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  if (tasks.length === 0) return null;
  const several = tasks.length > 1;
  return (
    <Box
      component="section"
      aria-label="Payments that need you"
      sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1, marginBlockEnd: 2 }}
    >
      {several && (
        <Alert
          severity="warning"
          variant="outlined"
          action={
            <Button
              color="inherit"
              size="small"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {open ? 'Hide' : 'Show'}
            </Button>
          }
        >
          {countOf(tasks.length, 'payment needs', 'payments need', locale)} somebody
        </Alert>
      )}
      {(open || !several) && tasks.map((task) => <TaskNotice key={task.id} task={task} />)}
    </Box>
  );
}
