import { useState } from 'react';
import { Box, Button, Popover } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router-dom';
import { request } from '../api/client.ts';
import { Icon } from '../frame/icons.tsx';
import { NoAccess } from '../frame/pages.tsx';
import { PartnerPicker } from '../frame/PartnerPicker.tsx';
import { BlockSkeleton, ErrorState, PageHeader, useCan, usePartnerScope, useViewer } from '../shared/index.ts';
import { FinanceSettingsForm } from './FinanceSettingsForm.tsx';
import { financeSettingsDocument } from './financeSettings.ts';

/** The finance settings of one partner: the one in the address, else the one of the partner switch. */
export function FinanceSettingsPage() {
  const [search, setSearch] = useSearchParams();
  const { partner: scope } = usePartnerScope();
  const partnerId = search.get('partner') ?? scope?.id ?? null;
  const mayRead = useCan('settings:read');
  const { data, error, refetch } = useQuery({
    queryKey: ['finance-settings', partnerId],
    queryFn: () => request(financeSettingsDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  if (!mayRead) return <NoAccess />;
  const settings = data?.financeSettings;
  return (
    <Box sx={{ maxWidth: 1080 }}>
      <PageHeader
        title="Finance settings"
        description="What is not set here is inherited from the partner above, and from the built-in defaults at the top."
        back={{ label: 'Settings', to: '/settings' }}
        actions={<PartnerChoice name={settings?.partner.name ?? '…'} partnerId={partnerId} onChoose={(id) => setSearch({ partner: id })} />}
      />
      {error && <ErrorState error={error} what="The settings could not be loaded." onRetry={() => void refetch()} />}
      {!settings && !error && <BlockSkeleton lines={10} />}
      {settings && <FinanceSettingsForm key={settings.partner.id} settings={settings} />}
    </Box>
  );
}

function PartnerChoice({ name, partnerId, onChoose }: { name: string; partnerId: string | null; onChoose: (id: string) => void }) {
  const viewer = useViewer();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!viewer || viewer.partner.childCount === 0) return null;
  return (
    <>
      <Button variant="outlined" aria-label={`Settings of ${name}, choose another partner`} aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)} endIcon={<Icon name="chevron" size={16} />}>
        {name}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Whose settings', sx: { width: 360, maxWidth: 'calc(100vw - 32px)', padding: 1.5, maxHeight: '70vh' } } }}
      >
        <Box><PartnerPicker label="Partners" autoFocus selectedId={partnerId} onSelect={(partner) => { onChoose(partner.id); setAnchor(null); }} /></Box>
      </Popover>
    </>
  );
}
