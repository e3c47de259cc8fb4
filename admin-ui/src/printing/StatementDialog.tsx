import { useState } from 'react';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { addDays, addMonths, isLocalDate } from '@backhaul/domain/time/calendar';
import { monthStart } from '../kit/dates.ts';
import { Field } from '../kit/form/Fields.tsx';
import { SentForm } from '../kit/form/SentForm.tsx';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { downloadAddress, type DocumentAddress } from './addresses.ts';
import { DocumentDialog } from './DocumentDialog.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/** A customer's statement of account: from when to when, then the pages or the file. */
export function StatementDialog({
  record: customer,
  onClose,
}: ActionDialogProps<{ id: string; name: string }>) {
  const today = useToday();
  const [from, setFrom] = useState(() => backFrom(today, 3));
  const [to, setTo] = useState(today);
  const [viewing, setViewing] = useState(false);
  const wrong = problem(from, to);
  const errors = wrong ? { [wrong.field]: wrong.words } : {};
  const document: DocumentAddress = { kind: 'statements', id: customer.id, from, to };
  if (viewing)
    return (
      <DocumentDialog
        title={`Statement of account, ${customer.name}`}
        document={document}
        onClose={onClose}
      />
    );
  const spans = [
    { label: 'This month', from: monthStart(today), to: today },
    { label: 'The last 3 months', from: backFrom(today, 3), to: today },
    { label: 'The last 12 months', from: backFrom(today, 12), to: today },
    { label: 'This year', from: `${today.slice(0, 4)}-01-01`, to: today },
    {
      label: 'Last year',
      from: `${Number(today.slice(0, 4)) - 1}-01-01`,
      to: `${Number(today.slice(0, 4)) - 1}-12-31`,
    },
  ];
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="statement-title">
      <SentForm
        onSubmit={() => {
          if (!wrong) setViewing(true);
        }}
      >
        <DialogTitle id="statement-title">Statement of account</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '&&': { paddingBlockStart: 1 } }}>
          <Box>
            Every charge and payment of {customer.name} between two days, with the balance after
            each.
          </Box>
          <Box
            role="group"
            aria-label="Usual times"
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}
          >
            {spans.map((span) => {
              const chosen = span.from === from && span.to === to;
              return (
                <Button
                  key={span.label}
                  size="small"
                  variant={chosen ? 'contained' : 'outlined'}
                  aria-pressed={chosen}
                  onClick={() => {
                    setFrom(span.from);
                    setTo(span.to);
                  }}
                >
                  {span.label}
                </Button>
              );
            })}
          </Box>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
            <Field
              name="from"
              label="From"
              type="date"
              value={from}
              onChange={setFrom}
              errors={errors}
              required
            />
            <Field
              name="to"
              label="To"
              type="date"
              value={to}
              onChange={setTo}
              errors={errors}
              required
            />
          </Box>
        </DialogContent>
        <DialogActions sx={{ paddingInline: 3, paddingBlockEnd: 2.5, gap: 1, flexWrap: 'wrap' }}>
          <Button onClick={onClose} color="inherit">
            Cancel
          </Button>
          <Button
            variant="outlined"
            disabled={wrong !== null}
            {...(wrong ? {} : { component: 'a', href: downloadAddress(document), download: true })}
          >
            Download PDF
          </Button>
          <Button type="submit" variant="contained" disabled={wrong !== null}>
            View statement
          </Button>
        </DialogActions>
      </SentForm>
    </Dialog>
  );
}

/** The day after the one that lies so many months before: three months to 31 May begin on 1 March. */
const backFrom = (today: string, months: number): string => addDays(addMonths(today, -months), 1);

function problem(from: string, to: string): { field: 'from' | 'to'; words: string } | null {
  if (!isLocalDate(from)) return { field: 'from', words: 'Choose the first day.' };
  if (!isLocalDate(to)) return { field: 'to', words: 'Choose the last day.' };
  return from > to ? { field: 'to', words: 'Lies before the first day.' } : null;
}
