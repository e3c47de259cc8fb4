import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '@backhaul/design';
import { request } from '../api/client.ts';
import { useLocale } from '../kit/index.ts';
import { HeldMails } from './api.ts';

/** The API takes so many at a time. */
export const AT_ONCE = 1000;

/** How many of mails to these customers would be held; null while it is not known. */
export function useHeldMails(customerIds: readonly string[]): number | null {
  const { data } = useQuery({
    queryKey: ['messages', 'held-mails', customerIds],
    queryFn: async () => {
      let held = 0;
      for (let at = 0; at < customerIds.length; at += AT_ONCE)
        held += (await request(HeldMails, { customerIds: customerIds.slice(at, at + AT_ONCE) }))
          .heldMails;
      return held;
    },
  });
  return data ?? null;
}

/** Before mails are promised: those that nothing can carry wait. */
export function WouldBeHeld({ held, of }: { held: number | null; of: number }) {
  const locale = useLocale();
  if (!held) return null;
  const [which, goes] =
    of === 1
      ? ['The mail is', 'it goes']
      : [
          held === of
            ? `All ${formatNumber(of, locale)} mails are`
            : held === 1
              ? `1 of the ${formatNumber(of, locale)} mails is`
              : `${formatNumber(held, locale)} of the ${formatNumber(of, locale)} mails are`,
          held === 1 ? 'it goes' : 'they go',
        ];
  return (
    <Alert severity="warning" variant="outlined" role="status">
      No mail server is set. {which} held, and {goes} out by{' '}
      {of === 1 || held === 1 ? 'itself' : 'themselves'} once one is.
    </Alert>
  );
}
