import { useState } from 'react';
import { Box } from '@mui/material';
import { Field } from '../../kit/form/Fields.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import type { NotificationSettings } from './api.ts';
import { GroupCard } from './GroupCard.tsx';
import { RemoveGroupDialog } from './RemoveGroupDialog.tsx';
import { useSaveGroup } from './useSaveGroup.ts';

/** With what mail is signed, so that receivers trust it. */
export function DkimCard({ settings }: { settings: NotificationSettings }) {
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const { dkim: own, mailServer } = settings;
  const fits = own && mailServer && mailServer.from.toLowerCase().endsWith(own.domain);
  const effect = !own
    ? 'Mail is signed only where whoever runs the mail server set a key.'
    : !mailServer
      ? 'The key signs nothing: only mail through a mail server that is set here is signed with it.'
      : fits
        ? `Mail from ${mailServer.from} is signed for ${own.domain}.`
        : `The key signs nothing: mail comes from ${mailServer.from}, which is not at ${own.domain}.`;
  const facts =
    own &&
    ([
      ['Domain', own.domain],
      ['Selector', own.selector],
      ['Private key', 'A private key is set'],
      ['DNS record', <code key="dns">{`${own.selector}._domainkey.${own.domain}`}</code>],
    ] as const);
  return (
    <>
      <GroupCard
        id="dkim"
        title="DKIM signature"
        group="dkim"
        settings={settings}
        what="DKIM key"
        effect={effect}
        facts={facts}
        onChange={() => setOpen('edit')}
        onRemove={() => setOpen('remove')}
      />
      {open === 'edit' && <DkimDialog settings={settings} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <RemoveGroupDialog
          settings={settings}
          group="dkim"
          what="DKIM key"
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function DkimDialog({
  settings,
  onClose,
}: {
  settings: NotificationSettings;
  onClose: () => void;
}) {
  const own = settings.dkim;
  const { submission, save } = useSaveGroup(settings.partner.id);
  const [values, setValues] = useState({
    domain: own?.domain ?? settings.mailServer?.from.split('@')[1] ?? '',
    selector: own?.selector ?? '',
    privateKey: '',
  });
  const field = (name: keyof typeof values) => ({
    name: `dkim.${name}`,
    value: values[name],
    onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
    errors: submission.fields,
  });
  const submit = async () => {
    const input = {
      domain: values.domain.trim(),
      selector: values.selector.trim(),
      ...(values.privateKey.trim() ? { privateKey: values.privateKey.trim() } : {}),
    };
    if (await save({ dkim: input }, 'The DKIM key is set.')) onClose();
  };
  return (
    <FormDialog
      title={own ? 'Change DKIM key' : 'Set a DKIM key'}
      submitLabel="Save DKIM key"
      submission={submission}
      onSubmit={() => void submit()}
      onClose={onClose}
      failure="The DKIM key was not saved."
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Field {...field('domain')} label="Domain" required autoFocus placeholder="example.com" />
        <Field
          {...field('selector')}
          label="Selector"
          required
          placeholder="mail1"
          help="The name before ._domainkey in the DNS."
        />
      </Box>
      <Field
        {...field('privateKey')}
        label="Private key"
        multiline
        placeholder="-----BEGIN PRIVATE KEY-----"
        help={
          own
            ? 'A private key is set. Empty: it stays.'
            : 'PEM, RSA or Ed25519, without a passphrase. It is kept encrypted and never shown.'
        }
      />
    </FormDialog>
  );
}
