import { useRef, useState, type FormEvent } from 'react';
import { Alert, Box, Button, Link, TextField } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { sayError } from '../../api/errors.ts';
import { useFocusFirstError } from '../../kit/form/useFocusFirstError.ts';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { Door } from './Door.tsx';

const requestResetDocument = graphql(`
  mutation RequestPasswordReset($identifier: String!) {
    requestPasswordReset(identifier: $identifier)
  }
`);

/** Asks for a link to set a new password. Nobody learns here whether an account exists. */
export function ForgotPassword() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const { busy, error, fields, submit } = useSubmit();
  const problem = fields['identifier'];
  const form = useRef<HTMLFormElement>(null);
  useFocusFirstError(form, fields);

  function ask(event: FormEvent): void {
    event.preventDefault();
    void submit(() => request(requestResetDocument, { identifier: typed.trim() })).then(setAsked);
  }

  if (asked) {
    return (
      <Door
        title="Look into your mail"
        lead={() => (
          <>
            If there is an account for{' '}
            <Box component="strong" sx={{ overflowWrap: 'anywhere', color: 'text.primary' }}>
              {typed.trim()}
            </Box>
            , a link to set a new password is on the way to it.
          </>
        )}
      >
        <Box role="status" sx={{ display: 'grid', gap: 2 }}>
          <Box>
            It works once, for one hour. Nothing there after a few minutes? Look into the spam
            folder, or ask again with the address you sign in with.
          </Box>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button component={RouterLink} to="/login" variant="contained">
              Back to sign in
            </Button>
            <Button variant="outlined" onClick={() => setAsked(false)}>
              Ask again
            </Button>
          </Box>
        </Box>
      </Door>
    );
  }
  return (
    <Door
      title="Forgot your password?"
      lead={() =>
        'Enter the e-mail you sign in with. You get a mail with a link to set a new password.'
      }
    >
      <Box component="form" ref={form} noValidate onSubmit={ask} sx={{ display: 'grid', gap: 2 }}>
        {Boolean(error) && !problem && (
          <Alert severity="error" variant="outlined">
            {sayError(error)}
          </Alert>
        )}
        <TextField
          label="E-mail"
          type="email"
          name="identifier"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          autoComplete="username"
          required
          autoFocus
          margin="none"
          error={problem !== undefined}
          helperText={problem ?? ''}
        />
        <Button type="submit" variant="contained" loading={busy} sx={{ minHeight: 42 }}>
          Send me a link
        </Button>
        <Box sx={{ textAlign: 'center' }}>
          <Link component={RouterLink} to="/login">
            Back to sign in
          </Link>
        </Box>
      </Box>
    </Door>
  );
}
