import { Box } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { AUTOMATION } from '@backhaul/domain/settings/automation';
import { AUTOMATION_WORDS } from '@backhaul/domain/settings/automation.words';
import { request } from '../api/client.ts';
import { useViewer } from '../kit/index.ts';
import { SettingsEffect, SettingsForm } from '../kit/settings/SettingsForm.tsx';
import { useSettingsDraft, type SettingsSource } from '../kit/settings/useSettingsDraft.ts';
import { PartnerSettings, useSettingsPartner } from '../settings/index.ts';
import { automationDocument, updateAutomationDocument, type AutomationSettings } from './api.ts';
import { sayRules } from './effects.ts';

const source: SettingsSource<AutomationSettings> = {
  query: ['automation-settings', 'automationSettings'],
  save: async (partnerId, input) =>
    (await request(updateAutomationDocument, { partnerId, input })).updateAutomationSettings,
};

/** When billing runs of a partner come by themselves. */
export function AutomationPage() {
  const { partnerId, mayRead } = useSettingsPartner();
  const query = useQuery({
    queryKey: ['automation-settings', partnerId],
    queryFn: () => request(automationDocument, { partnerId: partnerId ?? '' }),
    enabled: partnerId !== null && mayRead,
  });
  const settings = query.data?.automationSettings;
  return (
    <PartnerSettings
      title="Automation"
      description="Previews are made and confirmed on their days, for every billing date on which customers are due; you can always be quicker by hand. What is not set here is inherited."
      what="Automation"
      name={settings?.partner.name}
      query={query}
    >
      {settings && <AutomationForm key={settings.partner.id} settings={settings} />}
    </PartnerSettings>
  );
}

function AutomationForm({ settings }: { settings: AutomationSettings }) {
  const today = useViewer()?.today ?? '';
  const draft = useSettingsDraft(AUTOMATION, settings, source);
  const { partner, upcoming } = settings;
  const next = upcoming.find(({ made, skipped }) => !made && !skipped)?.billingDate;
  return (
    <SettingsForm
      what="Automation"
      declared={AUTOMATION.settings}
      sections={AUTOMATION_WORDS}
      settings={settings}
      draft={draft}
      effect={(_section, changed) => (
        <SettingsEffect
          text={sayRules(draft.values, { today, timeZone: partner.timeZone, next })}
          changed={changed}
        />
      )}
      save="Save automation"
      undone="Automation saved"
      leaving="The automation settings you changed"
    >
      <Box>
        {partner.childCount > 0
          ? `They hold for ${partner.name} and for partners below that set nothing of their own.`
          : `They hold for ${partner.name}.`}{' '}
        Previews that wait follow at once.
      </Box>
    </SettingsForm>
  );
}
