import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useCan } from '../kit/index.ts';
import { PaymentTasksQuery } from './api.ts';
import type { PaymentTask } from './sayTask.ts';

/** What has to be looked at of the money of a partner and those below it, newest first. */
export function usePaymentTasks(partnerId: string | null): readonly PaymentTask[] {
  const { data } = useQuery({
    queryKey: ['payment-tasks', partnerId],
    queryFn: () => request(PaymentTasksQuery, { partnerId }),
    enabled: useCan('payments:read'),
  });
  return data?.paymentTasks ?? [];
}
