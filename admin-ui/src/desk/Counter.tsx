import { useState } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { Money, PageHeader } from '../kit/index.ts';
import type { Found, Receipt, Session } from './api.ts';
import { CloseTillDialog } from './CloseTillDialog.tsx';
import { FindCustomer } from './FindCustomer.tsx';
import { Key } from './Key.tsx';
import { MoveCashDialog } from './MoveCashDialog.tsx';
import { Taken } from './Taken.tsx';
import { TakeForm } from './TakeForm.tsx';
import { useKeys } from './useKeys.ts';

/** An open till: somebody comes, is found, pays and gets a receipt; then the next. */
export function Counter({
  session,
  onClosed,
}: {
  session: Session;
  onClosed: (session: Session) => void;
}) {
  const [customer, setCustomer] = useState<Found | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [dialog, setDialog] = useState<'move' | 'close' | null>(null);
  // whoever comes next is looked for from the beginning
  const [round, setRound] = useState(0);
  const next = () => {
    setCustomer(null);
    setReceipt(null);
    setRound(round + 1);
  };
  useKeys({
    F2: next,
    Escape: next,
    F4: () => setDialog('move'),
    F9: () => setDialog('close'),
  });
  return (
    <>
      <PageHeader
        title={session.till.name}
        aside={<InTheTill session={session} />}
        actions={
          <>
            <Button variant="outlined" onClick={() => setDialog('move')}>
              Cash in or out <Key name="F4" />
            </Button>
            <Button variant="outlined" onClick={() => setDialog('close')}>
              Count and close <Key name="F9" />
            </Button>
          </>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 2fr) minmax(0, 3fr)' },
        }}
      >
        <FindCustomer
          key={round}
          chosen={customer}
          onChoose={(found) => {
            setReceipt(null);
            setCustomer(found);
          }}
        />
        {receipt ? (
          <Taken receipt={receipt} currency={session.till.currency} onNext={next} />
        ) : customer ? (
          <TakeForm
            key={customer.id}
            customer={customer}
            till={session.till}
            onTaken={setReceipt}
          />
        ) : (
          <Nobody />
        )}
      </Box>
      {dialog === 'move' && <MoveCashDialog session={session} onClose={() => setDialog(null)} />}
      {dialog === 'close' && (
        <CloseTillDialog session={session} onClose={() => setDialog(null)} onClosed={onClosed} />
      )}
    </>
  );
}

function InTheTill({ session }: { session: Session }) {
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {session.expected === null ? (
        'Counted blind: what should be in it shows after counting'
      ) : (
        <>
          In the till{' '}
          <Money amount={session.expected} currency={session.till.currency} inline strong />
        </>
      )}
    </Box>
  );
}

function Nobody() {
  const keys = [
    ['F2 or Esc', 'the search, for whoever comes next'],
    ['↑ ↓, then Enter', 'choose who was found'],
    ['Enter', 'take the money'],
    ['P or A', 'print the receipt: from the roll, or on A4'],
    ['F4', 'cash in, out or to the bank'],
    ['F9', 'count and close the till'],
  ] as const;
  return (
    <Card component="section" aria-label="Keys" sx={{ display: { xs: 'none', md: 'block' } }}>
      <CardContent>
        <Typography variant="h2" sx={{ marginBlockEnd: 1.5 }}>
          All of it by keys
        </Typography>
        <Box
          component="dl"
          sx={{ margin: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', gap: 1, columnGap: 2 }}
        >
          {keys.map(([key, what]) => (
            <Box key={key} sx={{ display: 'contents' }}>
              <Box component="dt">
                <Key name={key} />
              </Box>
              <Box component="dd" sx={{ margin: 0, color: 'text.secondary' }}>
                {what}
              </Box>
            </Box>
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}
