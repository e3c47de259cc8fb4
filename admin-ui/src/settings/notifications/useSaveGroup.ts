import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/client.ts';
import { useSubmit, type Submission } from '../../kit/form/useSubmit.ts';
import type { NotificationSettingsInput } from '../../generated/graphql.ts';
import { updateNotificationSettingsDocument } from './api.ts';

/** Saves one group of settings at once, and has whatever shows them ask again; true when it went well. */
export function useSaveGroup(partnerId: string): {
  submission: Submission;
  save: (input: NotificationSettingsInput, done: string) => Promise<boolean>;
} {
  const client = useQueryClient();
  const notify = useNotify();
  const submission = useSubmit();
  const save = (input: NotificationSettingsInput, done: string) =>
    submission.submit(async () => {
      await request(updateNotificationSettingsDocument, { partnerId, input });
      // What was held may go out now.
      await Promise.all([
        client.invalidateQueries({ queryKey: ['notification-settings'] }),
        client.invalidateQueries({ queryKey: ['messages'] }),
      ]);
      notify(done, { type: 'success' });
    });
  return { submission, save };
}
