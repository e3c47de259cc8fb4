import { useState } from 'react';
import { Box, Button, Card } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatDate, formatNumber, formatPercent, formatPrice } from '@backhaul/design';
import { request } from '../api/client.ts';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useCan, useLocale } from '../kit/index.ts';
import { RemoveWaitingItem, WaitingItemsQuery, type WaitingItem } from './api.ts';

/** What waits for the next recurring invoice of a customer; nothing where nothing waits. */
export function WaitingItems({ customer }: { customer: CustomerDetailFragment }) {
  const mayRead = useCan('transactions:read');
  const { data } = useQuery({
    // with the customers: asked anew after everything that moves money
    queryKey: ['customers', 'waiting', customer.id],
    queryFn: async () => (await request(WaitingItemsQuery, { id: customer.id })).customer,
    enabled: mayRead,
  });
  const items = data?.futureItems ?? [];
  if (items.length === 0) return null;
  return (
    <Card
      component="section"
      aria-labelledby="waiting-items"
      sx={{ padding: 2, marginBlockEnd: 2, display: 'grid', gap: 1 }}
    >
      <Box
        component="h2"
        id="waiting-items"
        sx={{ margin: 0, fontSize: '0.875rem', fontWeight: 600 }}
      >
        Waits for the next invoice
      </Box>
      <Box
        component="ul"
        sx={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}
      >
        {items.map((item) => (
          <Waiting key={item.id} item={item} currency={customer.currency} />
        ))}
      </Box>
    </Card>
  );
}

function Waiting({ item, currency }: { item: WaitingItem; currency: string }) {
  const locale = useLocale();
  const mayWrite = useCan('transactions:write');
  const [asking, setAsking] = useState(false);
  return (
    <Box
      component="li"
      sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, alignItems: 'center' }}
    >
      <Box sx={{ flex: '1 1 24ch', minWidth: 0, overflowWrap: 'anywhere' }}>
        {item.description}
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          from the invoice of {formatDate(item.date, locale)} on
        </Box>
      </Box>
      <Box sx={{ fontVariantNumeric: 'tabular-nums' }}>{sayPrice(item, currency, locale)}</Box>
      {mayWrite && (
        <Button
          size="small"
          variant="outlined"
          aria-label={`Take back ${item.description}`}
          onClick={() => setAsking(true)}
        >
          Take back
        </Button>
      )}
      {asking && <TakeBack item={item} onClose={() => setAsking(false)} />}
    </Box>
  );
}

/** "2 × 12.50 €, plus 19 % tax" */
function sayPrice(item: WaitingItem, currency: string, locale: string): string {
  const price = formatPrice(item.unitPrice, currency, locale);
  const many = item.quantity === '1' ? price : `${formatNumber(item.quantity, locale)} × ${price}`;
  const percent = formatPercent(item.taxPercent, locale);
  if (item.taxPercent === '0') return `${many}, no tax`;
  return item.taxIncluded ? `${many}, with ${percent} tax in it` : `${many}, plus ${percent} tax`;
}

/** Says that nothing of it is left before it goes. */
function TakeBack({ item, onClose }: { item: WaitingItem; onClose: () => void }) {
  const notify = useNotify();
  const refresh = useRefresh();
  const submission = useSubmit();
  const takeBack = async () => {
    const done = await submission.submit(async () => {
      await request(RemoveWaitingItem, { id: item.id });
      notify(`${item.description} waits no longer.`);
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Take back ${item.description}`}
      submitLabel="Take it back"
      submission={submission}
      onSubmit={() => void takeBack()}
      onClose={onClose}
      failure="It waits as before."
      width="xs"
    >
      <Box>It moved no balance yet, and will be on no invoice.</Box>
    </FormDialog>
  );
}
