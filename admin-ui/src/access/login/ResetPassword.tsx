import { useEffect, useRef, useState, type FormEvent } from 'react';
import { Alert, Box, Button, TextField } from '@mui/material';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router-dom';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { useFocusFirstError } from '../../kit/form/useFocusFirstError.ts';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { Door } from './Door.tsx';

const resetPasswordDocument = graphql(`
  mutation ResetPassword($token: String!, $password: String!) {
    resetPassword(token: $token, password: $password)
  }
`);

/**
 * The token of a link, moved out of the address bar, where it would stay in the history and be seen
 * over a shoulder.
 */
function useToken(): string {
  const location = useLocation();
  const navigate = useNavigate();
  const named = new URLSearchParams(location.search).get('token');
  const state: unknown = location.state;
  const held =
    typeof state === 'object' &&
    state !== null &&
    'resetToken' in state &&
    typeof state.resetToken === 'string'
      ? state.resetToken
      : '';
  useEffect(() => {
    if (named !== null)
      void navigate(location.pathname, { replace: true, state: { resetToken: named } });
  }, [named, navigate, location.pathname]);
  return named ?? held;
}

/**
 * Sets a new password with the token of a mailed link. The server judges it; here only that it was
 * typed twice alike.
 */
export function ResetPassword() {
  const token = useToken();
  const [typed, setTyped] = useState({ password: '', again: '' });
  const [done, setDone] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { busy, error, fields, submit, refuse } = useSubmit();
  useFocusFirstError(form, fields);

  function reset(event: FormEvent): void {
    event.preventDefault();
    if (typed.password !== typed.again) {
      refuse({ again: 'This differs from the new password above.' });
      return;
    }
    void submit(() => request(resetPasswordDocument, { token, password: typed.password })).then(
      setDone,
    );
  }

  if (done) {
    return (
      <Door
        title="Your new password is set"
        lead={() => 'You were signed out everywhere, here too. Sign in with the new password.'}
      >
        {/* A fresh start: whatever this page knew of an older session is gone with it. */}
        <Button href="/admin/login" variant="contained" autoFocus>
          Sign in
        </Button>
      </Door>
    );
  }
  if (token === '' || fields['token'] !== undefined) {
    return (
      <Door
        title="This link does not work"
        lead={() =>
          'It was used already, or is older than an hour, or was cut off on its way. Ask for a new one; it comes by mail in a moment.'
        }
      >
        <Button component={RouterLink} to="/forgot-password" variant="contained" autoFocus>
          Ask for a new link
        </Button>
      </Door>
    );
  }
  const field = (
    name: keyof typeof typed,
    label: string,
    problem: string | undefined,
    hint?: string,
  ) => (
    <TextField
      label={label}
      type="password"
      name={name}
      value={typed[name]}
      onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
      autoComplete="new-password"
      required
      margin="none"
      error={problem !== undefined}
      helperText={problem ?? hint}
      autoFocus={name === 'password'}
    />
  );
  return (
    <Door
      title="Set a new password"
      lead={(name) => (name ? `For the back office of ${name}` : 'For the back office')}
    >
      <Box component="form" ref={form} noValidate onSubmit={reset} sx={{ display: 'grid', gap: 2 }}>
        {Boolean(error) && Object.keys(fields).length === 0 && (
          <Alert severity="error" variant="outlined">
            {sayError(error)}
          </Alert>
        )}
        {field(
          'password',
          'New password',
          fields['password'],
          'Long is strong: a few words in a row are better than a short riddle.',
        )}
        {field('again', 'New password again', fields['again'])}
        <Button type="submit" variant="contained" loading={busy} sx={{ minHeight: 42 }}>
          Set new password
        </Button>
      </Box>
    </Door>
  );
}
