import { useState } from 'react';
import { Card, CardContent } from '@mui/material';
import { useNotify } from 'react-admin';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { reloadViewer, useViewer } from '../../api/viewer.ts';
import { Field } from '../../kit/form/Fields.tsx';
import { ShortForm } from '../../kit/form/ShortForm.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
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
  const submission = useSubmit();
  const email = typed.email.trim();

  const save = async () => {
    const missing = {
      ...(email ? {} : { email: 'Enter the new e-mail address.' }),
      ...(typed.currentPassword ? {} : { currentPassword: 'Enter your current password.' }),
    };
    if (Object.keys(missing).length > 0) return submission.refuse(missing);
    const changed = await submission.submit(() =>
      request(changeEmailDocument, { ...typed, email }),
    );
    if (!changed) return;
    setTyped(nothing);
    notify(`You sign in with ${email} from now on.`, { type: 'success' });
    await reloadViewer();
  };
  return (
    <>
      <PageHeader
        title="Change e-mail address"
        {...(viewer?.email
          ? {
              description: `You sign in with ${viewer.email} now. We write to it when you change it.`,
            }
          : {})}
      />
      <Card sx={{ maxWidth: 440 }}>
        <CardContent>
          <ShortForm
            submission={submission}
            onSubmit={() => void save()}
            save="Change e-mail address"
            failure="Your e-mail address was not changed."
          >
            <Field
              name="email"
              label="New e-mail address"
              type="email"
              value={typed.email}
              onChange={(value) => setTyped({ ...typed, email: value })}
              errors={submission.fields}
              autoComplete="email"
              required
            />
            <Field
              name="currentPassword"
              label="Current password"
              type="password"
              value={typed.currentPassword}
              onChange={(value) => setTyped({ ...typed, currentPassword: value })}
              errors={submission.fields}
              autoComplete="current-password"
              required
            />
          </ShortForm>
        </CardContent>
      </Card>
    </>
  );
}
