import { useState } from 'react';
import { Alert, Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { isKnownReturn, returnAdvice } from '@backhaul/domain/bank/returns';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../api/client.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { DateText, FactList, Money, ToneChip, useCan } from '../kit/index.ts';
import { PostEntry, TakeInEntry, type Entry, type PostingEffect } from './api.ts';
import { Effect } from './Effect.tsx';
import { ReasonDialog } from './ReasonDialog.tsx';
import { partsOf, type Part } from './parts.ts';
import { SplitDialog } from './SplitDialog.tsx';
import { alternativesOf, isReturn, referencesOf, statusWords, waits } from './words.ts';

/** What a dialog is open for; of who paid: what it begins with. */
type Asked = { who: Part[] } | 'IGNORE' | 'UNDO' | null;

/** One entry: what the bank says, who may have paid and why, and what posting it would do. */
export function EntryDetail({ entry, onDone }: { entry: Entry; onDone: () => Promise<unknown> }) {
  const [asked, setAsked] = useState<Asked>(null);
  const [effect, setEffect] = useState<PostingEffect | null>(null);
  const close = () => setAsked(null);
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
        <Said
          entry={entry}
          returned={entry.returnedPayment ?? effect?.takesBack?.payment ?? null}
        />
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
        {waits(entry) && (
          <Suggestions
            entry={entry}
            reason={effect?.reason ?? null}
            onEffect={setEffect}
            onChoose={(who) => setAsked({ who })}
          />
        )}
        <Payments entry={entry} />
        <Actions entry={entry} onAsk={setAsked} onDone={onDone} />
        {asked !== null && typeof asked === 'object' && (
          <SplitDialog entry={entry} begin={asked.who} onClose={close} onDone={onDone} />
        )}
        {(asked === 'IGNORE' || asked === 'UNDO') && (
          <ReasonDialog deed={asked} entry={entry} onClose={close} onDone={onDone} />
        )}
      </CardContent>
    </Card>
  );
}

interface SaidProps {
  entry: Entry;
  /** The payment that a return takes back, as soon as it is known. */
  returned: Entry['returnedPayment'];
}

function Said({ entry, returned }: SaidProps) {
  const facts = [
    ['Booked', <DateText key="day" date={entry.bookingDate} />],
    ['Account', entry.account.name],
    ...(entry.text ? [['Text', entry.text] as const] : []),
    ...(entry.iban ? [['From', entry.iban] as const] : []),
    ...referencesOf(entry),
    ...whyBack(entry, returned),
    ...(entry.kind === 'RETURN' && entry.status === 'POSTED' && entry.fee
      ? [
          [
            'Fee of the bank',
            <Money key="fee" amount={entry.fee} currency={entry.currency} inline />,
          ] as const,
        ]
      : []),
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
function whyBack({ kind, returnCode, returnReason }: Entry, returned: Entry['returnedPayment']) {
  if (kind !== 'RETURN') return [];
  const known = returnCode !== null && isKnownReturn(returnCode);
  const why = known
    ? `${capital(returnReason ?? '')} (${returnCode})`
    : capital(returnReason ?? '');
  const cameBy = returned?.method === 'DIRECT_DEBIT' ? 'DIRECT_DEBIT' : 'OTHERWISE';
  return [
    ['Why it came back', why || 'The bank does not say'],
    ...(returnCode ? [['What to do', returnAdvice(returnCode, cameBy)]] : []),
  ] as const;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

interface SuggestionsProps {
  entry: Entry;
  /** Why the first one, as things stand now. */
  reason: string | null;
  onEffect: (effect: PostingEffect | null) => void;
  onChoose: (parts: Part[]) => void;
}

function Suggestions({ entry, reason, onEffect, onChoose }: SuggestionsProps) {
  const mayWrite = useCan('bank:write');
  const [best] = entry.suggestions;
  if (!best)
    return (
      <Alert severity="info" variant="outlined">
        {isReturn(entry)
          ? 'No payment is known that this takes back. Reverse it in the list of payments, then ignore this entry.'
          : 'Nothing in it tells who paid. Choose the customer.'}
      </Alert>
    );
  const others = alternativesOf(entry);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box>
        <Typography variant="h3">{isReturn(entry) ? 'What it takes back' : 'Who paid'}</Typography>
        <Box sx={{ marginBlockStart: 0.5 }}>{reason ?? best.reason}</Box>
      </Box>
      <Effect entryId={entry.id} currency={entry.currency} parts={null} onEffect={onEffect} />
      {others.length > 0 && (
        <Box
          sx={{
            color: 'text.secondary',
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 1,
            alignItems: 'center',
          }}
        >
          Or:
          {others.map(({ names, suggestion }) =>
            mayWrite ? (
              <Button
                key={names}
                size="small"
                title={suggestion.reason}
                onClick={() => onChoose(partsOf(suggestion))}
              >
                {names} ({suggestion.confidence} %)
              </Button>
            ) : (
              <Box key={names}>
                {names} ({suggestion.confidence} %)
              </Box>
            ),
          )}
        </Box>
      )}
    </Box>
  );
}

/** The payments that were made of an entry, or the one that it took back. */
function Payments({ entry }: { entry: Entry }) {
  const { payments, returnedPayment } = entry;
  const all = returnedPayment ? [returnedPayment] : payments;
  if (!all.length) return null;
  return (
    <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5 }}>
      {all.map((payment) => (
        <Box component="li" key={payment.id}>
          {returnedPayment && 'Took back payment '}
          <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
            {payment.receiptNumber}
          </Link>{' '}
          of {payment.customer.name},{' '}
          <Money amount={payment.amount} currency={entry.currency} inline />
          {!returnedPayment && payment.reversed && ', taken back'}
        </Box>
      ))}
    </Box>
  );
}

const POSTED = 'Posted. It stands under “Posted”, where it can be undone.';

interface ActionsProps {
  entry: Entry;
  onAsk: (asked: Asked) => void;
  onDone: () => Promise<unknown>;
}

/** What can be done with it. */
function Actions({ entry, onAsk, onDone }: ActionsProps) {
  const mayWrite = useCan('bank:write');
  const submission = useSubmit();
  const notify = useNotify();
  const act = (work: () => Promise<unknown>, said: string) =>
    void submission.submit(async () => {
      await work();
      notify(said, { type: 'success' });
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
            onClick={() => act(() => request(PostEntry, { id: entry.id }), POSTED)}
          >
            {isReturn(entry) ? 'Take the payment back' : 'Post as suggested'}
          </Button>
        )}
        {waits(entry) && !isReturn(entry) && (
          <Button variant="outlined" aria-keyshortcuts="s" onClick={() => onAsk({ who: [] })}>
            {best ? 'Somebody else, or several' : 'Choose the customer'}
          </Button>
        )}
        {entry.status === 'POSSIBLE_DUPLICATE' && (
          <Button
            variant="contained"
            aria-keyshortcuts="t"
            disabled={submission.busy}
            onClick={() =>
              act(() => request(TakeInEntry, { id: entry.id }), 'Taken in: it waits to be posted.')
            }
          >
            Take it in
          </Button>
        )}
        {(waits(entry) || entry.status === 'POSSIBLE_DUPLICATE') && (
          <Button color="inherit" aria-keyshortcuts="i" onClick={() => onAsk('IGNORE')}>
            Ignore
          </Button>
        )}
        {(entry.status === 'POSTED' || entry.status === 'IGNORED') && (
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
