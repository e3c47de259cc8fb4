import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useNotify, useRefresh } from 'react-admin';
import { formatDate, formatPrice } from '@backhaul/design';
import { request } from '../api/client.ts';
import { DatedPrices } from '../kit/DatedPrices.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { InstantText, useLocale } from '../kit/index.ts';
import { labelIn } from '../kit/words.ts';
import { cancelPriceDocument, scopeChoices, type Tariff } from './api.ts';
import { useToday } from '../kit/scope/useToday.ts';

/** What a tariff cost and will cost, and who changed it; a planned price can be taken back. */
export function TariffPrices({ tariff }: { tariff: Tariff }) {
  const locale = useLocale();
  const today = useToday();
  const [takingBack, setTakingBack] = useState(false);
  const planned = tariff.pricePlannedFrom;
  if (tariff.datedPrices.length < 2 && !tariff.priceChanges.length) return null;
  return (
    <Card component="section" aria-label="Prices">
      <CardContent sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
        <Typography variant="h2">Prices</Typography>
        <DatedPrices prices={tariff.datedPrices} currency={tariff.currency} today={today} />
        {planned && tariff.editable && (
          <Button variant="outlined" size="small" onClick={() => setTakingBack(true)}>
            Take back the price from {formatDate(planned, locale)}
          </Button>
        )}
        {tariff.priceChanges.length > 0 && (
          <Box
            component="ul"
            aria-label="Who changed the price"
            sx={{ margin: 0, padding: 0, listStyle: 'none', color: 'text.secondary' }}
          >
            {tariff.priceChanges.map((change) => (
              <li key={change.at}>
                <InstantText at={change.at} /> by {change.by}: {sayChange(change, tariff, locale)}
              </li>
            ))}
          </Box>
        )}
      </CardContent>
      {takingBack && planned && (
        <TakeBack tariff={tariff} from={planned} onClose={() => setTakingBack(false)} />
      )}
    </Card>
  );
}

function sayChange(
  change: Tariff['priceChanges'][number],
  { currency }: Tariff,
  locale: string,
): string {
  const price = (text: string) => formatPrice(text, currency, locale);
  if (change.takenBack)
    return `${price(change.before)}${change.from ? ` from ${formatDate(change.from, locale)}` : ''} taken back`;
  const from = change.from
    ? `from ${formatDate(change.from, locale)}`
    : 'from the first period not charged';
  return `${price(change.before)} → ${price(change.price)}, ${from}. ${labelIn(scopeChoices, change.scope)}.`;
}

function TakeBack({
  tariff,
  from,
  onClose,
}: {
  tariff: Tariff;
  from: string;
  onClose: () => void;
}) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const takeBack = async () => {
    const done = await submission.submit(async () => {
      await request(cancelPriceDocument, { tariffId: tariff.id });
      notify('The planned price is taken back.');
      refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Take back the planned price"
      submitLabel="Take it back"
      submission={submission}
      onSubmit={() => void takeBack()}
      onClose={onClose}
      failure="The planned price was not taken back."
      width="xs"
    >
      <Box>
        {tariff.name} and its services cost after {formatDate(from, locale)} what they would have
        cost without it.
      </Box>
    </FormDialog>
  );
}
