import { useState } from 'react';
import { Alert, Box, Button, Link } from '@mui/material';
import {
  email,
  FormDataConsumer,
  PasswordInput,
  required,
  TextInput,
  useNotify,
  useRecordContext,
  useRefresh,
  type RaRecord,
} from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { request } from '../../api/client.ts';
import { CustomFieldsFormInput } from '../../fields/index.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { EditPage, useViewer } from '../../kit/index.ts';
import { updateUserDocument, type User } from './api.ts';
import { RoleInput } from './RoleInput.tsx';

const users = { label: 'Users', to: '/users' };

export function UserEdit() {
  return (
    <EditPage
      title={(user) => `Edit ${user.name}`}
      kind="user"
      list={users}
      back={() => users}
      save="Save user"
      redirect="list"
      actions={(user) => <Activation user={user} />}
    >
      <Fields />
    </EditPage>
  );
}

function Fields() {
  const user = useRecordContext<User>();
  const own = useViewer()?.id === user?.id;
  return (
    <>
      <TextInput
        source="name"
        label="Name"
        validate={required('Say who it is.')}
        helperText={false}
        autoComplete="off"
      />
      <TextInput
        source="email"
        label="E-mail"
        type="email"
        validate={[
          required('An e-mail is needed to sign in.'),
          email('An e-mail looks like name@example.com.'),
        ]}
        helperText="For signing in."
        autoComplete="off"
      />
      {own ? (
        <>
          <OwnPassword present={user?.email} />
          <Alert severity="info" variant="outlined">
            This is you. Your role is for another administrator to change; your password is under{' '}
            <Link component={RouterLink} to="/account/password">
              Change password
            </Link>
            .
          </Alert>
        </>
      ) : (
        <>
          <PasswordInput
            source="password"
            label="New password"
            autoComplete="new-password"
            helperText="Leave empty to keep the present one. A new one ends their sessions."
          />
          <RoleInput />
        </>
      )}
      {user && <CustomFieldsFormInput entity="USER" partnerId={user.partner.id} />}
    </>
  );
}

/**
 * Links to set a new password go to the e-mail address: whoever gives the own account another one
 * says the present password.
 */
function OwnPassword({ present }: { present: string | undefined }) {
  return (
    <FormDataConsumer>
      {({ formData }: { formData: Record<string, unknown> }) =>
        typeof formData.email === 'string' &&
        formData.email.trim() !== present && (
          <PasswordInput
            source="currentPassword"
            label="Current password"
            autoComplete="current-password"
            validate={required('Give your current password to change your e-mail.')}
            helperText={`${present ?? 'The present address'} is told about the change.`}
          />
        )
      }
    </FormDataConsumer>
  );
}

/** Locks somebody out, or lets them in again. */
function Activation({ user }: { user: RaRecord }) {
  const viewer = useViewer();
  const notify = useNotify();
  const refresh = useRefresh();
  const [asking, setAsking] = useState(false);
  const submission = useSubmit();
  const change = async (active: boolean) => {
    const done = await submission.submit(() =>
      request(updateUserDocument, { id: String(user.id), input: { active } }),
    );
    if (!done) return;
    notify(active ? `${user.name} can sign in again` : `${user.name} is deactivated`);
    setAsking(false);
    refresh();
  };
  // One's own account is the one way back in.
  if (viewer?.id === user.id) return null;
  return (
    <>
      <Button
        variant="outlined"
        color={user.active ? 'error' : 'primary'}
        onClick={() => setAsking(true)}
      >
        {user.active ? 'Deactivate user' : `Let ${user.name} sign in again`}
      </Button>
      {asking && (
        <FormDialog
          title={user.active ? `Deactivate ${user.name}` : `Let ${user.name} sign in again`}
          submitLabel={user.active ? `Deactivate ${user.name}` : 'Let sign in again'}
          danger={Boolean(user.active)}
          submission={submission}
          onSubmit={() => void change(!user.active)}
          onClose={() => setAsking(false)}
          failure={`${user.name} was not ${user.active ? 'deactivated' : 'let in'}.`}
          width="xs"
        >
          <Box>
            {user.active
              ? `All sessions end at once and the sign-in stops working. What ${user.name} did stays on record, and the account can be activated again.`
              : 'The sign-in works again, with the password it had.'}
          </Box>
        </FormDialog>
      )}
    </>
  );
}
