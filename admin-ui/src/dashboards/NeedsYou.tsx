import type { ReactNode } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { formatDate, formatMoney, formatNumber, formatRelative } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { DashboardMessagesQuery, DashboardWaitingQuery } from '../generated/graphql.ts';
import { BlockSkeleton, ErrorState, ToneChip, useCan, language, useLocale } from '../kit/index.ts';
import { useBankWaiting } from '../bank/index.ts';
import { useLiveOutbox } from '../messages/index.ts';
import { troubledMessagesDocument, waitingDocument } from './api.ts';
import type { Board } from './board.ts';
import {
  isUndecided,
  sayPaymentTask,
  useDisputes,
  usePaymentTasks,
  type PaymentTask,
} from '../payments/index.ts';
import { listLink } from '../kit/list/listLink.ts';

/**
 * What waits for a person: previews to confirm, runs that failed, messages that did not go,
 * invoices past their date.
 */
export function NeedsYou({ partnerId, board }: { partnerId: string | null; board: Board | null }) {
  const seesRuns = useCan('billing-runs:read');
  const { data, error, refetch } = useQuery({
    queryKey: ['runs-waiting', 'list', partnerId],
    queryFn: () => request(waitingDocument, { partnerId }),
    enabled: seesRuns,
  });
  const seesMessages = useCan('messages:read');
  useLiveOutbox();
  const messages = useQuery({
    queryKey: ['messages', 'trouble', partnerId],
    queryFn: () => request(troubledMessagesDocument, { partnerId }),
    enabled: seesMessages,
  }).data;
  const troubled = messages ? messages.held.totalCount + messages.failed.totalCount : 0;
  const tasks = usePaymentTasks(partnerId);
  const entries = useBankWaiting();
  const disputes = (useDisputes(partnerId).data ?? []).filter(isUndecided).length;
  const late = board?.tiles.find(
    ({ key, link }) => key === 'overdue' && link?.list !== 'customers',
  );
  const overdue = late?.count ?? 0;
  const waiting = data ? data.ready.totalCount + data.failed.totalCount : 0;
  const known = board !== null && (data !== undefined || !seesRuns);
  return (
    <Card component="section" aria-labelledby="needs-you-title">
      <CardContent>
        <Typography variant="h2" id="needs-you-title" sx={{ marginBlockEnd: 1 }}>
          What needs you
        </Typography>
        {error && (
          <ErrorState
            error={error}
            what="The billing runs could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {!known && !error && <BlockSkeleton lines={4} />}
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {data && <RunItems runs={data} />}
          {messages && <MessageItems messages={messages} />}
          {tasks.length > 0 && <TaskItem tasks={tasks} />}
          {disputes > 0 && <DisputeItem disputes={disputes} />}
          {entries > 0 && <BankItem waiting={entries} />}
          {board && overdue > 0 && (
            <OverdueItem count={overdue} amount={late?.value ?? '0'} currency={board.currency} />
          )}
        </Box>
        {known && waiting + overdue + troubled + tasks.length + entries + disputes === 0 && (
          <Typography sx={{ color: 'text.secondary', paddingBlock: 2 }}>
            Nothing waits: no preview to confirm, no failed run, no message that did not go, no
            payment to be found, nothing overdue.
          </Typography>
        )}
        {data &&
          data.ready.totalCount + data.failed.totalCount >
            data.ready.nodes.length + data.failed.nodes.length && (
            <Button
              component={Link}
              to="/billing-runs"
              variant="outlined"
              size="small"
              sx={{ marginBlockStart: 1 }}
            >
              All billing runs
            </Button>
          )}
      </CardContent>
    </Card>
  );
}

/** "Karoo Fibre and Vaal Net", "Karoo Fibre and 3 more". */
function nameThem(partners: readonly { name: string }[], locale: string): string {
  return partners.length > 2
    ? `${partners[0]?.name} and ${formatNumber(partners.length - 1, locale)} more`
    : partners.map((partner) => partner.name).join(' and ');
}

/** Runs that stopped, and previews that wait to be confirmed. */
function RunItems({ runs: { ready, failed } }: { runs: DashboardWaitingQuery }) {
  const locale = useLocale();
  return (
    <>
      {failed.nodes.map((run) => (
        <Item
          key={run.id}
          chip={<ToneChip tone="overdue" icon="alert" label="Failed" />}
          title={`The run for ${formatDate(run.date, locale)} stopped`}
          to={`/billing-runs/${run.id}/show`}
          action="See why"
        >
          {nameThem(run.partners, locale)}. {run.failure}
        </Item>
      ))}
      {ready.nodes.map((run) => (
        <Item
          key={run.id}
          chip={<ToneChip tone="due" icon="clock" label="Waits for you" />}
          title={`The preview for ${formatDate(run.date, locale)} waits to be confirmed`}
          to={`/billing-runs/${run.id}/show`}
          action="Review"
        >
          {nameThem(run.partners, locale)}:{' '}
          {`${countOf(run.invoiceCount, 'invoice', 'invoices', locale)}, `}
          {run.total.map((sum) => formatMoney(sum.amount, sum.currency, locale)).join(' and ')}.
          Made {formatRelative(run.createdAt, language)}.
        </Item>
      ))}
    </>
  );
}

/** Messages that did not go: given up, or held because nothing could carry them. */
function MessageItems({ messages: { held, failed } }: { messages: DashboardMessagesQuery }) {
  const locale = useLocale();
  return (
    <>
      {failed.totalCount > 0 && (
        <Item
          chip={<ToneChip tone="overdue" icon="alert" label="Failed" />}
          title={`${countOf(failed.totalCount, 'message was', 'messages were', locale)} not delivered`}
          to={listLink('/messages', { status: 'FAILED' })}
          action="Open outbox"
        >
          The newest, to {failed.nodes[0]?.to}: {failed.nodes[0]?.error ?? 'it was given up.'}
        </Item>
      )}
      {held.totalCount > 0 && (
        <Item
          chip={<ToneChip tone="due" icon="pause" label="Held" />}
          title={`${countOf(held.totalCount, 'message is', 'messages are', locale)} held`}
          to={listLink('/messages', { status: 'HELD' })}
          action="See why"
        >
          {held.nodes[0]?.error ?? 'Nothing is set that could send them.'}
        </Item>
      )}
    </>
  );
}

/** Money that came in otherwise than was asked for. */
function TaskItem({ tasks }: { tasks: readonly PaymentTask[] }) {
  const [newest] = tasks;
  const locale = useLocale();
  return (
    <Item
      chip={<ToneChip tone="due" icon="alert" label="Look at it" />}
      title={`${countOf(tasks.length, 'payment needs', 'payments need', locale)} somebody`}
      to={listLink('/payments', {})}
      action="Open payments"
    >
      {newest && sayPaymentTask(newest, locale)}
    </Item>
  );
}

/** Payments that customers took up with their bank, of which nothing is decided. */
function DisputeItem({ disputes }: { disputes: number }) {
  const locale = useLocale();
  return (
    <Item
      chip={<ToneChip tone="due" icon="alert" label="Look at it" />}
      title={`${countOf(disputes, 'dispute waits', 'disputes wait', locale)} to be decided`}
      to="/disputes"
      action="Open disputes"
    >
      Customers asked their bank for the money back; an answer counts only until its day.
    </Item>
  );
}

/** Money on bank accounts that nobody has been found for, or that waits to be looked at. */
function BankItem({ waiting }: { waiting: number }) {
  const locale = useLocale();
  return (
    <Item
      chip={<ToneChip tone="due" icon="clock" label="Waits for you" />}
      title={`${countOf(waiting, 'bank entry waits', 'bank entries wait', locale)} to be posted`}
      to="/bank"
      action="Open the queue"
    >
      Entries of bank statements whose payer a person confirms or chooses.
    </Item>
  );
}

interface OverdueProps {
  count: number;
  amount: string;
  currency: string;
}

function OverdueItem({ count, amount, currency }: OverdueProps) {
  const locale = useLocale();
  return (
    <Item
      chip={<ToneChip tone="overdue" icon="alert" label="Overdue" />}
      title={`${countOf(count, 'invoice is', 'invoices are', locale)} past the date`}
      to={listLink('/invoices', { status: 'OVERDUE', currency })}
      action="Open list"
    >
      {formatMoney(amount, currency, locale)} in all.
    </Item>
  );
}

function Item({
  chip,
  title,
  to,
  action,
  children,
}: {
  chip: ReactNode;
  title: string;
  to: string;
  action: string;
  children: ReactNode;
}) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: 0.5,
        justifyItems: 'start',
        paddingBlock: 1.5,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      {chip}
      <Box sx={{ fontWeight: 600 }}>{title}</Box>
      <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>{children}</Box>
      <Button
        component={Link}
        to={to}
        size="small"
        variant="outlined"
        aria-label={`${action}: ${title}`}
        sx={{ marginBlockStart: 0.5 }}
      >
        {action}
      </Button>
    </Box>
  );
}
