import { useState } from 'react';
import { Alert, Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { useQuery } from '@tanstack/react-query';
import { formatDate } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { addDays } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useLocale, useViewer } from '../kit/index.ts';
import { listLink } from '../kit/list/listLink.ts';
import { openThroughDocument, type Closing } from './api.ts';
import { useClosing } from './useClosing.ts';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Closes through a day; what still waits that is dated by then stands first. */
export function CloseDialog({ closing, onClose }: { closing: Closing; onClose: () => void }) {
  const { partner, closedThrough } = closing;
  const today = useViewer()?.today ?? '';
  const locale = useLocale();
  const { submission, close } = useClosing(partner.id);
  // the month before this one: what is over
  const [through, setThrough] = useState(() => addDays(`${today.slice(0, 8)}01`, -1));
  const typed = ISO_DAY.test(through);
  const ahead = typed && through > today;
  const words = typed ? formatDate(through, locale, { year: true }) : '';
  return (
    <FormDialog
      title="Close the books"
      submitLabel={typed ? `Close through ${words}` : 'Close'}
      busyLabel="Closing"
      submission={submission}
      onSubmit={() => void close(through).then((done) => done && onClose())}
      onClose={onClose}
      disabled={!typed || ahead || (closedThrough !== null && through <= closedThrough)}
      failure="The books were not closed."
    >
      {typed && <Waiting partnerId={partner.id} through={through} />}
      <Field
        name="through"
        label="The last closed day"
        type="date"
        value={through}
        {...(closedThrough ? { min: addDays(closedThrough, 1) } : {})}
        max={today}
        onChange={setThrough}
        errors={submission.fields}
      />
      {ahead && (
        <Alert severity="warning" variant="outlined">
          That day is still to come. Books are closed through days that are over.
        </Alert>
      )}
      {typed && through === today && (
        <Alert severity="warning" variant="outlined">
          That day is not over: nothing could be dated today any more, payments neither.
        </Alert>
      )}
      <Box>
        From then on no document, payment or correction of {partner.name}
        {partner.childCount > 0 && ' and of those below that invoice in its name'} is dated on these
        days. What is corrected later counts on the first open day, with a link to what it corrects.
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        Opening again takes a right of its own and is recorded.
      </Box>
    </FormDialog>
  );
}

/** What could no longer be issued once these days are closed. */
function Waiting({ partnerId, through }: { partnerId: string; through: string }) {
  const { data } = useQuery({
    queryKey: ['books-closing', 'open', partnerId, through],
    queryFn: () => request(openThroughDocument, { partnerId, through }),
  });
  const open = data?.booksClosing.open;
  if (!open || (open.drafts === 0 && open.runs === 0)) return null;
  return (
    <Alert severity="warning" variant="outlined" role="status">
      Still open by then:{' '}
      {open.drafts > 0 && (
        <Link
          component={RouterLink}
          to={listLink('/invoices', { status: 'DRAFT', documentDateTo: through })}
        >
          {countOf(open.drafts, 'draft')}
        </Link>
      )}
      {open.drafts > 0 && open.runs > 0 && ' and '}
      {open.runs > 0 && (
        <Link component={RouterLink} to="/billing-runs">
          {countOf(open.runs, 'billing run')} not confirmed
        </Link>
      )}
      . Issue or discard them first, or date them anew afterwards.
    </Alert>
  );
}
