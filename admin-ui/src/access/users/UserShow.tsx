import { Box, Button, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { CustomFieldFacts } from '../../fields/index.ts';
import { Facts, InstantText, ToneChip, useCan } from '../../kit/index.ts';
import { ShowPage, useRecord } from '../../kit/show/ShowPage.tsx';
import type { User } from './api.ts';
import { roleLabel } from '../../kit/roleLabel.ts';

const back = { label: 'Users', to: '/users' };

/** Somebody who signs in here, to be looked at. */
export function UserShow() {
  const mayEdit = useCan('users:write');
  return (
    <ShowPage
      kind="user"
      back={back}
      asked={useRecord<User>('users')}
      head={(user) => ({
        title: user.name,
        aside: !user.active && <ToneChip tone="neutral" icon="stop" label="Deactivated" />,
        actions: mayEdit && (
          <Button component={RouterLink} to={`/users/${user.id}`} variant="contained">
            Edit user
          </Button>
        ),
      })}
    >
      {(user) => (
        <Box sx={{ maxWidth: 760, display: 'grid', gap: 2 }}>
          <SignInFacts user={user} />
          <CustomFieldFacts entity="USER" partnerId={user.partner.id} values={user.customFields} />
        </Box>
      )}
    </ShowPage>
  );
}

function SignInFacts({ user }: { user: User }) {
  return (
    <Facts
      title="Sign-in"
      facts={[
        [
          'E-mail',
          <Link key="e" href={`mailto:${user.email}`}>
            {user.email}
          </Link>,
        ],
        ['Role', roleLabel(user.role)],
        ['Partner', user.partner.name],
        [
          'Last signed in',
          user.lastSignInAt ? <InstantText key="l" at={user.lastSignInAt} /> : 'Never',
        ],
        ['Created', <InstantText key="c" at={user.createdAt} />],
      ]}
    />
  );
}
