import { useEffect, useRef, useState } from 'react';
import { Box } from '@mui/material';
import { countOf } from '@backhaul/domain/text/plural';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { BankPostableQuery } from '../generated/graphql.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ErrorState, Money } from '../kit/index.ts';
import { PostableQuery, PostSuggestions, type Account } from './api.ts';

interface PostAllDialogProps {
  accounts: readonly Account[];
  onClose: () => void;
  onPosted: () => void;
}

type Postable = NonNullable<BankPostableQuery['bankPostable']>[number];

/** Posts all suggestions that fit and are sure enough, each as if it was posted alone; says before how many. */
export function PostAllDialog({ accounts, onClose, onPosted }: PostAllDialogProps) {
  const [from, setFrom] = useState('90');
  const [posted, setPosted] = useState<number | null>(null);
  const submission = useSubmit();
  const place = useRef<HTMLDivElement>(null);
  const figure = Number(from);
  const right = Number.isInteger(figure) && figure >= 1 && figure <= 100;
  const ids = accounts.map(({ id }) => id);
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['bank-postable', ids, figure],
    queryFn: async () =>
      (await request(PostableQuery, { accounts: ids, from: figure })).bankPostable ?? [],
    enabled: right,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const count = data?.reduce((sum, { receipts, returns }) => sum + receipts + returns, 0) ?? 0;
  const ready = right && count > 0 && !isPlaceholderData;
  // Enter posts, as soon as it is known what
  const asked = useRef(false);
  useEffect(() => {
    if (!ready || asked.current) return;
    asked.current = true;
    place.current?.closest('form')?.querySelector<HTMLElement>('[type="submit"]')?.focus();
  }, [ready]);
  const send = () =>
    submission.submit(async () => {
      let sum = 0;
      for (const { account } of data ?? []) {
        const given = { bankAccountId: account.id, from: figure };
        sum += (await request(PostSuggestions, given)).postBankSuggestions;
      }
      setPosted(sum);
      onPosted();
    });
  return (
    <FormDialog
      title={
        accounts.length === 1
          ? `Post all that are sure: ${accounts[0].name}`
          : 'Post all that are sure'
      }
      submitLabel={posted === null ? `Post ${countOf(count, 'entry', 'entries')}` : null}
      cancelLabel={posted === null ? 'Cancel' : 'Close'}
      busyLabel="Posting"
      submission={submission}
      onSubmit={() => void send()}
      onClose={onClose}
      disabled={!ready}
      failure="Not everything was posted."
    >
      {posted !== null ? (
        <Box role="status">{countOf(posted, 'entry', 'entries')} posted.</Box>
      ) : (
        <>
          <Box ref={place}>
            Posted is what fits exactly what is due, of one customer, and whose suggestion is at
            least so sure. Splits and possible duplicates stay for you. Each can be undone.
          </Box>
          <Field
            name="from"
            label="At least so sure, in %"
            value={from}
            onChange={setFrom}
            errors={submission.fields}
          />
          {error && !data && (
            <ErrorState
              error={error}
              what="What would be posted could not be loaded."
              onRetry={() => void refetch()}
            />
          )}
          {data && right && <Postables all={data} named={accounts.length > 1} />}
        </>
      )}
    </FormDialog>
  );
}

/** How many and how much, of each account. */
function Postables({ all, named }: { all: readonly Postable[]; named: boolean }) {
  if (!all.length)
    return (
      <Box role="status">Nothing that waits is so sure: lower the figure, or post singly.</Box>
    );
  return (
    <Box role="status">
      {all.map(({ account, currency, receipts, receiptsAmount, returns, returnsAmount }) => (
        <Box key={account.id}>
          {named && `${account.name}: `}
          {receipts > 0 && (
            <>
              {countOf(receipts, 'payment')} of{' '}
              <Money amount={receiptsAmount} currency={currency} inline strong />
            </>
          )}
          {receipts > 0 && returns > 0 && ', '}
          {returns > 0 && (
            <>
              {countOf(returns, 'return')} of{' '}
              <Money amount={returnsAmount} currency={currency} inline strong />
            </>
          )}
        </Box>
      ))}
    </Box>
  );
}
