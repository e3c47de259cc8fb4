import { Box } from '@mui/material';
import { formatDate, formatMoney, formatNumber, formatPercent } from '@backhaul/design';
import { sayLineChange } from '@backhaul/domain/charging/sayLineChange';
import type { LineChangeFieldsFragment } from '../../generated/graphql.ts';
import { Money, useLocale, useSentenceLocale } from '../../kit/index.ts';

interface LineChangesProps {
  changes: readonly LineChangeFieldsFragment[];
  currency: string;
  /** With what it is compared: "last time". */
  against: string;
  label: string;
}

/** Why an amount is another one, line by line, with what each comes to. */
export function LineChanges({ changes, currency, against, label }: LineChangesProps) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const say = (change: LineChangeFieldsFragment) =>
    sayLineChange(change, {
      money: (amount) => formatMoney(amount, currency, locale),
      number: (value) => formatNumber(value, locale),
      percent: (value) => formatPercent(value, locale),
      date: (on) => formatDate(on, sentenceLocale, { year: false }),
      against,
    });
  return (
    <Box
      component="ul"
      aria-label={label}
      sx={{
        margin: 0,
        padding: 0,
        listStyle: 'none',
        display: 'grid',
        gridTemplateColumns: 'minmax(0, max-content) max-content',
        columnGap: 3,
        rowGap: 0.25,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {changes.map((change, at) => (
        <Box key={at} component="li" sx={{ display: 'contents' }}>
          <Box sx={{ overflowWrap: 'anywhere' }}>{say(change)}</Box>
          <Money amount={change.amount} currency={currency} signed />
        </Box>
      ))}
    </Box>
  );
}
