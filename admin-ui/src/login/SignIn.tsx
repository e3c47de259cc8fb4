import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { Alert, Box, Button, TextField, Typography } from '@mui/material';
import { useLogin } from 'react-admin';
import { sayError } from '../api/errors.ts';
import { Mark } from '../frame/Mark.tsx';
import { useBranding } from '../frame/useBranding.ts';
import { Lines } from './Lines.tsx';

/** Signing in: the form, and beside it on wide screens the lines that run together. */
export function SignIn() {
  const branding = useBranding();
  useEffect(() => {
    document.title = 'Sign in · Backhaul';
  }, []);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: 'minmax(420px, 1fr) 1.1fr' }, minHeight: '100dvh', backgroundColor: 'background.paper' }}>
      <Box component="main" sx={{ display: 'grid', alignContent: 'space-between', gap: 4, padding: { xs: 3, sm: 5 } }}>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, color: 'primary.main' }}>
          <Mark size={26} />
          <Box component="span" sx={{ color: 'text.primary', fontSize: '1.125rem', fontWeight: 700, letterSpacing: '-0.02em' }}>Backhaul</Box>
        </Box>
        <Box sx={{ width: '100%', maxWidth: 360, marginInline: 'auto' }}>
          <Typography variant="h1" sx={{ fontSize: '1.625rem', marginBlockEnd: 0.5 }}>Sign in</Typography>
          <Typography sx={{ color: 'text.secondary', marginBlockEnd: 3 }}>{branding ? `To the back office of ${branding.name}` : 'To the back office'}</Typography>
          <Form />
        </Box>
        <Typography sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {branding?.supportEmail ? <>Trouble signing in? Write to <Box component="a" href={`mailto:${branding.supportEmail}`} sx={{ color: 'primary.main' }}>{branding.supportEmail}</Box>.</> : 'Trouble signing in? Ask whoever manages users in your organisation.'}
        </Typography>
      </Box>
      <Lines />
    </Box>
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
    <Box component="form" onSubmit={(event) => void submit(event)} sx={{ display: 'grid', gap: 2 }}>
      {error && <Alert severity="error" variant="outlined" id={errorId}>{error}</Alert>}
      <TextField label="E-mail" type="email" name="identifier" value={identifier} onChange={(event) => setIdentifier(event.target.value)} autoComplete="username" required autoFocus margin="none" />
      <TextField
        label="Password" type="password" name="password" value={secret} onChange={(event) => setSecret(event.target.value)} autoComplete="current-password" required margin="none"
        inputRef={password} error={error !== null} slotProps={{ htmlInput: error ? { 'aria-describedby': errorId } : {} }}
      />
      <Button type="submit" variant="contained" loading={busy} sx={{ minHeight: 42 }}>Sign in</Button>
    </Box>
  );
}
