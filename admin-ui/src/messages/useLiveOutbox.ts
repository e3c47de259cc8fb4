import { useCan } from '../api/access.ts';
import { useSubscription } from '../api/client.ts';
import { useReadAgain } from '../api/useReadAgain.ts';
import { OutboxChanged } from './api.ts';

/** Everything that shows messages asks again, quietly, whenever one of them moves. */
export function useLiveOutbox(): void {
  const sees = useCan('messages:read');
  useReadAgain(useSubscription(OutboxChanged, sees ? {} : null).data, 'messages');
}
