import { Box, Card } from '@mui/material';
import { formatNumber } from '@backhaul/design';
import type { RunDetailFragment } from '../../generated/graphql.ts';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { Figure, Figures, useLocale } from '../../kit/index.ts';
import { RunTotals } from '../RunTotals.tsx';
import { sayChange } from './change.ts';

/** What the whole run adds up to, whatever the table below is narrowed to. */
export function RunFigures({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  const facts: { label: string; value: React.ReactNode; strong?: boolean }[] = [
    { label: 'Total', value: <RunTotals totals={run.total} strong />, strong: true },
    { label: 'Net', value: <RunTotals totals={run.net} /> },
    { label: 'Tax', value: <RunTotals totals={run.tax} /> },
    { label: 'Invoices', value: formatNumber(run.invoiceCount, locale) },
    { label: 'Customers', value: formatNumber(run.customerCount, locale) },
    { label: 'Left out', value: formatNumber(run.leftOutCount, locale) },
  ];
  return (
    <Card sx={{ paddingInline: 2, paddingBlock: 1.5 }}>
      <Figures label="Totals of the run" sx={{ alignItems: 'flex-start' }}>
        {facts.map(({ label, value, strong }) => (
          <Figure key={label} label={label}>
            <Box
              sx={{
                fontSize: strong ? '1.25rem' : '1rem',
                fontWeight: strong ? 650 : 500,
                fontVariantNumeric: 'tabular-nums',
                '& span': { textAlign: 'start' },
              }}
            >
              {value}
              {label === 'Total' && <Change run={run} />}
            </Box>
          </Figure>
        ))}
      </Figures>
    </Card>
  );
}

/**
 * Against what the same partners' last runs added up to, in one currency; several are told apart in
 * the partners' list.
 */
function Change({ run }: { run: RunDetailFragment }) {
  const locale = useLocale();
  const [only] = run.total;
  const before = run.partnerTotals.filter((total) => total.previousTotal !== null);
  if (run.total.length !== 1 || !only || before.length === 0) return null;
  const last = addDecimals(before.map((total) => total.previousTotal ?? '0'));
  return (
    <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 400 }}>
      {sayChange(only.amount, last, only.currency, locale)} against last time
    </Box>
  );
}
