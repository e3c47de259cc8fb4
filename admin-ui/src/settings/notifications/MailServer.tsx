import { useState } from 'react';
import { Box } from '@mui/material';
import { Choice, Field } from '../../kit/form/Fields.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import type { MailSecurity, MailServerInput } from '../../generated/graphql.ts';
import type { NotificationSettings } from './api.ts';
import { GroupCard } from './GroupCard.tsx';
import { RemoveGroupDialog } from './RemoveGroupDialog.tsx';
import { TestMailButton } from './TestMailButton.tsx';
import { useSaveGroup } from './useSaveGroup.ts';

const securities: readonly { value: MailSecurity; label: string; port: string }[] = [
  { value: 'STARTTLS', label: 'STARTTLS (port 587)', port: '587' },
  { value: 'TLS', label: 'TLS from the start (port 465)', port: '465' },
  { value: 'NONE', label: 'No encryption', port: '25' },
];

/** Through what mail goes out. */
export function MailServerCard({ settings }: { settings: NotificationSettings }) {
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null);
  const { mailServer: own, partner, sendsMail } = settings;
  const effect = own
    ? `Mail of ${partner.name} goes out from ${own.from}.`
    : sendsMail
      ? 'No mail server is set here: mail goes out through that of a partner above or of the installation.'
      : `No mail server is set for ${partner.name}: messages are held, and go out by themselves once one is.`;
  const facts =
    own &&
    ([
      ['Server', `${own.host}, port ${own.port}`],
      [
        'Encryption',
        securities.find(({ value }) => value === own.security)?.label.replace(/ \(.*/, '') ??
          own.security,
      ],
      ['Sender’s address', own.from],
      ['Signs in as', own.user ?? 'It does not sign in'],
      ...(own.user
        ? [['Password', own.hasPassword ? 'A password is set' : 'None is set'] as const]
        : []),
    ] as const);
  return (
    <>
      <GroupCard
        id="mail-server"
        title="Mail server"
        group="mailServer"
        settings={settings}
        what="mail server"
        effect={effect}
        facts={facts}
        onChange={() => setOpen('edit')}
        onRemove={() => setOpen('remove')}
        extra={sendsMail && <TestMailButton partnerId={partner.id} />}
      />
      {open === 'edit' && <MailServerDialog settings={settings} onClose={() => setOpen(null)} />}
      {open === 'remove' && (
        <RemoveGroupDialog
          settings={settings}
          group="mailServer"
          what="mail server"
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

/** What stands in the dialog. */
interface Typed {
  host: string;
  port: string;
  security: MailSecurity;
  user: string;
  password: string;
  from: string;
}

function MailServerDialog({
  settings,
  onClose,
}: {
  settings: NotificationSettings;
  onClose: () => void;
}) {
  const own = settings.mailServer;
  const { submission, save } = useSaveGroup(settings.partner.id);
  const [values, setValues] = useState<Typed>({
    host: own?.host ?? '',
    port: String(own?.port ?? 587),
    security: own?.security ?? 'STARTTLS',
    user: own?.user ?? '',
    password: '',
    from: own?.from ?? '',
  });
  const field = (name: Exclude<keyof Typed, 'security'>) => ({
    name: `mailServer.${name}`,
    value: values[name],
    onChange: (value: string) => setValues((before) => ({ ...before, [name]: value })),
    errors: submission.fields,
  });
  // A password is for the server and the user that it was given for, and never goes out in the clear.
  const keeps =
    own?.hasPassword === true &&
    values.security !== 'NONE' &&
    own.host === values.host.trim().toLowerCase() &&
    (own.user ?? '') === values.user.trim();
  const submit = async () => {
    const wrong = problemsOf(values);
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    if (
      await save(
        { mailServer: toInput(values) },
        'The mail server is set. Send yourself a test mail to see that it works.',
      )
    )
      onClose();
  };
  return (
    <FormDialog
      title={own ? 'Change mail server' : 'Set a mail server'}
      submitLabel="Save mail server"
      submission={submission}
      onSubmit={() => void submit()}
      onClose={onClose}
      failure="The mail server was not saved."
    >
      <Field
        {...field('from')}
        label="Sender’s address"
        type="email"
        required
        autoFocus
        help="Mail comes from here. Your provider must allow this server to send for its domain."
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 110px' } }}>
        <Field {...field('host')} label="Server" required placeholder="mail.example.com" />
        <Field {...field('port')} label="Port" required />
      </Box>
      <Choice
        name="mailServer.security"
        label="Encryption"
        value={values.security}
        onChange={(next) => setValues((before) => withSecurity(before, next))}
        choices={securities}
        errors={submission.fields}
        help="Without encryption no password is sent."
      />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
        <Field {...field('user')} label="User" help="Empty: without signing in." />
        <Field
          {...field('password')}
          label="Password"
          type="password"
          autoComplete="new-password"
          help={
            keeps
              ? 'A password is set. Empty: it stays.'
              : own?.hasPassword
                ? 'Another server or user: enter the password again.'
                : 'It is kept encrypted and never shown.'
          }
        />
      </Box>
    </FormDialog>
  );
}

/** Another encryption comes with its usual port, unless the port was one of its own. */
function withSecurity(values: Typed, security: MailSecurity): Typed {
  const usual = securities.some(({ port }) => port === values.port);
  const port = securities.find(({ value }) => value === security)?.port;
  return { ...values, security, port: usual && port ? port : values.port };
}

/** What must be mended before the server is asked. */
function problemsOf({ host, port, from }: Typed): Record<string, string> {
  return {
    ...(host.trim() ? {} : { 'mailServer.host': 'Enter the name of the server.' }),
    ...(from.trim() ? {} : { 'mailServer.from': 'Enter the address mail comes from.' }),
    ...(/^\d{1,5}$/.test(port.trim())
      ? {}
      : { 'mailServer.port': 'Enter a number from 1 to 65535.' }),
  };
}

function toInput({ host, port, security, user, password, from }: Typed): MailServerInput {
  return {
    host: host.trim(),
    port: Number(port),
    security,
    user: user.trim() || null,
    from: from.trim(),
    ...(password ? { password } : {}),
  };
}
