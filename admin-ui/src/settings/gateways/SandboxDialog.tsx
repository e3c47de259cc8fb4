import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/client.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { SaveGatewayAccount, type GatewayAccount, type GatewayPartner } from './api.ts';
import { WhoPaysThrough } from './WhoPaysThrough.tsx';

interface SandboxDialogProps {
  partner: GatewayPartner;
  /** Why it cannot be switched on; null where it can. */
  noSandbox: string | null;
  /** null: a new one. */
  account: GatewayAccount | null;
  /** Whether customers use an account from above until now. */
  inheriting: boolean;
  onClose: () => void;
}

/** Switches the sandbox of a partner on and off, for itself and for those below. */
export function SandboxDialog({
  partner,
  noSandbox,
  account,
  inheriting,
  onClose,
}: SandboxDialogProps) {
  const client = useQueryClient();
  const notify = useNotify();
  const submission = useSubmit();
  const [enabled, setEnabled] = useState(noSandbox === null && (account?.enabled ?? true));
  const [sharedBelow, setSharedBelow] = useState(account?.sharedBelow ?? false);
  const save = async () => {
    const done = await submission.submit(async () => {
      const { saveGatewayAccount: saved } = await request(SaveGatewayAccount, {
        partnerId: partner.id,
        input: { kind: 'SANDBOX', mode: 'TEST', enabled, sharedBelow },
      });
      await client.invalidateQueries({ queryKey: ['gateways'] });
      notify(
        saved.enabled
          ? `Customers of ${partner.name} can try out paying online.`
          : `Customers of ${partner.name} cannot pay online through the sandbox.`,
        { type: 'success' },
      );
    });
    if (done) onClose();
  };
  const [problem] = Object.values(submission.fields);
  return (
    <FormDialog
      title={account ? 'Change sandbox' : 'Set up the sandbox'}
      submitLabel="Save sandbox"
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure="The sandbox was not saved."
      width="xs"
    >
      <Alert severity="warning" variant="outlined">
        Whoever presses Pay on its page settles an invoice, and no real money moves. Never use it
        where bills are real.
      </Alert>
      {problem && (
        <Alert severity="error" variant="outlined">
          Not saved: {problem}.
        </Alert>
      )}
      <WhoPaysThrough
        partner={partner}
        enabled={enabled}
        sharedBelow={sharedBelow}
        onlyOff={noSandbox !== null}
        endsInheriting={inheriting && !account}
        onEnabled={setEnabled}
        onSharedBelow={setSharedBelow}
      />
      {noSandbox !== null && (
        <Box sx={{ color: 'text.secondary' }}>{noSandbox} It can be saved switched off.</Box>
      )}
    </FormDialog>
  );
}
