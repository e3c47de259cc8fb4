import { useState } from 'react';
import { useMutation } from 'urql';
import { failureOf, type Failure } from '../api/failure.ts';
import { operation } from '../api/operation.ts';
import { usePageQuery } from '../api/usePageQuery.ts';
import {
  ProfileDocument,
  SignOutDocument,
  type ProfileQueryVariables,
} from '../generated/graphql.ts';
import { MyFields, useMyFields } from '../fields/MyFields.tsx';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { FailureNotice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Bone, Loading, PageFailure } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';
import { ContactForm } from './ContactForm.tsx';
import { LookForm } from './LookForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { Sessions } from './Sessions.tsx';

const profile = operation(ProfileDocument);
const signOut = operation(SignOutDocument);
const none: ProfileQueryVariables = {};

export default function Profile() {
  const words = useWords().profile;
  const { data, failure, refresh } = usePageQuery(profile, none);
  const fields = useMyFields();
  const failed = failure ?? fields.failure;
  const again = () => {
    refresh();
    fields.refresh();
  };
  const customer = data?.viewer?.customer;
  return (
    <Page title={words.title}>
      <div className="stack sections">
        {failed && <PageFailure failure={failed} onRetry={again} />}
        {!data && !failure && (
          <Loading>
            <div className="card stack">
              <Bone width="10rem" />
              <Bone height="3rem" />
              <Bone height="3rem" />
              <Bone height="3rem" />
            </div>
          </Loading>
        )}
        {customer && <ContactForm customer={customer} />}
        <MyFields data={fields.data} />
        <LookForm />
        <PasswordForm login={customer?.login ?? customer?.email ?? ''} onChanged={refresh} />
        {data && <Sessions sessions={data.sessions} onChanged={refresh} />}
        <SignOut />
      </div>
    </Page>
  );
}

function SignOut() {
  const words = useWords().profile;
  const { leave } = useSession();
  const [{ fetching }, run] = useMutation(signOut);
  const [failure, setFailure] = useState<Failure | null>(null);
  const go = async () => {
    const { data, error } = await run({});
    const what = error && failureOf(error);
    // Only the server can end the session: without its answer we are still signed in, and say so.
    if (data || what?.kind === 'signedOut') leave();
    else if (what) setFailure(what);
  };
  return (
    <div className="stack">
      {failure && <FailureNotice failure={failure} />}
      <Button onClick={go} busy={fetching && words.signingOut} wide>
        {words.signOut}
      </Button>
    </div>
  );
}
