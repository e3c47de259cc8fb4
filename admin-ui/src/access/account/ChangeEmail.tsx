import { useState, type FormEvent } from 'react';
import { Alert, Box, Button, Card, CardContent, TextField } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { graphql } from '../../generated/index.ts';
import { ApiError, request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { reloadViewer, useViewer } from '../../api/viewer.ts';
import { PageHeader } from '../../kit/index.ts';

const changeEmailDocument = graphql(`
  mutation ChangeEmail($email: String!, $currentPassword: String!) {
    changeEmail(email: $email, currentPassword: $currentPassword)
  }
`);

const nothing = { email: '', currentPassword: '' };

/** One's own address, which one signs in with; for everybody, whatever the role. */
export function ChangeEmail() {
  const notify = useNotify();
  const viewer = useViewer();
  const [typed, setTyped] = useState(nothing);
  const change = useMutation({
    mutationFn: () => request(changeEmailDocument, { ...typed, email: typed.email.trim() }),
    onSuccess: async () => {
      setTyped(nothing);
      notify('Your e-mail address is changed');
      await reloadViewer();
    },
  });
  const fields = change.error instanceof ApiError ? change.error.fields : {};

  function submit(event: FormEvent): void {
    event.preventDefault();
    change.mutate();
  }
  return (
    <>
      <PageHeader
        title="Change e-mail address"
        description={`You sign in with ${viewer?.email ?? 'the present one'} until then. It is told of the change.`}
      />
      <Card sx={{ maxWidth: 440 }}>
        <CardContent component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
          {change.error && Object.keys(fields).length === 0 && (
            <Alert severity="error" variant="outlined">
              {sayError(change.error)}
            </Alert>
          )}
          <TextField
            label="New e-mail address"
            type="email"
            value={typed.email}
            onChange={(event) => setTyped({ ...typed, email: event.target.value })}
            autoComplete="email"
            required
            margin="none"
            error={fields.email !== undefined}
            helperText={fields.email}
          />
          <TextField
            label="Current password"
            type="password"
            value={typed.currentPassword}
            onChange={(event) => setTyped({ ...typed, currentPassword: event.target.value })}
            autoComplete="current-password"
            required
            margin="none"
            error={fields.currentPassword !== undefined}
            helperText={fields.currentPassword}
          />
          <Box>
            <Button type="submit" variant="contained" loading={change.isPending}>
              Change e-mail address
            </Button>
          </Box>
        </CardContent>
      </Card>
    </>
  );
}
