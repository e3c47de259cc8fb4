import { useState } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { useNotify } from 'react-admin';
import { request } from '../api/client.ts';
import { sayError } from '../api/errors.ts';
import { graphql } from '../generated/index.ts';
import { ToneChip, useCan, useViewer } from '../kit/index.ts';
import type { Partner } from './api.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { CopyLine } from '../kit/CopyLine.tsx';
import { useHostsChanged, type Host } from './usePortalHosts.ts';

const verifyDocument = graphql(`
  mutation PartnerHostVerify($partnerId: ID!, $host: String!, $approve: Boolean!) {
    verifyPartnerHost(partnerId: $partnerId, host: $host, approve: $approve) {
      host
      status
    }
  }
`);

const removeDocument = graphql(`
  mutation PartnerHostRemove($partnerId: ID!, $host: String!) {
    removePartnerHost(partnerId: $partnerId, host: $host)
  }
`);

/** One address with its state in words; while it waits, the record that proves it. */
export function PortalAddress({ partner, host }: { partner: Partner; host: Host }) {
  const mayWrite = useCan('partners:write');
  const operator = useViewer()?.kind === 'OPERATOR';
  const notify = useNotify();
  const changed = useHostsChanged(partner.id);
  const [removing, setRemoving] = useState(false);
  const waiting = host.status === 'WAITING';
  const { busy, error, submit } = useSubmit();
  const [approving, setApproving] = useState(false);
  const verify = (approve: boolean) => {
    setApproving(approve);
    void submit(async () => {
      await request(verifyDocument, { partnerId: partner.id, host: host.host, approve });
      notify(`${host.host} is verified: customers reach the portal there`);
      await changed();
    });
  };
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'minmax(0, 1fr)',
        gap: 1,
        paddingBlock: 1.5,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', minWidth: 0 }}>{host.host}</Box>
        {waiting ? (
          <ToneChip tone="due" icon="clock" label="Waiting for its proof" />
        ) : (
          <ToneChip tone="paid" icon="check" label="Verified" />
        )}
        {mayWrite && (
          <Button
            size="small"
            variant="text"
            color="inherit"
            onClick={() => setRemoving(true)}
            sx={{ marginInlineStart: 'auto' }}
            aria-label={`Remove ${host.host}`}
          >
            Remove
          </Button>
        )}
      </Box>
      {waiting && host.unusable && (
        <Box sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          It cannot be verified here. {host.unusable}
        </Box>
      )}
      {waiting && !host.unusable && mayWrite && (
        <>
          <Box sx={{ color: 'text.secondary' }}>
            It has no effect yet. Set this TXT record where the name is managed; a new record may
            take a day until it is seen everywhere.
          </Box>
          <CopyLine label="Name" value={host.recordName} />
          <CopyLine label="Value" value={host.recordValue} />
          {Boolean(error) && (
            <Alert severity="error" variant="outlined" sx={{ overflowWrap: 'anywhere' }}>
              {sayError(error)}
            </Alert>
          )}
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button
              variant="outlined"
              loading={busy && !approving}
              disabled={busy}
              onClick={() => verify(false)}
              aria-label={`Verify ${host.host} now`}
            >
              Verify now
            </Button>
            {operator && (
              <Button
                variant="outlined"
                loading={busy && approving}
                disabled={busy}
                onClick={() => verify(true)}
              >
                Approve without the record
              </Button>
            )}
          </Box>
        </>
      )}
      {removing && (
        <RemoveAddress partner={partner} host={host} onClose={() => setRemoving(false)} />
      )}
    </Box>
  );
}

function RemoveAddress({
  partner,
  host,
  onClose,
}: {
  partner: Partner;
  host: Host;
  onClose: () => void;
}) {
  const notify = useNotify();
  const changed = useHostsChanged(partner.id);
  const submission = useSubmit();
  const remove = async () => {
    const done = await submission.submit(() =>
      request(removeDocument, { partnerId: partner.id, host: host.host }),
    );
    if (!done) return;
    notify(`${host.host} is removed`);
    onClose();
    await changed();
  };
  return (
    <FormDialog
      title={`Remove ${host.host}`}
      submitLabel="Remove address"
      danger
      submission={submission}
      onSubmit={() => void remove()}
      onClose={onClose}
      failure="The address was not removed."
      width="xs"
    >
      <Box>
        {host.status === 'VERIFIED'
          ? `Customers of ${partner.name} no longer find its name and colours there, and new links in mails lead to another address. It can be added and verified again.`
          : 'It had no effect yet. It can be added again, with the same record.'}
      </Box>
    </FormDialog>
  );
}
