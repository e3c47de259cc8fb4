import { Box, Button, Link } from '@mui/material';
import { ShowBase, useShowContext } from 'react-admin';
import { Link as RouterLink } from 'react-router-dom';
import { CustomFieldFacts } from '../../fields/index.ts';
import {
  BlockSkeleton,
  ErrorState,
  Facts,
  InstantText,
  PageHeader,
  ToneChip,
  useCan,
} from '../../kit/index.ts';
import type { User } from './api.ts';
import { roleLabel } from '../../kit/roleLabel.ts';

/** Somebody who signs in here, to be looked at. */
export function UserShow() {
  return (
    <ShowBase>
      <UserDetails />
    </ShowBase>
  );
}

function UserDetails() {
  const { record: user, error, refetch } = useShowContext<User>();
  const mayEdit = useCan('users:write');
  if (error)
    return (
      <ErrorState
        error={error}
        what="The user could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!user) return <BlockSkeleton lines={6} />;
  return (
    <>
      <PageHeader
        title={user.name}
        aside={user.active ? null : <ToneChip tone="neutral" icon="stop" label="Deactivated" />}
        back={{ label: 'Users', to: '/users' }}
        actions={
          mayEdit && (
            <Button component={RouterLink} to={`/users/${user.id}`} variant="contained">
              Edit user
            </Button>
          )
        }
      />
      <Box sx={{ maxWidth: 760, display: 'grid', gap: 2 }}>
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
        <CustomFieldFacts entity="USER" partnerId={user.partner.id} values={user.customFields} />
      </Box>
    </>
  );
}
