import { Box } from '@mui/material';
import { formatMoney } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import type { BillingRunEntryFilter, RunDetailFragment } from '../../generated/graphql.ts';
import { useLocale } from '../../kit/index.ts';
import { useFilterTotals, type FilterTotal } from '../useRunEntries.ts';

interface FilterSummaryProps {
  run: RunDetailFragment;
  filter: BillingRunEntryFilter;
  count: number | null;
}

/**
 * What the customers in the table add up to. The server has the sums of the run and of each
 * partner; others are added up here.
 */
export function FilterSummary({ run, filter, count }: FilterSummaryProps) {
  const locale = useLocale();
  const asked = Boolean(filter.flag ?? filter.search);
  const added = useFilterTotals(run.id, asked ? filter : null);
  const totals = asked
    ? added.totals
    : knownTotals(run, filter.partnerId == null ? null : String(filter.partnerId));
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        justifyContent: 'space-between',
        columnGap: 3,
        rowGap: 0.5,
        paddingInline: 2,
        paddingBlock: 1.25,
        borderBlockStart: '1px solid',
        borderColor: 'divider',
        fontVariantNumeric: 'tabular-nums',
        flexShrink: 0,
      }}
    >
      <Box sx={{ color: 'text.secondary' }}>
        {count === null ? 'Counting' : countOf(count, 'customer', 'customers', locale)}
      </Box>
      <Box sx={{ display: 'grid', gap: 0.25, textAlign: 'end' }}>
        {added.tooMany && asked && (
          <Box sx={{ color: 'text.secondary' }}>
            Too many to add up here; the download has every amount.
          </Box>
        )}
        {totals?.map((total) => (
          <Box key={total.currency}>
            <Box
              component="span"
              sx={{ color: 'text.secondary', display: { xs: 'none', sm: 'inline' } }}
            >
              Net {formatMoney(total.net, total.currency, locale)} · Tax{' '}
              {formatMoney(total.tax, total.currency, locale)} ·{' '}
            </Box>
            <Box component="span" sx={{ fontWeight: 600 }}>
              Total {formatMoney(total.total, total.currency, locale)}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function knownTotals(run: RunDetailFragment, partnerId: string | null): FilterTotal[] {
  if (partnerId !== null) {
    return run.partnerTotals
      .filter((total) => total.partner.id === partnerId)
      .map(({ currency, invoiceCount, net, tax, total }) => ({
        currency,
        invoices: invoiceCount,
        net,
        tax,
        total,
      }));
  }
  const amountIn = (list: RunDetailFragment['net'], currency: string) =>
    list.find((money) => money.currency === currency)?.amount ?? '0';
  return run.total.map(({ amount, currency }) => ({
    currency,
    invoices: run.invoiceCount,
    net: amountIn(run.net, currency),
    tax: amountIn(run.tax, currency),
    total: amount,
  }));
}
