import { Box } from '@mui/material';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import type { GroupKey, NotificationSettings } from './api.ts';
import { useSaveGroup } from './useSaveGroup.ts';

interface RemoveGroupDialogProps {
  settings: NotificationSettings;
  group: GroupKey;
  what: string;
  onClose: () => void;
}

/** Takes a server, key or gateway away, so that the partner inherits again. */
export function RemoveGroupDialog({ settings, group, what, onClose }: RemoveGroupDialogProps) {
  const { submission, save } = useSaveGroup(settings.partner.id);
  const remove = async () => {
    if (await save({ [group]: null }, `The ${what} was removed.`)) onClose();
  };
  return (
    <FormDialog
      danger
      title={`Remove ${what}`}
      submitLabel={`Remove ${what}`}
      cancelLabel="Keep it"
      submission={submission}
      onSubmit={() => void remove()}
      onClose={onClose}
      failure="It was not removed."
      width="xs"
    >
      <Box>
        {settings.partner.name} and partners below that set none of their own use what a partner
        above sets, or the installation.
        {group === 'dkim'
          ? ' Where there is none, mails go unsigned.'
          : ' Where there is none, messages are held until one is set.'}{' '}
        Its {group === 'dkim' ? 'private key' : group === 'smsGateway' ? 'token' : 'password'} is
        forgotten.
      </Box>
    </FormDialog>
  );
}
