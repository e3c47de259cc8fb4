import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { Choice } from '../kit/form/Fields.tsx';
import { FormError } from '../kit/form/FormError.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { ToneChip, useCan, useLocale } from '../kit/index.ts';
import {
  cardName,
  sayFirstCharge,
  sayNextCharge,
  SwitchAutopay,
  type CardHolder,
  type SavedCard,
} from './api.ts';

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
  const { kind, method, offsetDays, haltWords } = holder.autopay;
  const on = kind !== 'OFF';
  const usable = holder.savedMethods.filter(({ status }) => status === 'ACTIVE');
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen = usable.find(({ id }) => id === (wanted ?? method?.id)) ?? usable.at(0);
  const next = sayNextCharge(holder.autopay, customer.currency, locale);
  const put = (card: SavedCard | null) =>
    submission.submit(async () => {
      await request(SwitchAutopay, {
        customerId: customer.id,
        kind: card ? 'SAVED_METHOD' : 'OFF',
        methodId: card?.id ?? null,
      });
      await onChanged();
      notify(
        card && on
          ? `What ${customer.name} owes is charged to ${cardName(card)} from now on.`
          : `Automatic payment of ${customer.name} is ${card ? 'on' : 'off'}.`,
        { type: 'success' },
      );
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
            ? `What is due is charged to ${cardName(method)} by itself, ${sayFirstCharge(offsetDays, locale)}.`
            : chosen
              ? `Switched on, what is due is charged to ${cardName(chosen)} by itself, ${sayFirstCharge(offsetDays, locale)}, and again where that fails, as the payment settings say. Agree on it with ${customer.name} first.`
              : 'It needs a saved card that can be used.'}
        </Box>
        {on && (
          <Box sx={{ color: 'text.secondary' }}>
            {next ? `Next: ${next}. As things stand.` : (haltWords ?? 'Nothing is planned.')}
          </Box>
        )}
        {mayWrite && chosen && (usable.length > 1 || (on && chosen.id !== method?.id)) && (
          <Box sx={{ inlineSize: '100%', maxInlineSize: '20rem', marginBlockStart: 0.5 }}>
            <Choice
              name="methodId"
              label="Card"
              value={chosen.id}
              onChange={setWanted}
              choices={usable.map((card) => ({ value: card.id, label: cardName(card) }))}
              errors={submission.fields}
            />
          </Box>
        )}
        <FormError error={submission.error} failure="It was not changed." />
        {mayWrite && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {on && chosen && chosen.id !== method?.id && (
              <Button
                variant="contained"
                disabled={submission.busy}
                onClick={() => void put(chosen)}
              >
                Charge {cardName(chosen)} instead
              </Button>
            )}
            {!on && chosen && (
              <Button
                variant="outlined"
                disabled={submission.busy}
                onClick={() => void put(chosen)}
              >
                Switch automatic payment on
              </Button>
            )}
            {on && (
              <Button variant="outlined" disabled={submission.busy} onClick={() => void put(null)}>
                Switch automatic payment off
              </Button>
            )}
          </Box>
        )}
      </CardContent>
    </Card>
  );
}
