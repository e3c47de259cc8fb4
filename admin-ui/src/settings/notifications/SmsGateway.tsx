import { useState } from 'react';
import { Field } from '../../kit/form/Fields.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import type { NotificationSettings } from './api.ts';
import { GroupCard } from './GroupCard.tsx';
import { RemoveGroupDialog } from './RemoveGroupDialog.tsx';
import { useSaveGroup } from './useSaveGroup.ts';

/** Through what text messages go out. */
export function SmsGatewayCard({ settings }: { settings: NotificationSettings }) {
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const { smsGateway: own, partner, sendsSms } = settings;
  const effect = own
    ? `Text messages of ${partner.name} go out through this gateway.`
    : sendsSms
      ? 'No gateway is set here: text messages go out through that of a partner above.'
      : `No SMS gateway is set for ${partner.name}: text messages are held, and go out by themselves once one is.`;
  const facts =
    own &&
    ([
      ['Address', own.url],
      ['Sender', own.from ?? 'As the gateway has it'],
      ['Token', own.hasToken ? 'A token is set' : 'None'],
    ] as const);
  return (
    <>
      <GroupCard
        id="sms-gateway"
        title="SMS gateway"
        group="smsGateway"
        settings={settings}
        what="SMS gateway"
        effect={effect}
        facts={facts}
        onChange={() => setOpen('edit')}
        onRemove={() => setOpen('remove')}
      />
      {open === 'edit' && <SmsGatewayDialog settings={settings} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <RemoveGroupDialog
          settings={settings}
          group="smsGateway"
          what="SMS gateway"
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function SmsGatewayDialog({
  settings,
  onClose,
}: {
  settings: NotificationSettings;
  onClose: () => void;
}) {
  const own = settings.smsGateway;
  const { submission, save } = useSaveGroup(settings.partner.id);
  const [values, setValues] = useState({ url: own?.url ?? '', from: own?.from ?? '', token: '' });
  const field = (name: keyof typeof values) => ({
    name: `smsGateway.${name}`,
    value: values[name],
    onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
    errors: submission.fields,
  });
  const keeps = own?.hasToken === true && own.url === values.url.trim();
  const submit = async () => {
    const input = {
      url: values.url.trim(),
      from: values.from.trim() || null,
      ...(values.token ? { token: values.token } : {}),
    };
    if (await save({ smsGateway: input }, 'The SMS gateway is set.')) onClose();
  };
  return (
    <FormDialog
      title={own ? 'Change SMS gateway' : 'Set an SMS gateway'}
      submitLabel="Save SMS gateway"
      submission={submission}
      onSubmit={() => void submit()}
      onClose={onClose}
      failure="The SMS gateway was not saved."
    >
      <Field
        {...field('url')}
        label="Address"
        required
        autoFocus
        placeholder="https://sms.example.com/send"
        help="Each message is sent there as JSON: id, to, from and text. The id also stands in the header Idempotency-Key."
      />
      <Field {...field('from')} label="Sender" help="A name or number, if the gateway wants one." />
      <Field
        {...field('token')}
        label="Token"
        type="password"
        autoComplete="new-password"
        help={
          keeps
            ? 'A token is set. Empty: it stays.'
            : own?.hasToken
              ? 'Another address: enter the token again.'
              : 'Sent as Authorization: Bearer. It is kept encrypted and never shown.'
        }
      />
    </FormDialog>
  );
}
