import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/client.ts';
import { EmptyState, useCan, useViewer } from '../../kit/index.ts';
import { PartnerSettings, useSettingsPartner } from '../PartnerSettings.tsx';
import { GatewayAccountsQuery, type GatewayAccount, type GatewayPartner } from './api.ts';
import { GatewayCard } from './GatewayCard.tsx';
import { SandboxDialog } from './SandboxDialog.tsx';

/** Where a partner's customers pay online. */
export function GatewaysPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['gateways', partnerId],
    queryFn: () => request(GatewayAccountsQuery, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const { partner, gatewayAccounts, noSandbox = null } = query.data ?? {};
  return (
    <PartnerSettings
      title="Payment gateways"
      description="Where customers pay online, and where that money lands. A partner without an account of its own uses one of a partner above, where that one shares it."
      what="Payment gateways"
      name={partner?.name}
      query={query}
      width={760}
    >
      {partner && gatewayAccounts && (
        <Accounts
          key={partner.id}
          partner={partner}
          accounts={gatewayAccounts}
          noSandbox={noSandbox}
        />
      )}
    </PartnerSettings>
  );
}

/** Why nothing can be set up here, and what whoever runs the server can do about it. */
function sayNoSandbox(why: string, runsServer: boolean): string {
  return `The sandbox is all that is built in. ${why}${runsServer && !why.includes('production') ? ' SANDBOX_GATEWAY=allow in its environment lets partners use it.' : ''}`;
}

function Accounts({
  partner,
  accounts,
  noSandbox,
}: {
  partner: GatewayPartner;
  accounts: readonly GatewayAccount[];
  /** Why none can be set up; null where it can. */
  noSandbox: string | null;
}) {
  const mayWrite = useCan('gateways:write');
  const runsServer = useViewer()?.kind === 'OPERATOR';
  const [editing, setEditing] = useState<GatewayAccount | 'new' | null>(null);
  const own = accounts.some((account) => !account.inherited);
  const add = mayWrite && !own && noSandbox === null && (
    <Button variant={accounts.length ? 'outlined' : 'contained'} onClick={() => setEditing('new')}>
      Set up the sandbox
    </Button>
  );
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {accounts.length === 0 && (
        <EmptyState title="Customers cannot pay online" action={add || undefined}>
          {partner.name} has no payment gateway, and no partner above shares one. The portal tells
          its customers how else to pay: by bank transfer, with the account of the company details.
          {noSandbox !== null
            ? ` ${sayNoSandbox(noSandbox, runsServer)}`
            : !mayWrite && ' An administrator can set one up.'}
        </EmptyState>
      )}
      {accounts.map((account) => (
        <GatewayCard
          key={account.id}
          account={account}
          partner={partner}
          onChange={mayWrite && !account.inherited ? () => setEditing(account) : null}
        />
      ))}
      {accounts.length > 0 && add && <Box>{add}</Box>}
      {editing && (
        <SandboxDialog
          partner={partner}
          noSandbox={noSandbox}
          account={editing === 'new' ? null : editing}
          inheriting={accounts.some((account) => account.inherited)}
          onClose={() => setEditing(null)}
        />
      )}
    </Box>
  );
}
