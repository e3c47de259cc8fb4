import { useState } from 'react';
import { Box, Card, TextField, Typography } from '@mui/material';
import { formatDate } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { RunDetailFragment } from '../../generated/graphql.ts';
import { Money, PartnerName, useLocale, useSentenceLocale } from '../../kit/index.ts';
import { RunTotals } from '../RunTotals.tsx';
import { sayChange } from './change.ts';

interface PartnerTotalsProps {
  run: RunDetailFragment;
  /** Null: all partners. */
  chosen: string | null;
  onChoose: (partnerId: string | null) => void;
}

type PartnerTotal = RunDetailFragment['partnerTotals'][number];

const searchFrom = 12;

/** The partners of the run with what they add up to; choosing one narrows the customers to it. */
export function PartnerTotals({ run, chosen, onChoose }: PartnerTotalsProps) {
  const locale = useLocale();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const totals = run.partnerTotals.filter(
    ({ partner }) =>
      wanted === '' ||
      partner.name.toLowerCase().includes(wanted) ||
      String(partner.number) === wanted,
  );
  return (
    <Card
      component="section"
      aria-label="Partners"
      sx={{
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        maxHeight: { xs: 300, md: 'none' },
      }}
    >
      <Typography variant="h2" sx={{ paddingInline: 2, paddingBlockStart: 2, paddingBlockEnd: 1 }}>
        Partners
      </Typography>
      {run.partnerTotals.length > searchFrom && (
        <Box sx={{ paddingInline: 2, paddingBlockEnd: 1 }}>
          <TextField
            size="small"
            fullWidth
            margin="none"
            label="Find a partner"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </Box>
      )}
      <Box sx={{ overflow: 'auto', flex: '1 1 auto', paddingBlockEnd: 1 }}>
        {wanted === '' && (
          <Row pressed={chosen === null} onClick={() => onChoose(null)}>
            <Box sx={{ flex: 1, fontWeight: 600 }}>All partners</Box>
            <RunTotals totals={run.total} strong />
            <Box sx={{ flexBasis: '100%', color: 'text.secondary', fontSize: '0.8125rem' }}>
              {countOf(run.customerCount, 'customer', 'customers', locale)}
            </Box>
          </Row>
        )}
        {totals.map((total) => (
          <Row
            key={`${total.partner.id} ${total.currency}`}
            pressed={chosen === total.partner.id}
            onClick={() => onChoose(chosen === total.partner.id ? null : total.partner.id)}
          >
            <Box
              sx={{
                flex: '1 1 auto',
                width: 'min-content',
                minWidth: 'min-content',
                maxWidth: '100%',
                overflowWrap: 'break-word',
              }}
            >
              <PartnerName partner={total.partner} />
            </Box>
            <Money
              amount={total.total}
              currency={total.currency}
              strong
              sx={{ marginInlineStart: 'auto' }}
            />
            <Box
              sx={{
                flexBasis: '100%',
                display: 'flex',
                flexWrap: 'wrap',
                columnGap: 1.5,
                whiteSpace: 'nowrap',
                justifyContent: 'space-between',
                color: 'text.secondary',
                fontSize: '0.8125rem',
              }}
            >
              <span>{countOf(total.customerCount, 'customer', 'customers', locale)}</span>
              <ChangeText total={total} />
            </Box>
          </Row>
        ))}
      </Box>
    </Card>
  );
}

function ChangeText({ total }: { total: PartnerTotal }) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  if (total.previousTotal === null) return <span>first run</span>;
  const last = total.previousDate
    ? ` since ${formatDate(total.previousDate, sentenceLocale, { year: false })}`
    : '';
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {sayChange(total.total, total.previousTotal, total.currency, locale)}
      {last}
    </span>
  );
}

function Row({
  pressed,
  onClick,
  children,
}: {
  pressed: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <Box
      component="button"
      type="button"
      aria-pressed={pressed}
      onClick={onClick}
      sx={{
        all: 'unset',
        boxSizing: 'border-box',
        cursor: 'pointer',
        width: '100%',
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 1.5,
        alignItems: 'baseline',
        paddingInline: 2,
        paddingBlock: 1,
        borderInlineStart: '3px solid',
        borderColor: pressed ? 'primary.main' : 'transparent',
        backgroundColor: pressed ? 'action.selected' : 'transparent',
        '&:hover': { backgroundColor: pressed ? 'action.selected' : 'action.hover' },
        '&:focus-visible': {
          outline: '2px solid',
          outlineColor: 'primary.main',
          outlineOffset: -2,
        },
      }}
    >
      {children}
    </Box>
  );
}
