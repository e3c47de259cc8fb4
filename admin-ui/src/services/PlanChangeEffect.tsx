import { Box, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatDate } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { request } from '../api/client.ts';
import { fieldsOf, sayError } from '../api/errors.ts';
import type { PlanChangeInput } from '../generated/graphql.ts';
import { Money, useSentenceLocale } from '../kit/index.ts';
import { useRested } from '../kit/useRested.ts';
import { TryPlanChange } from './api.ts';

/** What a change of plan would come to, as it is being put together; or why it cannot be made. */
export function PlanChangeEffect({
  input,
  today,
}: {
  input: PlanChangeInput | null;
  today: string;
}) {
  const sentenceLocale = useSentenceLocale();
  const asked = useRested(input);
  const { data, error } = useQuery({
    queryKey: ['services', 'plan-change', asked],
    queryFn: async () =>
      asked && (await request(TryPlanChange, { input: { ...asked, dryRun: true } })).changePlan,
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  // while another one is being asked for, the refusal of the one before says nothing of it
  const refused = sameChange(asked, input) ? error : null;
  if (!input || (!data && !refused)) return null;
  return (
    <Box
      component="section"
      aria-labelledby="plan-change-effect"
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
      <Typography variant="h3" id="plan-change-effect">
        What it comes to
      </Typography>
      {refused ? (
        <Box sx={{ color: 'text.secondary' }}>
          Not known yet. {Object.values(fieldsOf(refused))[0] ?? sayError(refused)}
        </Box>
      ) : (
        data && (
          <>
            {data.date !== input.date && (
              <Box>
                What is paid stays paid: the new plan begins on{' '}
                {formatDate(data.date, sentenceLocale, { weekday: true })}, when that ends.
              </Box>
            )}
            {data.date > today && <Box>As it stands today; the amounts follow on that day.</Box>}
            <Box component="dl" sx={sums}>
              {isPositive(data.credited ?? '0') && (
                <Sum name="Given back for unused days" amount={data.credited} of={data.currency} />
              )}
              {isPositive(data.fee ?? '0') && (
                <Sum name={feeWords(data.feeBy)} amount={data.fee} of={data.currency} />
              )}
              <Sum
                name={data.date > today ? 'Charged on that day' : 'Charged at once'}
                amount={data.charged}
                of={data.currency}
              />
              <Sum name="Balance afterwards" amount={data.balanceAfter} of={data.currency} strong />
            </Box>
            {!isPositive(data.charged ?? '0') && (
              <Box sx={{ color: 'text.secondary' }}>The next run charges the new plan.</Box>
            )}
          </>
        )
      )}
    </Box>
  );
}

function sameChange(a: PlanChangeInput | null, b: PlanChangeInput | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function feeWords(feeBy: string | null | undefined): string {
  if (feeBy === 'CREDIT') return 'Fee, taken off what is given back';
  return feeBy === 'INVOICE' ? 'Fee, on the invoice' : 'Fee, with the next invoice';
}

function Sum({
  name,
  amount,
  of,
  strong,
}: {
  name: string;
  amount: string | undefined;
  of: string;
  strong?: boolean;
}) {
  return (
    <>
      <Box component="dt" sx={strong ? { fontWeight: 600 } : {}}>
        {name}
      </Box>
      <Box component="dd" sx={{ margin: 0, textAlign: 'right', fontWeight: strong ? 600 : 400 }}>
        <Money amount={amount ?? '0'} currency={of} />
      </Box>
    </>
  );
}

const sums = {
  margin: 0,
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) max-content',
  columnGap: 2,
  rowGap: 0.5,
} as const;
