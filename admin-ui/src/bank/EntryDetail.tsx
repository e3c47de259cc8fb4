import { useState } from 'react';
import { Alert, Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { isKnownReturn, returnAdvice } from '@backhaul/domain/bank/returns';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { DateText, FactList, Money, ToneChip, useCan } from '../kit/index.ts';
import { PostEntry, TakeInEntry, type Entry } from './api.ts';
import { Effect } from './Effect.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { SplitDialog } from './SplitDialog.tsx';
import { isReturn, referencesOf, statusWords, waits } from './words.ts';

type Asked = 'SPLIT' | 'IGNORE' | 'UNDO' | null;

/** One entry: what the bank says, who may have paid and why, and what posting it would do. */
export function EntryDetail({ entry, onDone }: { entry: Entry; onDone: () => Promise<unknown> }) {
  const [asked, setAsked] = useState<Asked>(null);
  const { label, tone } = statusWords(entry);
  return (
    <Card component="section" aria-labelledby="entry" sx={{ position: { md: 'sticky' }, top: 16 }}>
      <CardContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Typography variant="h2" id="entry" sx={{ overflowWrap: 'anywhere' }}>
            {entry.name ?? entry.iban ?? 'No name'}
          </Typography>
          <ToneChip tone={tone} label={label} />
          <Box sx={{ marginInlineStart: 'auto', fontSize: '1.25rem' }}>
            <Money amount={entry.amount} currency={entry.currency} strong inline />
          </Box>
        </Box>
        <Said entry={entry} />
        {entry.status === 'POSSIBLE_DUPLICATE' && (
          <Alert severity="warning" variant="outlined">
            An entry of this day and amount is there already, and nothing tells the two apart. Take
            it in if it is another one.
          </Alert>
        )}
        {entry.status === 'AWAITING_DETAILS' && (
          <Alert severity="info" variant="outlined">
            This is the sum of several payments. Your bank tells them in a CAMT.054 file.
          </Alert>
        )}
        {waits(entry) && <Suggestions entry={entry} />}
        {entry.payments.length > 0 && <Payments entry={entry} />}
        <Actions entry={entry} onAsk={setAsked} onDone={onDone} />
        {asked === 'SPLIT' && (
          <SplitDialog entry={entry} onClose={() => setAsked(null)} onDone={onDone} />
        )}
        {(asked === 'IGNORE' || asked === 'UNDO') && (
          <ReasonDialog deed={asked} entry={entry} onClose={() => setAsked(null)} onDone={onDone} />
        )}
      </CardContent>
    </Card>
  );
}

function Said({ entry }: { entry: Entry }) {
  const facts = [
    ['Booked', <DateText key="day" date={entry.bookingDate} />],
    ['Account', entry.account.name],
    ...(entry.text ? [['Text', entry.text] as const] : []),
    ...(entry.iban ? [['From', entry.iban] as const] : []),
    ...referencesOf(entry),
    ...whyBack(entry),
    ...(entry.ignoredReason ? [['Ignored', entry.ignoredReason] as const] : []),
    ...(entry.postedBy
      ? [
          [
            'Posted by',
            entry.postedAutomatically ? `${entry.postedBy}, by itself` : entry.postedBy,
          ] as const,
        ]
      : []),
  ] as const;
  return <FactList facts={facts as never} />;
}

/** Why a payment came back, and what is to be done about it. */
function whyBack({ kind, returnCode, returnReason }: Entry) {
  if (kind !== 'RETURN') return [];
  const known = returnCode !== null && isKnownReturn(returnCode);
  const why = known
    ? `${capital(returnReason ?? '')} (${returnCode})`
    : capital(returnReason ?? '');
  return [
    ['Why it came back', why || 'The bank does not say'],
    ...(returnCode ? [['What to do', returnAdvice(returnCode)]] : []),
  ] as const;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Suggestions({ entry }: { entry: Entry }) {
  const [best, ...others] = entry.suggestions;
  const [current, setCurrent] = useState<string | null>(null);
  if (!best)
    return (
      <Alert severity="info" variant="outlined">
        {isReturn(entry)
          ? 'No payment is known that this takes back. Reverse it in the list of payments, then ignore this entry.'
          : 'Nothing in it tells who paid. Choose the customer.'}
      </Alert>
    );
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>
        <Typography variant="h3">{isReturn(entry) ? 'What it takes back' : 'Who paid'}</Typography>
        <Box sx={{ marginBlockStart: 0.5 }}>{current ?? best.reason}</Box>
      </Box>
      {!isReturn(entry) && (
        <Effect entryId={entry.id} currency={entry.currency} parts={null} onReason={setCurrent} />
      )}
      {others.length > 0 && (
        <Box sx={{ color: 'text.secondary' }}>
          Or:{' '}
          {others
            .map(
              ({ parts, confidence }) =>
                `${parts.map(({ customer }) => customer.name).join(' and ')} (${confidence} %)`,
            )
            .join(', ')}
        </Box>
      )}
    </Box>
  );
}

function Payments({ entry }: { entry: Entry }) {
  return (
    <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
      {entry.payments.map((payment) => (
        <Box component="li" key={payment.id}>
          <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
            {payment.receiptNumber}
          </Link>{' '}
          of {payment.customer.name},{' '}
          <Money amount={payment.amount} currency={entry.currency} inline />
          {payment.reversed && ', taken back'}
        </Box>
      ))}
    </Box>
  );
}

interface ActionsProps {
  entry: Entry;
  onAsk: (asked: Asked) => void;
  onDone: () => Promise<unknown>;
}

/** What can be done with it. */
function Actions({ entry, onAsk, onDone }: ActionsProps) {
  const mayWrite = useCan('bank:write');
  const submission = useSubmit();
  const act = (work: () => Promise<unknown>) =>
    void submission.submit(async () => {
      await work();
      await onDone();
    });
  if (!mayWrite) return null;
  const [best] = entry.suggestions;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <FormError error={submission.error} failure="Nothing was changed." />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {waits(entry) && best && (
          <Button
            variant="contained"
            aria-keyshortcuts="p"
            disabled={submission.busy}
            onClick={() => act(() => request(PostEntry, { id: entry.id }))}
          >
            {isReturn(entry) ? 'Take the payment back' : 'Post as suggested'}
          </Button>
        )}
        {waits(entry) && !isReturn(entry) && (
          <Button variant="outlined" aria-keyshortcuts="s" onClick={() => onAsk('SPLIT')}>
            {best ? 'Somebody else, or several' : 'Choose the customer'}
          </Button>
        )}
        {entry.status === 'POSSIBLE_DUPLICATE' && (
          <Button
            variant="contained"
            aria-keyshortcuts="t"
            disabled={submission.busy}
            onClick={() => act(() => request(TakeInEntry, { id: entry.id }))}
          >
            Take it in
          </Button>
        )}
        {(waits(entry) || entry.status === 'POSSIBLE_DUPLICATE') && (
          <Button color="inherit" aria-keyshortcuts="i" onClick={() => onAsk('IGNORE')}>
            Ignore
          </Button>
        )}
        {((entry.status === 'POSTED' && !isReturn(entry)) || entry.status === 'IGNORED') && (
          <Button
            variant="outlined"
            color="inherit"
            aria-keyshortcuts="u"
            onClick={() => onAsk('UNDO')}
          >
            Undo
          </Button>
        )}
      </Box>
    </Box>
  );
}
