import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Box, Button, Menu, MenuItem } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { StatementDialog } from '../printing/StatementDialog.tsx';
import type { CustomerDetailFragment } from '../generated/graphql.ts';
import { debtorOf } from '../messages/CustomerMessages.tsx';
import { RemindDialog } from '../messages/RemindDialog.tsx';
import { WelcomeDialog } from '../messages/WelcomeDialog.tsx';
import { RecordPaymentDialog } from '../payments/RecordPaymentDialog.tsx';
import { LedgerEntryDialog } from '../ledger/LedgerEntryDialog.tsx';
import { request } from '../api/client.ts';
import { useCan } from '../kit/index.ts';
import { LastChargeQuery } from './api.ts';
import { ChargeDialog } from '../invoices/ChargeDialog.tsx';
import { UndoChargeDialog } from '../invoices/UndoChargeDialog.tsx';

type Dialog = 'statement' | 'pay' | 'charge' | 'undo' | 'entry' | 'remind' | 'welcome';

interface Action {
  label: string;
  allowed: boolean;
  /** Why it cannot be done now; it stands there, and is not offered. */
  kept?: string | null;
  run: () => void;
}

/** What can be done with a customer: the payment as a button, the rest in one menu. */
export function CustomerActions({ customer }: { customer: CustomerDetailFragment }) {
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [open, setOpen] = useState<Dialog | null>(null);
  const mayRecord = useCan('payments:write');
  const mayInvoice = useCan('invoices:write');
  const mayPost = useCan('transactions:write');
  const mayEdit = useCan('customers:write');
  const mayVoid = useCan('invoices:void');
  const mayRead = useCan('transactions:read');
  const maySend = useCan('messages:write');
  const mayWelcome = useCan('customers:credentials');
  const seesPrices = useCan('invoices:read');
  const recurring = customer.billingType === 'RECURRING';
  const lastChargeKept = useLastChargeKept(
    customer.id,
    anchor !== null && mayVoid && seesPrices && recurring,
  );
  const all: Action[] = [
    {
      label: 'Charge now',
      allowed: mayInvoice && seesPrices && recurring,
      run: () => setOpen('charge'),
    },
    {
      label: 'New one-time invoice',
      allowed: mayInvoice,
      run: () => void navigate(`/invoices/create?customer=${customer.id}`),
    },
    { label: 'Add a ledger entry', allowed: mayPost, run: () => setOpen('entry') },
    { label: 'Statement of account', allowed: mayRead, run: () => setOpen('statement') },
    { label: 'Send reminder', allowed: maySend, run: () => setOpen('remind') },
    { label: 'Send welcome', allowed: mayWelcome, run: () => setOpen('welcome') },
    {
      label: mayWelcome ? 'Edit contact and login' : 'Edit contact',
      allowed: mayEdit,
      run: () => void navigate(`/customers/${customer.id}`),
    },
    {
      label: 'Undo last charge',
      allowed: mayVoid && recurring,
      kept: lastChargeKept,
      run: () => setOpen('undo'),
    },
  ];
  const actions = all.filter((action) => action.allowed);
  const close = () => setOpen(null);
  return (
    <>
      {actions.length > 0 && (
        <Button
          variant="outlined"
          endIcon={<ExpandMore />}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          More actions
        </Button>
      )}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {actions.map((action) => (
          <MenuItem
            key={action.label}
            disabled={!!action.kept}
            sx={{ display: 'block', '&.Mui-disabled': { opacity: 1, color: 'text.secondary' } }}
            onClick={() => {
              setAnchor(null);
              action.run();
            }}
          >
            {action.label}
            {action.kept && (
              <Box sx={{ fontSize: '0.8125rem', maxWidth: '32ch', whiteSpace: 'normal' }}>
                {action.kept}
              </Box>
            )}
          </MenuItem>
        ))}
      </Menu>
      {mayRecord && (
        <Button variant="contained" onClick={() => setOpen('pay')}>
          Record payment
        </Button>
      )}
      {open === 'pay' && <RecordPaymentDialog customerId={customer.id} onClose={close} />}
      {open === 'statement' && <StatementDialog customer={customer} onClose={close} />}
      {open === 'charge' && <ChargeDialog customer={customer} onClose={close} />}
      {open === 'undo' && <UndoChargeDialog customer={customer} onClose={close} />}
      {open === 'remind' && <RemindDialog customers={[debtorOf(customer)]} onClose={close} />}
      {open === 'welcome' && <WelcomeDialog customer={customer} onClose={close} />}
      {open === 'entry' && <LedgerEntryDialog customer={customer} onClose={close} />}
    </>
  );
}

/** Why the last charge cannot be undone now; asked for when it is about to be offered. */
function useLastChargeKept(id: string, wanted: boolean): string | null | undefined {
  return useQuery({
    queryKey: ['customers', id, 'lastChargeKept'],
    queryFn: () => request(LastChargeQuery, { id }),
    enabled: wanted,
    staleTime: 0,
  }).data?.customer.lastChargeKept;
}
