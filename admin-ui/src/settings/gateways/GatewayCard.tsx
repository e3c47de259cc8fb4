import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { CopyLine } from '../../kit/CopyLine.tsx';
import { ToneChip } from '../../kit/index.ts';
import { providerName, type GatewayAccount, type GatewayPartner } from './api.ts';

/** What paying through an account means, in a sentence. */
function meaning(
  { kind, unusable, inherited, inheritedFrom }: GatewayAccount,
  partner: GatewayPartner,
): string {
  if (unusable) return `Customers of ${partner.name} cannot pay through it. ${unusable}`;
  if (kind === 'SANDBOX')
    return `Customers of ${partner.name} pay in the portal without paying: whoever presses Pay settles an invoice, and no real money moves. It is for trying things out.`;
  return inherited
    ? `Customers of ${partner.name} pay through it; the money lands with ${inheritedFrom ?? 'a partner above'}.`
    : `Customers of ${partner.name} pay through it.`;
}

/**
 * One account: whether customers can pay through it, whose it is, and who uses it. onChange: null
 * where it is not changed here.
 */
export function GatewayCard({
  account,
  partner,
  onChange,
}: {
  account: GatewayAccount;
  partner: GatewayPartner;
  onChange: (() => void) | null;
}) {
  const { kind, mode, inherited, inheritedFrom, sharedBelow, unusable } = account;
  const facts: [string, string][] = [
    ['Mode', mode === 'TEST' ? 'Test: no real money' : 'Live'],
    [
      'Belongs to',
      inherited ? `${inheritedFrom ?? 'a partner above'}, which shares it` : partner.name,
    ],
    ...(inherited
      ? []
      : [
          [
            'Partners below',
            sharedBelow ? 'Use it, unless they have an account of their own' : 'Do not use it',
          ] as [string, string],
        ]),
    ...(Number(account.feePercent) || Number(account.feeFixed)
      ? [
          ['Fee passed on', `${account.feePercent} % and ${account.feeFixed} per payment`] as [
            string,
            string,
          ],
        ]
      : []),
    ...(kind === 'SANDBOX' || inherited
      ? []
      : [
          ['Keys', account.hasSecrets ? 'Kept, and never shown again' : 'Not set up yet'] as [
            string,
            string,
          ],
        ]),
  ];
  return (
    <Card component="section" aria-labelledby={`gateway-${account.id}`}>
      <CardContent sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
          <Typography variant="h2" id={`gateway-${account.id}`}>
            {providerName[kind]}
          </Typography>
          {!account.hasSecrets ? (
            <ToneChip tone="due" label="Not set up" icon="alert" />
          ) : unusable ? (
            <ToneChip tone="neutral" label="Off" icon="ban" />
          ) : (
            <ToneChip tone="paid" label="On" icon="check" />
          )}
          {mode === 'TEST' ? (
            <ToneChip tone="waiting" label="Test, no real money" />
          ) : (
            <ToneChip tone="neutral" label="Live" />
          )}
        </Box>
        <Box>{meaning(account, partner)}</Box>
        <Box
          component="dl"
          sx={{
            margin: 0,
            display: 'grid',
            gridTemplateColumns: { xs: '1fr', sm: '160px minmax(0, 1fr)' },
            columnGap: 2,
            rowGap: { xs: 0.25, sm: 1 },
          }}
        >
          {facts.map(([label, value]) => (
            <Box key={label} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ color: 'text.secondary' }}>
                {label}
              </Box>
              <Box
                component="dd"
                sx={{
                  margin: 0,
                  marginBlockEnd: { xs: 1, sm: 0 },
                  overflowWrap: 'anywhere',
                  minWidth: 0,
                }}
              >
                {value}
              </Box>
            </Box>
          ))}
        </Box>
        {kind !== 'SANDBOX' && !inherited && (
          <>
            <CopyLine label="Webhook address" value={account.webhookUrl} />
            <Box sx={{ color: 'text.secondary' }}>
              Enter it at {providerName[kind]} as the place that events are sent to, so that
              payments count at once. Without it they are found by asking, some minutes later.
            </Box>
          </>
        )}
        {onChange && (
          <Box>
            <Button variant="outlined" onClick={onChange}>
              Change {kind === 'SANDBOX' ? 'sandbox' : providerName[kind]}
            </Button>
          </Box>
        )}
      </CardContent>
    </Card>
  );
}
