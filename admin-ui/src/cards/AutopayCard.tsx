import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatDate, formatMoney } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ToneChip, useCan, useLocale } from '../kit/index.ts';
import { cardName, SwitchAutopay, type CardHolder } from './api.ts';

/** Whether what is due is charged by itself, when next, and the switch for it. */
export function AutopayCard({
  customer,
  holder,
  onChanged,
}: {
  customer: CustomerDetailFragment;
  holder: CardHolder;
  onChanged: () => Promise<void>;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const submission = useSubmit();
  const mayWrite = useCan('customers:write');
  const { kind, method, nextAttempt, nextAmount } = holder.autopay;
  const on = kind !== 'OFF';
  const usable = holder.savedMethods.find(({ status }) => status === 'ACTIVE');
  const put = () =>
    submission.submit(async () => {
      await request(SwitchAutopay, {
        customerId: customer.id,
        kind: on ? 'OFF' : 'SAVED_METHOD',
        methodId: on ? null : (usable?.id ?? null),
      });
      await onChanged();
      notify(`Automatic payment of ${customer.name} is ${on ? 'off' : 'on'}.`, {
        type: 'success',
      });
    });
  return (
    <Card component="section" aria-labelledby="autopay">
      <CardContent sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <Typography variant="h2" id="autopay">
            Automatic payment
          </Typography>
          {on ? (
            <ToneChip tone="paid" label="On" icon="check" />
          ) : (
            <ToneChip tone="neutral" label="Off" icon="ban" />
          )}
        </Box>
        <Box>
          {on && method
            ? `What is due is charged to ${cardName(method)} by itself.`
            : usable
              ? `Switched on, what is due is charged to ${cardName(usable)} by itself, and again where that fails, as the payment settings say. Agree on it with ${customer.name} first.`
              : 'It needs a saved card that can be used.'}
        </Box>
        {on && (
          <Box sx={{ color: 'text.secondary' }}>
            {nextAttempt && nextAmount
              ? `Next: ${formatMoney(nextAmount, customer.currency, locale)} on ${formatDate(nextAttempt, locale, { weekday: true })}, as things stand.`
              : 'Nothing is planned, or a charge is under way.'}
          </Box>
        )}
        <FormError error={submission.error} failure="It was not changed." />
        {mayWrite && (on || usable) && (
          <Button variant="outlined" disabled={submission.busy} onClick={() => void put()}>
            {on ? 'Switch automatic payment off' : 'Switch automatic payment on'}
          </Button>
        )}
      </CardContent>
    </Card>
  );
}
