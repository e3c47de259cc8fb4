import { useState } from 'react';
import { Box, Button, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { Field } from '../../kit/form/Fields.tsx';
import { ShortForm } from '../../kit/form/ShortForm.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { BlockSkeleton } from '../../kit/index.ts';
import { Door } from './Door.tsx';

const requestResetDocument = graphql(`
  mutation RequestPasswordReset($identifier: String!) {
    requestPasswordReset(identifier: $identifier)
  }
`);

const linksGoDocument = graphql(`
  query PasswordLinksGo {
    passwordLinksGo
  }
`);

/** Asks for a link to set a new password. Nobody learns here whether an account exists. */
export function ForgotPassword() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const submission = useSubmit();
  const { data, isPending } = useQuery({
    queryKey: ['password-links-go'],
    queryFn: () => request(linksGoDocument),
  });
  const ask = () =>
    submission
      .submit(() => request(requestResetDocument, { identifier: typed.trim() }))
      .then(setAsked);

  if (isPending)
    return (
      <Door title="Forgot your password?" lead={() => ''}>
        <BlockSkeleton lines={3} />
      </Door>
    );
  if (data?.passwordLinksGo === false)
    return (
      <Door
        title="No mail goes from here yet"
        lead={() =>
          'A link to set a new password would not reach you: no mail server is set up. Whoever manages users in your organisation can set a new password for you.'
        }
      >
        <Button component={RouterLink} to="/login" variant="contained">
          Back to sign in
        </Button>
      </Door>
    );
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
      <ShortForm
        submission={submission}
        onSubmit={() => void ask()}
        save="Send me a link"
        failure="No link was sent."
        wide
      >
        <Field
          name="identifier"
          label="E-mail"
          type="email"
          value={typed}
          onChange={setTyped}
          errors={submission.fields}
          autoComplete="username"
          required
          autoFocus
        />
      </ShortForm>
      <Box sx={{ textAlign: 'center', marginBlockStart: 2 }}>
        <Link component={RouterLink} to="/login">
          Back to sign in
        </Link>
      </Box>
    </Door>
  );
}
