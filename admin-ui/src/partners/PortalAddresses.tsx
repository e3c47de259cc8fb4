import { useState } from 'react';
import { Alert, Box, Button, Card, CardContent, TextField, Typography } from '@mui/material';
import { useNotify } from 'react-admin';
import { HOSTS_MAX } from '@backhaul/domain/access/hostName';
import { request } from '../api/client.ts';
import { sayError } from '../api/errors.ts';
import { graphql } from '../generated/index.ts';
import { BlockSkeleton, ErrorState, useCan } from '../kit/index.ts';
import { SentForm } from '../kit/form/SentForm.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { PortalAddress } from './PortalAddress.tsx';
import { useHostsChanged, usePortalHosts } from './usePortalHosts.ts';
import type { Partner } from './api.ts';

const addDocument = graphql(`
  mutation PartnerHostAdd($partnerId: ID!, $host: String!) {
    addPartnerHost(partnerId: $partnerId, host: $host) {
      host
    }
  }
`);

/** Where a partner's customers reach their portal: hosts of its own that are proved, and those that wait for it. */
export function PortalAddresses({ partner }: { partner: Partner }) {
  const mayWrite = useCan('partners:write');
  const { data, error, refetch } = usePortalHosts(partner.id);
  const hosts = data?.partner.hosts;
  return (
    <Card component="section" aria-label="Portal addresses">
      <CardContent
        sx={{
          display: 'grid',
          gap: 1.5,
          justifyItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
        }}
      >
        <Typography variant="h2">Portal addresses</Typography>
        {error && (
          <ErrorState
            error={error}
            what="The addresses could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {!hosts && !error && (
          <Box sx={{ width: '100%' }}>
            <BlockSkeleton lines={3} />
          </Box>
        )}
        {hosts?.length === 0 && (
          <Box sx={{ color: 'text.secondary' }}>
            Customers of {partner.name} use the common address. With an address of its own, such as
            my.coastline.example, they see its name and colours before they sign in, and only they
            and those below sign in there.
          </Box>
        )}
        {hosts && hosts.length > 0 && (
          <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0, width: '100%' }}>
            {hosts.map((host) => (
              <PortalAddress key={host.host} partner={partner} host={host} />
            ))}
          </Box>
        )}
        {hosts && mayWrite && hosts.length >= HOSTS_MAX && (
          <Box sx={{ color: 'text.secondary' }}>
            A partner has {HOSTS_MAX} addresses at most. Remove one to add another.
          </Box>
        )}
        {hosts && mayWrite && hosts.length < HOSTS_MAX && (
          <AddAddress partner={partner} first={hosts.length === 0} />
        )}
      </CardContent>
    </Card>
  );
}

function AddAddress({ partner, first }: { partner: Partner; first: boolean }) {
  const notify = useNotify();
  const changed = useHostsChanged(partner.id);
  const [host, setHost] = useState('');
  const { busy, error, fields, submit } = useSubmit();
  const problem = fields.host;

  function add(): void {
    void submit(async () => {
      const answer = await request(addDocument, { partnerId: partner.id, host });
      setHost('');
      notify(`${answer.addPartnerHost.host} is added; it works once it is verified`);
      await changed();
    });
  }

  return (
    <SentForm onSubmit={add} fields={fields} sx={{ display: 'grid', gap: 1, width: '100%' }}>
      {Boolean(error) && !problem && (
        <Alert severity="error" variant="outlined">
          {sayError(error)}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
        <TextField
          label="New address"
          value={host}
          onChange={(event) => setHost(event.target.value)}
          required
          margin="none"
          placeholder="my.coastline.example"
          error={problem !== undefined}
          helperText={problem ?? 'A name that you own. Point it at this server, then verify it.'}
          sx={{ flex: '1 1 240px' }}
          slotProps={{
            htmlInput: {
              spellCheck: false,
              autoCapitalize: 'none',
              autoComplete: 'off',
              inputMode: 'url',
            },
          }}
        />
        <Button
          type="submit"
          variant={first ? 'contained' : 'outlined'}
          loading={busy}
          sx={{ marginBlockStart: '31px' }}
        >
          Add address
        </Button>
      </Box>
    </SentForm>
  );
}
