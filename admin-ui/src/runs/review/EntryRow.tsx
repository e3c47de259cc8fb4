import { Link as RouterLink } from 'react-router-dom';
import { Box, Button, IconButton, Link, Skeleton, Tooltip } from '@mui/material';
import ChevronRight from '@mui/icons-material/ChevronRight';
import PersonRemoveOutlined from '@mui/icons-material/PersonRemoveOutlined';
import { formatDate, formatMoney, withDates } from '@backhaul/design';
import type { RunEntryFragment } from '../../generated/graphql.ts';
import { LinesTable } from '../../invoices/index.ts';
import { Money, useLocale, useSentenceLocale } from '../../kit/index.ts';
import { FlagChip } from '../FlagChip.tsx';
import type { Column, EntryMode } from './columns.ts';
import { LineChanges } from './LineChanges.tsx';

/** What may be done with a customer of a run; what is missing is not offered. */
export interface EntryActions {
  exclude?: (entry: RunEntryFragment) => void;
  include?: (entry: RunEntryFragment) => void;
}

interface EntryRowProps {
  entry: RunEntryFragment | undefined;
  index: number;
  mode: EntryMode;
  columns: readonly Column[];
  template: string;
  phone: boolean;
  active: boolean;
  open: boolean;
  onActivate: () => void;
  onToggle: () => void;
  actions: EntryActions;
}

/** One customer of the run; opened, the lines with their periods and the reason for each amount. */
export function EntryRow(props: EntryRowProps) {
  const { entry, index, columns, template, phone, active, open, onActivate, onToggle } = props;
  const opens = (entry?.lines.length ?? 0) > 0;
  return (
    <>
      <Box
        role="row"
        aria-rowindex={index + 2}
        aria-level={1}
        {...(opens ? { 'aria-expanded': open } : {})}
        data-row={index}
        tabIndex={active ? 0 : -1}
        onFocus={onActivate}
        onClick={(event) => {
          // A click on a button or link inside the row means that, not the row; so does the end of
          // selecting text.
          if (
            (event.target as HTMLElement).closest('a, button') ||
            window.getSelection()?.toString()
          )
            return;
          onToggle();
        }}
        sx={{
          display: 'grid',
          gridTemplateColumns: template,
          columnGap: 2,
          alignItems: 'center',
          minHeight: phone ? 60 : 45,
          paddingInline: 2,
          paddingBlock: phone ? 1 : 0.5,
          borderBlockEnd: '1px solid',
          borderColor: 'divider',
          cursor: opens ? 'pointer' : 'default',
          backgroundColor: open ? 'action.selected' : 'background.paper',
          '&:hover': { backgroundColor: open ? 'action.selected' : 'action.hover' },
          '&:focus-visible': {
            outline: '2px solid',
            outlineColor: 'primary.main',
            outlineOffset: -2,
          },
        }}
      >
        {columns.map((column) => (
          <Box
            key={column.key}
            role="gridcell"
            sx={{ minWidth: 0, textAlign: column.end ? 'end' : 'start' }}
          >
            {entry ? (
              <Cell {...props} entry={entry} column={column} opens={opens} />
            ) : (
              <Skeleton
                animation={false}
                width="70%"
                sx={{ marginInlineStart: column.end ? 'auto' : 0 }}
              />
            )}
          </Box>
        ))}
      </Box>
      {open && entry && (
        <Box
          role="row"
          aria-level={2}
          sx={{
            borderBlockEnd: '1px solid',
            borderColor: 'divider',
            backgroundColor: 'action.hover',
          }}
        >
          <Box
            role="gridcell"
            aria-colspan={columns.length}
            sx={{
              paddingInlineStart: { xs: 1, md: 4 },
              paddingInlineEnd: { xs: 0, md: 2 },
              paddingBlock: 1,
            }}
          >
            <Differences entry={entry} />
            <Waits entry={entry} />
            <LinesTable
              lines={entry.lines}
              currency={entry.currency}
              label={`Lines of ${entry.customer.name}`}
              dense
            />
            <OpenedFoot {...props} entry={entry} />
          </Box>
        </Box>
      )}
    </>
  );
}

function Cell({
  entry,
  column,
  mode,
  phone,
  open,
  opens,
  actions,
}: EntryRowProps & { entry: RunEntryFragment; column: Column; opens: boolean }) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  switch (column.key) {
    case 'name':
      return (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, minWidth: 0 }}>
          <ChevronRight
            aria-hidden="true"
            fontSize="small"
            sx={{
              flexShrink: 0,
              color: 'text.secondary',
              visibility: opens ? 'visible' : 'hidden',
              transform: open ? 'rotate(90deg)' : 'none',
            }}
          />
          <Box sx={{ minWidth: 0 }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {entry.customer.name}{' '}
              <Box component="span" sx={{ color: 'text.secondary' }}>
                #{entry.customer.number}
              </Box>
            </Box>
            {phone && mode === 'leftOut' && (
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                {withDates(entry.excludedReason ?? '', sentenceLocale)}
              </Box>
            )}
            {phone && mode === 'included' && <Flags flags={entry.flags} />}
            {phone && mode === 'leftOut' && entry.excludedByUser && actions.include && (
              <Button size="small" onClick={() => actions.include?.(entry)}>
                Include again
              </Button>
            )}
          </Box>
        </Box>
      );
    case 'lines':
      return <>{entry.lines.length}</>;
    case 'net':
      return <Money amount={entry.net} currency={entry.currency} />;
    case 'tax':
      return <Money amount={entry.tax} currency={entry.currency} />;
    case 'total':
      return (
        <>
          <Money amount={entry.total} currency={entry.currency} strong />
          {phone && entry.previousTotal !== null && (
            <Box sx={{ color: 'text.secondary', fontSize: '0.75rem', whiteSpace: 'nowrap' }}>
              was {formatMoney(entry.previousTotal, entry.currency, locale)}
            </Box>
          )}
        </>
      );
    case 'previous':
      return (
        <Money
          amount={entry.previousTotal}
          currency={entry.currency}
          sx={{ color: 'text.secondary' }}
        />
      );
    case 'change':
      return (
        <Money
          amount={entry.change}
          currency={entry.currency}
          signed
          sx={entry.changes.length > 0 ? [] : { color: 'text.secondary' }}
        />
      );
    case 'flags':
      return <Flags flags={entry.flags} />;
    case 'reason':
      return (
        <Box sx={{ overflowWrap: 'anywhere' }}>
          {withDates(entry.excludedReason ?? '', sentenceLocale)}
        </Box>
      );
    case 'invoice':
      return entry.invoice ? (
        <Link component={RouterLink} to={`/invoices/${entry.invoice.id}/show`}>
          {entry.invoice.number ?? 'Draft'}
        </Link>
      ) : (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {entry.createsInvoice ? '–' : 'No invoice'}
        </Box>
      );
    case 'actions':
      return <RowAction entry={entry} actions={actions} />;
  }
}

function RowAction({ entry, actions }: { entry: RunEntryFragment; actions: EntryActions }) {
  if (actions.include && entry.excludedByUser) {
    return (
      <Button
        size="small"
        tabIndex={-1}
        onClick={() => actions.include?.(entry)}
        aria-label={`Include again: ${entry.customer.name}`}
      >
        Include again
      </Button>
    );
  }
  if (!actions.exclude) return null;
  return (
    <Tooltip title="Exclude from this run (x)">
      <IconButton
        size="small"
        tabIndex={-1}
        onClick={() => actions.exclude?.(entry)}
        aria-label={`Exclude ${entry.customer.name}`}
      >
        <PersonRemoveOutlined fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

function Flags({ flags }: { flags: readonly string[] }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
      {flags.map((flag) => (
        <FlagChip key={flag} flag={flag} />
      ))}
    </Box>
  );
}

/** Line by line, what makes the total differ from the customer's last charge. */
function Differences({ entry }: { entry: RunEntryFragment }) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  if (entry.previousTotal === null || entry.changes.length === 0) return null;
  return (
    <Box sx={{ paddingInline: 2, paddingBlockEnd: 1.5, display: 'grid', gap: 0.5 }}>
      <Box sx={{ fontWeight: 600 }}>
        {entry.change !== null &&
          formatMoney(entry.change, entry.currency, locale, { sign: 'always' })}{' '}
        on last time ({formatMoney(entry.previousTotal, entry.currency, locale)}
        {entry.previousDate && ` for ${formatDate(entry.previousDate, sentenceLocale)}`})
      </Box>
      <LineChanges
        changes={entry.changes}
        currency={entry.currency}
        against="last time"
        label={`What changed for ${entry.customer.name}`}
      />
    </Box>
  );
}

/** Credits that are more than the charge, and do not land with it. */
function Waits({ entry }: { entry: RunEntryFragment }) {
  if (!entry.waiting.length) return null;
  return (
    <Box sx={{ paddingInline: 2, paddingBlockEnd: 1.5, display: 'grid', gap: 0.5 }}>
      {entry.waiting.map((words) => (
        <Box key={words}>{words}</Box>
      ))}
    </Box>
  );
}

function OpenedFoot({ entry, actions }: EntryRowProps & { entry: RunEntryFragment }) {
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        paddingBlockStart: 1,
        paddingInlineStart: 2,
      }}
    >
      <Button size="small" component={RouterLink} to={`/customers/${entry.customer.id}/show`}>
        Open {entry.customer.name}
      </Button>
      {entry.invoice && (
        <Button size="small" component={RouterLink} to={`/invoices/${entry.invoice.id}/show`}>
          Open invoice {entry.invoice.number ?? ''}
        </Button>
      )}
      {actions.exclude && (
        <Button size="small" onClick={() => actions.exclude?.(entry)}>
          Exclude from this run
        </Button>
      )}
    </Box>
  );
}
