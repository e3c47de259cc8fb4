import { Box } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatDate, formatMoney } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { request } from '../api/client.ts';
import { Choice } from '../kit/form/Fields.tsx';
import { useCan, useLocale, useSentenceLocale } from '../kit/index.ts';
import { useRested } from '../kit/useRested.ts';
import { UnusedCreditQuery } from './api.ts';

/** What would be given back if a service ended on a day; null while nobody may, or nothing is. */
export function useUnused(serviceId: string, endDate: string) {
  const may = useCan('credit-notes:write');
  const asked = useRested(endDate);
  const { data } = useQuery({
    queryKey: ['services', 'unused', serviceId, asked],
    queryFn: async () =>
      (await request(UnusedCreditQuery, { serviceId, endDate: asked })).unusedCredit,
    enabled: may && isLocalDate(asked),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return may && data && isPositive(data.total) ? data : null;
}

/** Asks whether what is charged and not used is given back; says what comes of it. */
export function UnusedDays({
  unused,
  value,
  onChange,
}: {
  unused: NonNullable<ReturnType<typeof useUnused>>;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const amount = formatMoney(unused.total, unused.currency, locale);
  const invoices = unused.credits.flatMap(({ invoice }) => invoice?.number ?? []);
  const [first] = unused.credits;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Choice
        name="giveBack"
        label="Days that are charged and not used"
        value={value ? 'yes' : 'no'}
        onChange={(chosen) => onChange(chosen === 'yes')}
        choices={[
          { value: 'yes', label: `Give back ${amount}` },
          { value: 'no', label: 'Give nothing back' },
        ]}
        errors={{}}
      />
      {value && first && (
        <Box role="status" sx={{ color: 'text.secondary' }}>
          {invoices.length
            ? `By a credit note on ${invoices.join(', ')}, `
            : 'As a credit on the account, '}
          for the days from {formatDate(first.from, sentenceLocale)}. It settles what is still open
          of it first.
        </Box>
      )}
    </Box>
  );
}
