import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/client.ts';
import { EmptyState, useCan, useViewer } from '../../kit/index.ts';
import { PartnerSettings, useSettingsPartner } from '../PartnerSettings.tsx';
import {
  GatewayAccountsQuery,
  providerName,
  type GatewayAccount,
  type GatewayPartner,
} from './api.ts';
import { GatewayCard } from './GatewayCard.tsx';
import { ProviderDialog } from './ProviderDialog.tsx';
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
  return `${why}${runsServer && !why.includes('production') ? ' SANDBOX_GATEWAY=allow in its environment lets partners use it.' : ''}`;
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
  const [editing, setEditing] = useState<GatewayAccount | GatewayAccount['kind'] | null>(null);
  const own = (kind: GatewayAccount['kind']) =>
    accounts.some((account) => !account.inherited && account.kind === kind);
  const offered = (['STRIPE', 'PAYPAL', 'SANDBOX'] as const).filter(
    (kind) => !own(kind) && (kind !== 'SANDBOX' || noSandbox === null),
  );
  const add = mayWrite && offered.length > 0 && (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'center' }}>
      {offered.map((kind) => (
        <Button key={kind} variant="outlined" onClick={() => setEditing(kind)}>
          Set up {kind === 'SANDBOX' ? 'the sandbox' : providerName[kind]}
        </Button>
      ))}
    </Box>
  );
  const [kind, account] =
    editing === null
      ? [null, null]
      : typeof editing === 'string'
        ? [editing, null]
        : [editing.kind, editing];
  const inheriting = accounts.some(({ inherited }) => inherited);
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
      {accounts.map((each) => (
        <GatewayCard
          key={each.id}
          account={each}
          partner={partner}
          onChange={mayWrite && !each.inherited ? () => setEditing(each) : null}
        />
      ))}
      {accounts.length > 0 && add && <Box>{add}</Box>}
      {kind === 'SANDBOX' && (
        <SandboxDialog
          partner={partner}
          noSandbox={noSandbox}
          account={account}
          inheriting={inheriting}
          onClose={() => setEditing(null)}
        />
      )}
      {(kind === 'STRIPE' || kind === 'PAYPAL') && (
        <ProviderDialog
          partner={partner}
          kind={kind}
          account={account}
          inheriting={inheriting}
          onClose={() => setEditing(null)}
        />
      )}
    </Box>
  );
}
