import { Alert } from '@mui/material';
import { formatDate, formatPrice } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import type { ServiceRowFragment } from '../generated/graphql.ts';
import { useLocale, useSentenceLocale } from '../kit/index.ts';

/** What ending a service before its contract does costs. */
export function EarlyEnd({ service, endDate }: { service: ServiceRowFragment; endDate: string }) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  const { contractUntil, cancellationFee, currency } = service;
  if (!contractUntil || !isLocalDate(endDate) || endDate >= contractUntil) return null;
  return (
    <Alert severity="warning" variant="outlined">
      The contract holds until {formatDate(contractUntil, sentenceLocale)}.
      {cancellationFee != null &&
        isPositive(cancellationFee) &&
        ` Ending it sooner costs ${formatPrice(cancellationFee, currency, locale)}, with the next invoice.`}
    </Alert>
  );
}
