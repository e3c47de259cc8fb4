import { useState } from 'react';
import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Link,
} from '@mui/material';
import { useMutation } from '@tanstack/react-query';
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
import { sayError } from '../../api/errors.ts';
import { CustomFieldsFormInput } from '../../fields/index.ts';
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
  const change = useMutation({
    mutationFn: (active: boolean) =>
      request(updateUserDocument, { id: String(user.id), input: { active } }),
    onSuccess: (_, active) => {
      notify(active ? `${user.name} can sign in again` : `${user.name} is deactivated`);
      setAsking(false);
      refresh();
    },
    onError: (error) => notify(sayError(error), { type: 'error' }),
  });
  // One's own account is the one way back in.
  if (viewer?.id === user.id) return null;
  if (!user.active)
    return (
      <Button variant="outlined" onClick={() => change.mutate(true)} loading={change.isPending}>
        Let {user.name} sign in again
      </Button>
    );
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setAsking(true)}>
        Deactivate user
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        aria-labelledby="deactivate-title"
        maxWidth="xs"
      >
        <DialogTitle id="deactivate-title">Deactivate {user.name}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          All sessions end at once and the sign-in stops working. What {user.name} did stays on
          record, and the account can be activated again.
          {change.error && (
            <Alert severity="error" variant="outlined">
              {sayError(change.error)}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button variant="outlined" onClick={() => setAsking(false)}>
            Cancel
          </Button>
          <Button
            variant="contained"
            color="error"
            onClick={() => change.mutate(false)}
            loading={change.isPending}
          >
            Deactivate {user.name}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
