import { useState } from 'react';
import { Alert, Box, MenuItem, TextField } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/client.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import {
  providerName,
  SaveGatewayAccount,
  type GatewayAccount,
  type GatewayPartner,
} from './api.ts';
import { WhoPaysThrough } from './WhoPaysThrough.tsx';

/** The keys of each provider by its own names, and where its pages show them. */
const KEYS = {
  STRIPE: {
    where:
      'In the Stripe dashboard: Developers, API keys; and Webhooks, the endpoint, its signing secret.',
    fields: [
      ['secretKey', 'Secret key'],
      ['webhookSecret', 'Signing secret of the webhook'],
    ],
  },
  PAYPAL: {
    where:
      'On developer.paypal.com: Apps & Credentials, the app; at its foot the webhook with its ID.',
    fields: [
      ['clientId', 'Client ID'],
      ['clientSecret', 'Secret'],
      ['webhookId', 'Webhook ID'],
    ],
  },
} as const;

interface ProviderDialogProps {
  partner: GatewayPartner;
  kind: keyof typeof KEYS;
  /** null: a new one. */
  account: GatewayAccount | null;
  /** Whether customers use an account from above until now. */
  inheriting: boolean;
  onClose: () => void;
}

/** Sets up a partner's account at Stripe or PayPal: its keys, what is passed on of its fee, and who uses it. */
export function ProviderDialog({
  partner,
  kind,
  account,
  inheriting,
  onClose,
}: ProviderDialogProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const submission = useSubmit();
  const name = providerName[kind];
  const [mode, setMode] = useState<GatewayAccount['mode']>(account?.mode ?? 'TEST');
  const [enabled, setEnabled] = useState(account?.enabled ?? true);
  const [sharedBelow, setSharedBelow] = useState(account?.sharedBelow ?? false);
  const [feePercent, setFeePercent] = useState(account?.feePercent ?? '0');
  const [feeFixed, setFeeFixed] = useState(account?.feeFixed ?? '0');
  const [keys, setKeys] = useState<Record<string, string>>({});
  const save = async () => {
    const given = Object.entries(keys).filter(([, value]) => value.trim() !== '');
    const secrets = given.length ? Object.fromEntries(given) : null;
    const done = await submission.submit(async () => {
      await request(SaveGatewayAccount, {
        partnerId: partner.id,
        input: {
          kind,
          mode,
          enabled,
          sharedBelow,
          feePercent: feePercent.trim() || '0',
          feeFixed: feeFixed.trim() || '0',
          secrets,
        },
      });
      await client.invalidateQueries({ queryKey: ['gateways'] });
      notify(`${name} was saved. Administrators are told by mail.`, { type: 'success' });
    });
    if (done) onClose();
  };
  const problem: Problem = (field) =>
    submission.fields[field] ?? submission.fields[`input.${field}`];
  return (
    <FormDialog
      title={account ? `Change ${name}` : `Set up ${name}`}
      submitLabel={`Save ${name}`}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure={`${name} was not saved.`}
      width="sm"
    >
      {problem('secrets') && (
        <Alert severity="error" variant="outlined">
          Not saved: the keys {problem('secrets')}.
        </Alert>
      )}
      <TextField
        select
        label="Mode"
        value={mode}
        disabled={account !== null}
        onChange={(event) => setMode(event.target.value as GatewayAccount['mode'])}
        error={Boolean(problem('mode'))}
        helperText={problem('mode') ?? 'In test mode customers see that no real money moves.'}
      >
        <MenuItem value="TEST">Test</MenuItem>
        <MenuItem value="LIVE">Live</MenuItem>
      </TextField>
      <KeyFields
        kind={kind}
        keys={keys}
        kept={account?.hasSecrets ?? false}
        problem={problem}
        onChange={setKeys}
      />
      <FeeFields
        currency={partner.currency}
        percent={feePercent}
        fixed={feeFixed}
        problem={problem}
        onPercent={setFeePercent}
        onFixed={setFeeFixed}
      />
      <WhoPaysThrough
        partner={partner}
        enabled={enabled}
        sharedBelow={sharedBelow}
        endsInheriting={inheriting && !account}
        onEnabled={setEnabled}
        onSharedBelow={setSharedBelow}
      />
    </FormDialog>
  );
}

type Problem = (field: string) => string | undefined;

function KeyFields({
  kind,
  keys,
  kept,
  problem,
  onChange,
}: {
  kind: keyof typeof KEYS;
  keys: Record<string, string>;
  /** Whether it has keys: those left empty stay. */
  kept: boolean;
  problem: Problem;
  onChange: (keys: Record<string, string>) => void;
}) {
  return (
    <>
      <Box sx={{ color: 'text.secondary' }}>{KEYS[kind].where}</Box>
      {KEYS[kind].fields.map(([key, label]) => (
        <TextField
          key={key}
          label={label}
          value={keys[key] ?? ''}
          autoComplete="off"
          placeholder={kept ? 'Kept as it is' : ''}
          slotProps={{ htmlInput: { spellCheck: false }, inputLabel: { shrink: true } }}
          onChange={(event) => onChange({ ...keys, [key]: event.target.value })}
          error={Boolean(problem(`secrets.${key}`))}
          helperText={problem(`secrets.${key}`) ?? ''}
        />
      ))}
    </>
  );
}

function FeeFields({
  currency,
  percent,
  fixed,
  problem,
  onPercent,
  onFixed,
}: {
  currency: string;
  percent: string;
  fixed: string;
  problem: Problem;
  onPercent: (text: string) => void;
  onFixed: (text: string) => void;
}) {
  return (
    <>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <TextField
          label="Fee passed on, in percent"
          value={percent}
          onChange={(event) => onPercent(event.target.value)}
          error={Boolean(problem('feePercent'))}
          helperText={problem('feePercent') ?? ''}
        />
        <TextField
          label={`and per payment, in ${currency}`}
          value={fixed}
          onChange={(event) => onFixed(event.target.value)}
          error={Boolean(problem('feeFixed'))}
          helperText={problem('feeFixed') ?? ''}
        />
      </Box>
      <Box sx={{ color: 'text.secondary' }}>
        Customers see the fee before they pay. Consumers in the European Economic Area never pay
        one.
      </Box>
    </>
  );
}
