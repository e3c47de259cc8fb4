import { useState } from 'react';
import { Card, CardContent } from '@mui/material';
import { useNotify } from 'react-admin';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { Field } from '../../kit/form/Fields.tsx';
import { ShortForm } from '../../kit/form/ShortForm.tsx';
import { useSubmit } from '../../kit/form/useSubmit.ts';
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
  const submission = useSubmit();

  const save = async () => {
    const { current, next, again } = typed;
    const wrong = {
      ...(current ? {} : { current: 'Enter your current password.' }),
      ...(next ? {} : { next: 'Enter the new password.' }),
      ...(next === again ? {} : { again: 'This differs from the new password above.' }),
    };
    if (Object.keys(wrong).length > 0) return submission.refuse(wrong);
    if (!(await submission.submit(() => request(changePasswordDocument, { current, next }))))
      return;
    setTyped(nothing);
    notify('Your password is changed', { type: 'success' });
  };

  const field = (
    name: keyof typeof nothing,
    label: string,
    autoComplete: string,
    help?: string,
  ) => (
    <Field
      name={name}
      label={label}
      type="password"
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      errors={submission.fields}
      autoComplete={autoComplete}
      required
      help={help}
    />
  );
  return (
    <>
      <PageHeader title="Change password" description="You stay signed in here." />
      <Card sx={{ maxWidth: 440 }}>
        <CardContent>
          <ShortForm
            submission={submission}
            onSubmit={() => void save()}
            save="Change password"
            failure="Your password was not changed."
          >
            {field('current', 'Current password', 'current-password')}
            {field(
              'next',
              'New password',
              'new-password',
              'Long is strong: a few words in a row are better than a short riddle.',
            )}
            {field('again', 'New password again', 'new-password')}
          </ShortForm>
        </CardContent>
      </Card>
    </>
  );
}
