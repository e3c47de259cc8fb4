import { useEffect, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { Box, Button, Dialog, DialogContent, DialogTitle } from '@mui/material';
import { leavePage, lookWhoIsThere, signIn } from '../api/session.ts';
import { useViewer } from '../api/viewer.ts';
import { CredentialFields } from '../kit/form/CredentialFields.tsx';
import { ShortForm } from '../kit/form/ShortForm.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';

/**
 * Over a page whose session has ended: with the password one goes on where one was. The page behind
 * cannot be read meanwhile, and is forgotten when another person signs in.
 */
export function SignInAgain() {
  const viewer = useViewer();
  const client = useQueryClient();
  const submission = useSubmit();
  const [identifier, setIdentifier] = useState(viewer?.email ?? '');
  const [password, setPassword] = useState('');

  async function goOn(): Promise<void> {
    if (!password) return submission.refuse({ password: 'Enter your password.' });
    const done = await submission.submit(async () => {
      await signIn({ identifier: identifier.trim(), password });
      await lookWhoIsThere();
    });
    // What could not be read meanwhile is read now; nothing else, so that no form begins anew.
    if (done) await client.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  }

  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      aria-labelledby="sign-in-again"
      sx={{ zIndex: 'tooltip' }}
      slotProps={{ backdrop: { sx: { backgroundColor: 'background.default' } } }}
    >
      <DialogTitle id="sign-in-again">Your session has ended</DialogTitle>
      <DialogContent>
        <Box sx={{ color: 'text.secondary', marginBlockEnd: 2 }}>
          Sign in to go on where you were. What you typed is still there.
        </Box>
        <ShortForm
          submission={submission}
          onSubmit={() => void goOn()}
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
            first="password"
          />
        </ShortForm>
        <Button onClick={leavePage} fullWidth sx={{ marginBlockStart: 1 }}>
          Leave, without what was typed
        </Button>
      </DialogContent>
    </Dialog>
  );
}

/** Begins anew: whatever was on the page was another person's. */
export function BeginAnew() {
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    // A whole load: nothing that was read or typed is left in memory.
    window.location.replace('/admin/');
  }, []);
  return null;
}
