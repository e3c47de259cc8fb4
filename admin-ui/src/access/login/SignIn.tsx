import { useRef, useState } from 'react';
import { Box, Link } from '@mui/material';
import { useLogin } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { CredentialFields } from '../../kit/form/CredentialFields.tsx';
import { ShortForm } from '../../kit/form/ShortForm.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { Door } from './Door.tsx';

/** Signing in to the back office. */
export function SignIn() {
  return (
    <Door
      title="Sign in"
      lead={(name) => (name ? `To the back office of ${name}` : 'To the back office')}
    >
      <Credentials />
      <Box sx={{ textAlign: 'center', marginBlockStart: 2 }}>
        <Link component={RouterLink} to="/forgot-password">
          Forgot your password?
        </Link>
      </Box>
    </Door>
  );
}

function Credentials() {
  const login = useLogin();
  const submission = useSubmit();
  const secret = useRef<HTMLInputElement>(null);
  const [identifier, setIdentifier] = useState('');
  const [password, setPassword] = useState('');

  async function signIn(): Promise<void> {
    const missing = {
      ...(identifier.trim() ? {} : { identifier: 'Enter your e-mail.' }),
      ...(password ? {} : { password: 'Enter your password.' }),
    };
    if (Object.keys(missing).length > 0) return submission.refuse(missing);
    const done = await submission.submit(() => login({ identifier: identifier.trim(), password }));
    if (!done) secret.current?.select();
  }

  return (
    <ShortForm
      submission={submission}
      onSubmit={() => void signIn()}
      save="Sign in"
      failure="You are not signed in."
      wide
    >
      <CredentialFields
        identifier={identifier}
        onIdentifier={setIdentifier}
        password={password}
        onPassword={setPassword}
        errors={submission.fields}
        first="identifier"
        passwordRef={secret}
      />
    </ShortForm>
  );
}
