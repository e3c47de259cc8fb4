import { useEffect } from 'react';
import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router-dom';
import { request } from '../../api/client.ts';
import { PartnerSettings, useSettingsPartner } from '../PartnerSettings.tsx';
import { notificationSettingsDocument, type NotificationSettings } from './api.ts';
import { DkimCard } from './Dkim.tsx';
import { MailServerCard } from './MailServer.tsx';
import { NotificationsForm } from './NotificationsForm.tsx';
import { SmsGatewayCard } from './SmsGateway.tsx';

/** The notification settings of one partner. */
export function NotificationSettingsPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['notification-settings', partnerId],
    queryFn: () => request(notificationSettingsDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const settings = query.data?.notificationSettings;
  useScrollToNamed(settings !== undefined);
  return (
    <PartnerSettings
      title="Notification settings"
      description="What customers are sent by itself, when, and through what. What is not set here is inherited from the partner above, and from the built-in defaults at the top."
      what="Settings"
      name={settings?.partner.name}
      query={query}
    >
      {settings && (
        <Box sx={{ display: 'grid', gap: 2 }}>
          {!query.data?.financeSettings.sendBillingNotifications && (
            <SwitchedOff settings={settings} />
          )}
          <NotificationsForm key={settings.partner.id} settings={settings} />
          <MailServerCard settings={settings} />
          <DkimCard settings={settings} />
          <SmsGatewayCard settings={settings} />
        </Box>
      )}
    </PartnerSettings>
  );
}

/** One switch in the finance settings silences everything that is sent by itself. */
function SwitchedOff({ settings: { partner } }: { settings: NotificationSettings }) {
  return (
    <Alert
      severity="warning"
      variant="outlined"
      action={
        <Button
          component={Link}
          to={`/settings/finance?partner=${partner.id}`}
          color="inherit"
          size="small"
        >
          Open finance settings
        </Button>
      }
    >
      Nothing goes out by itself for {partner.name}: “Send invoices by message” is off in the
      finance settings.
    </Alert>
  );
}

/** A link may name a card further down, which is there only once the settings are. */
function useScrollToNamed(ready: boolean): void {
  const { hash } = useLocation();
  useEffect(() => {
    if (ready && hash) document.getElementById(hash.slice(1))?.scrollIntoView({ block: 'start' });
  }, [ready, hash]);
}
