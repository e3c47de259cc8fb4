import { useEffect, useState } from 'react';
import { Button } from '@mui/material';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router-dom';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { Field } from '../../kit/form/Fields.tsx';
import { ShortForm } from '../../kit/form/ShortForm.tsx';
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
  const submission = useSubmit();

  async function reset(): Promise<void> {
    const { password, again } = typed;
    if (password !== again)
      return submission.refuse({ again: 'This differs from the new password above.' });
    setDone(await submission.submit(() => request(resetPasswordDocument, { token, password })));
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
  if (token === '' || submission.fields['token'] !== undefined) {
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
  return (
    <Door
      title="Set a new password"
      lead={(name) => (name ? `For the back office of ${name}` : 'For the back office')}
    >
      <ShortForm
        submission={submission}
        onSubmit={() => void reset()}
        save="Set new password"
        failure="Your password was not changed."
        wide
      >
        <Field
          name="password"
          label="New password"
          type="password"
          value={typed.password}
          onChange={(password) => setTyped({ ...typed, password })}
          errors={submission.fields}
          help="Long is strong: a few words in a row are better than a short riddle."
          autoComplete="new-password"
          required
          autoFocus
        />
        <Field
          name="again"
          label="New password again"
          type="password"
          value={typed.again}
          onChange={(again) => setTyped({ ...typed, again })}
          errors={submission.fields}
          autoComplete="new-password"
          required
        />
      </ShortForm>
    </Door>
  );
}
