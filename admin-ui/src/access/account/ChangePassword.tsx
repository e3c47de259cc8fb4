import { useState, type FormEvent } from 'react';
import { Alert, Box, Button, Card, CardContent, TextField } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { graphql } from '../../generated/index.ts';
import { ApiError, request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { PageHeader } from '../../kit/index.ts';

const changePasswordDocument = graphql(`
  mutation ChangePassword($current: String!, $next: String!) {
    changePassword(current: $current, next: $next)
  }
`);

const nothing = { current: '', next: '', again: '' };

/** The server judges the password; here only that the new one was typed twice alike. */
export function ChangePassword() {
  const notify = useNotify();
  const [typed, setTyped] = useState(nothing);
  const [differs, setDiffers] = useState(false);
  const change = useMutation({
    mutationFn: () => request(changePasswordDocument, { current: typed.current, next: typed.next }),
    onSuccess: () => {
      setTyped(nothing);
      notify('Your password is changed');
    },
  });
  const fields = change.error instanceof ApiError ? change.error.fields : {};
  const named = Object.keys(fields).length > 0;

  function submit(event: FormEvent): void {
    event.preventDefault();
    const same = typed.next === typed.again;
    setDiffers(!same);
    if (same) change.mutate();
  }

  const field = (
    name: keyof typeof nothing,
    label: string,
    problem: string | undefined,
    autoComplete: string,
    hint?: string,
  ) => (
    <TextField
      label={label}
      type="password"
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      autoComplete={autoComplete}
      required
      margin="none"
      error={problem !== undefined}
      helperText={problem ?? hint}
    />
  );
  return (
    <>
      <PageHeader title="Change password" description="You stay signed in here." />
      <Card sx={{ maxWidth: 440 }}>
        <CardContent component="form" onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
          {change.error && !named && (
            <Alert severity="error" variant="outlined">
              {sayError(change.error)}
            </Alert>
          )}
          {field('current', 'Current password', fields.current, 'current-password')}
          {field(
            'next',
            'New password',
            fields.next,
            'new-password',
            'Long is strong: a few words in a row are better than a short riddle.',
          )}
          {field(
            'again',
            'New password again',
            differs ? 'This differs from the new password above.' : undefined,
            'new-password',
          )}
          <Box>
            <Button type="submit" variant="contained" loading={change.isPending}>
              Change password
            </Button>
          </Box>
        </CardContent>
      </Card>
    </>
  );
}
