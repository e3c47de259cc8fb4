import { MESSAGES } from '@backhaul/domain/settings/messages';
import { MESSAGES_WORDS } from '@backhaul/domain/settings/messages.words';
import { request } from '../../api/client.ts';
import { SettingsEffect, SettingsForm } from '../../kit/settings/SettingsForm.tsx';
import { useSettingsDraft, type SettingsSource } from '../../kit/settings/useSettingsDraft.ts';
import { updateNotificationSettingsDocument, type NotificationSettings } from './api.ts';
import { sayWhat, sayWhen } from './effect.ts';
import { WeekStrip } from './WeekStrip.tsx';

const source: SettingsSource<NotificationSettings> = {
  query: ['notification-settings', 'notificationSettings'],
  save: async (partnerId, input) =>
    (await request(updateNotificationSettingsDocument, { partnerId, input }))
      .updateNotificationSettings,
};

/** The settings of messages that inherit one by one, with their effect in words, and of the hours as a picture. */
export function NotificationsForm({ settings }: { settings: NotificationSettings }) {
  const { partner } = settings;
  const draft = useSettingsDraft(MESSAGES, settings, source);
  const { values } = draft;
  return (
    <SettingsForm
      what="Notification settings"
      declared={MESSAGES.settings}
      sections={MESSAGES_WORDS}
      settings={settings}
      draft={draft}
      effect={(section, changed) => {
        if (section === 'what') return <SettingsEffect text={sayWhat(values)} changed={changed} />;
        if (section !== 'when') return null;
        return (
          <>
            <SettingsEffect text={sayWhen(values)} changed={changed} />
            <WeekStrip values={values} timeZone={partner.timeZone} />
          </>
        );
      }}
      save="Save settings"
      undone="Settings saved"
      leaving="The settings you changed"
    >
      {partner.childCount > 0
        ? `They hold for ${partner.name} and for partners below that set nothing of their own.`
        : `They hold for ${partner.name}.`}{' '}
      Messages that wait already do not go earlier for it.
    </SettingsForm>
  );
}
