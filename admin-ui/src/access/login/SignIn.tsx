import { useId, useRef, useState, type FormEvent } from 'react';
import { Alert, Box, Button, Link, TextField } from '@mui/material';
import { useLogin } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { sayError } from '../../api/errors.ts';
import { Door } from './Door.tsx';

/** Signing in to the back office. */
export function SignIn() {
  return (
    <Door
      title="Sign in"
      lead={(name) => (name ? `To the back office of ${name}` : 'To the back office')}
    >
      <Form />
    </Door>
  );
}

function Form() {
  const login = useLogin();
  const errorId = useId();
  const password = useRef<HTMLInputElement>(null);
  const [identifier, setIdentifier] = useState('');
  const [secret, setSecret] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!identifier.trim() || !secret) {
      setError('Enter your e-mail and your password.');
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await login({ identifier: identifier.trim(), password: secret });
    } catch (problem) {
      setError(sayError(problem));
      setBusy(false);
      password.current?.select();
    }
  }

  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void submit(event)}
      sx={{ display: 'grid', gap: 2 }}
    >
      {error && (
        <Alert severity="error" variant="outlined" id={errorId}>
          {error}
        </Alert>
      )}
      <TextField
        label="E-mail"
        type="email"
        name="identifier"
        value={identifier}
        onChange={(event) => setIdentifier(event.target.value)}
        autoComplete="username"
        required
        autoFocus
        margin="none"
      />
      <TextField
        label="Password"
        type="password"
        name="password"
        value={secret}
        onChange={(event) => setSecret(event.target.value)}
        autoComplete="current-password"
        required
        margin="none"
        inputRef={password}
        error={error !== null}
        slotProps={{ htmlInput: error ? { 'aria-describedby': errorId } : {} }}
      />
      <Button type="submit" variant="contained" loading={busy} sx={{ minHeight: 42 }}>
        Sign in
      </Button>
      <Box sx={{ textAlign: 'center' }}>
        <Link component={RouterLink} to="/forgot-password">
          Forgot your password?
        </Link>
      </Box>
    </Box>
  );
}
