import { Box, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatDate, formatMoney, withAmounts } from '@backhaul/design';
import { request } from '../api/client.ts';
import { fieldsOf, sayError } from '../api/errors.ts';
import type { FirstChargeQuery as Answer, ServiceInput } from '../generated/graphql.ts';
import { Money, useLocale, useSentenceLocale } from '../kit/index.ts';
import { useRested } from '../kit/useRested.ts';
import { FirstChargeQuery } from './api.ts';

/** How the form calls what the server refuses. */
const labels: Readonly<Record<string, string>> = {
  startDate: 'First day',
  endDate: 'Last day',
  quantity: 'Quantity',
  unitPrice: 'Price',
  setupFee: 'Setup fee',
};

function sayWrong(error: unknown): string {
  const fields = Object.entries(fieldsOf(error));
  if (!fields.length) return sayError(error);
  return fields.map(([path, problem]) => `${labels[path] ?? 'Discounts'}: ${problem}`).join(' ');
}

interface FirstChargeProps {
  /** What was put together so far; null while nothing can be charged. */
  input: ServiceInput | null;
  /** What has still to be given, in a sentence. */
  lacks: string | null;
}

/** What the service will be charged first, and when, as it is being put together; or why that is not known. */
export function FirstCharge({ input: given, lacks }: FirstChargeProps) {
  const input = lacks === null ? given : null;
  const asked = useRested(input);
  const { data, error } = useQuery({
    queryKey: ['services', 'first-charge', asked],
    queryFn: async () => asked && (await request(FirstChargeQuery, { input: asked })).firstCharge,
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const wrong = given && (lacks ?? (asked && error ? sayWrong(error) : null));
  if (!wrong && (!asked || data === undefined)) return null;
  return (
    <Box
      component="section"
      aria-labelledby="first-charge"
      role="status"
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        padding: 2,
        display: 'grid',
        gap: 1,
      }}
    >
      <Typography variant="h3" id="first-charge">
        First charge
      </Typography>
      {wrong ? (
        <Box sx={{ color: 'text.secondary' }}>Not known yet. {wrong}</Box>
      ) : data ? (
        <Charge {...data} />
      ) : (
        'No billing run will charge it: nothing is billed of it by itself.'
      )}
    </Box>
  );
}

function Charge({ total, lines, charge }: NonNullable<Answer['firstCharge']>) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const amount = formatMoney(total, charge.currency, locale);
  return (
    <>
      <Box>
        <strong>{amount}</strong> with the run for{' '}
        {formatDate(charge.date, sentenceLocale, { weekday: true })}, to be paid by{' '}
        {formatDate(charge.dueDate, sentenceLocale)}.
        {charge.total !== total &&
          ` All that is charged then comes to ${formatMoney(charge.total, charge.currency, locale)}.`}
      </Box>
      <Box component="ul" aria-label="Lines of the first charge" sx={list}>
        {lines.map((line, at) => (
          <Box key={at} component="li" sx={{ display: 'contents' }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              {line.description}
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                {withAmounts(line.explanation ?? '', charge.currency, locale)}
              </Box>
            </Box>
            <Money amount={line.total} currency={charge.currency} />
          </Box>
        ))}
      </Box>
    </>
  );
}

const list = {
  margin: 0,
  padding: 0,
  listStyle: 'none',
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) max-content',
  columnGap: 2,
  rowGap: 0.5,
} as const;
