import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import { useCan } from '../kit/index.ts';

const SendsByItselfQuery = graphql(`
  query SendsInvoicesByItself($partnerId: ID!) {
    notificationSettings(partnerId: $partnerId) {
      invoiceAutoSend
    }
    financeSettings(partnerId: $partnerId) {
      sendBillingNotifications
    }
  }
`);

/** Whether a partner mails its documents by itself; null while that is not known, or not to be read. */
export function useSendsByItself(partnerId: string | null): boolean | null {
  const sees = useCan('settings:read');
  const { data } = useQuery({
    queryKey: ['messages', 'sends-by-itself', partnerId],
    queryFn: () => request(SendsByItselfQuery, { partnerId: partnerId ?? '' }),
    enabled: sees && partnerId !== null,
  });
  return data
    ? data.notificationSettings.invoiceAutoSend && data.financeSettings.sendBillingNotifications
    : null;
}
