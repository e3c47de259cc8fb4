import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { ToneChip, useCan } from '../kit/index.ts';
import { cardName, type CardHolder, type SavedCard } from './api.ts';
import { ChargeDialog } from './ChargeDialog.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';

interface Props {
  customer: CustomerDetailFragment;
  holder: CardHolder;
  onChanged: () => Promise<void>;
}

/** The saved cards, with what can be done with each. */
export function CardList({ customer, holder, onChanged }: Props) {
  const mayCharge = useCan('cards:charge');
  const [open, setOpen] = useState<{ what: 'charge' | 'remove'; card: SavedCard } | null>(null);
  const close = () => setOpen(null);
  const { savedMethods, autopay, outstanding } = holder;
  return (
    <Card component="section" aria-labelledby="saved-cards">
      <CardContent sx={{ display: 'grid', gap: 1 }}>
        <Typography variant="h2" id="saved-cards">
          Saved cards
        </Typography>
        {savedMethods.length === 0 && (
          <Box sx={{ color: 'text.secondary' }}>
            None now. {customer.name} saves cards itself, in the portal.
          </Box>
        )}
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {savedMethods.map((card) => (
            <CardLine
              key={card.id}
              card={card}
              only={savedMethods.length === 1}
              mayCharge={mayCharge}
              onCharge={() => setOpen({ what: 'charge', card })}
              onRemove={() => setOpen({ what: 'remove', card })}
            />
          ))}
        </Box>
      </CardContent>
      {open?.what === 'charge' && (
        <ChargeDialog
          customer={customer}
          card={open.card}
          due={outstanding}
          onDone={onChanged}
          onClose={close}
        />
      )}
      {open?.what === 'remove' && (
        <RemoveDialog
          customer={customer}
          card={open.card}
          stops={autopay.method?.id === open.card.id}
          onDone={onChanged}
          onClose={close}
        />
      )}
    </Card>
  );
}

function CardLine({
  card,
  only,
  mayCharge,
  onCharge,
  onRemove,
}: {
  card: SavedCard;
  only: boolean;
  mayCharge: boolean;
  onCharge: () => void;
  onRemove: () => void;
}) {
  const { expMonth, expYear, isDefault, status } = card;
  const name = cardName(card);
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1,
        alignItems: 'center',
        justifyContent: 'space-between',
        paddingBlock: 1,
        '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
      }}
    >
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ fontWeight: 600 }}>{name}</Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {expMonth !== null &&
            expYear !== null &&
            `Valid until ${String(expMonth).padStart(2, '0')}/${expYear}`}
          {isDefault && !only && ', offered first'}
        </Box>
        {card.test && <ToneChip tone="waiting" label="Test, no real money" />}
        {status === 'EXPIRED' && <ToneChip tone="overdue" icon="alert" label="Expired" />}
        {status === 'FAILED' && (
          <ToneChip tone="overdue" icon="alert" label="Cannot be used any more" />
        )}
      </Box>
      {mayCharge && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {status === 'ACTIVE' && (
            <Button variant="outlined" onClick={onCharge} aria-label={`Charge now: ${name}`}>
              Charge now
            </Button>
          )}
          <Button color="inherit" onClick={onRemove} aria-label={`Remove ${name}`}>
            Remove
          </Button>
        </Box>
      )}
    </Box>
  );
}
