import { Box, Button } from '@mui/material';
import { SearchInput } from 'react-admin';
import { Link } from 'react-router-dom';
import { Column } from '../../kit/list/Column.tsx';
import { RecordTable } from '../../kit/list/RecordTable.tsx';
import { RowLink } from '../../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../../fields/index.ts';
import {
  EmptyState,
  InstantText,
  ListPage,
  PartnerName,
  ToneChip,
  useCan,
} from '../../kit/index.ts';
import type { User } from './api.ts';
import { roleLabel } from '../../kit/roleLabel.ts';

const filters = [
  <SearchInput
    key="q"
    source="q"
    alwaysOn
    placeholder="Name or e-mail"
    slotProps={{ htmlInput: { 'aria-label': 'Search users' } }}
  />,
];

/** Who may sign in to the back office. */
export function UserList() {
  const mayCreate = useCan('users:write');
  const custom = useCustomFieldColumns('USER');
  const create = mayCreate && (
    <Button component={Link} to="/users/create" variant="contained">
      Create user
    </Button>
  );
  return (
    <ListPage
      title="Users"
      description="People who sign in here. Each sees the partner they belong to and everything below it."
      customFields="USER"
      sort={{ field: 'name', order: 'ASC' }}
      filters={filters}
      actions={create}
      skeleton={[
        { width: 22 },
        { width: 26 },
        { width: 18 },
        { width: 18 },
        { width: 12 },
        { width: 9 },
      ]}
      empty={
        <EmptyState title="No users here" action={create}>
          Give everybody their own sign-in: what each did stays readable, and one can be deactivated
          without disturbing the others.
        </EmptyState>
      }
    >
      <RecordTable<User> rowClick={mayCreate ? 'edit' : 'show'}>
        <Column<User>
          source="name"
          card="name"
          label="Name"
          render={(user) =>
            mayCreate ? (
              <RowLink to={`/users/${user.id}`} sx={{ fontWeight: 600 }}>
                {user.name}
              </RowLink>
            ) : (
              <RowLink to={`/users/${user.id}/show`} sx={{ fontWeight: 600 }}>
                {user.name}
              </RowLink>
            )
          }
        />
        <Column<User> source="email" card="line" label="E-mail" />
        <Column<User>
          source="role"
          card="fact"
          label="Role"
          render={(user) => roleLabel(user.role)}
        />
        <Column<User> label="Partner" render={(user) => <PartnerName partner={user.partner} />} />
        <Column<User>
          source="lastSignInAt"
          card="fact"
          label="Last signed in"
          disableSort

          render={(user) =>
            user.lastSignInAt ? (
              <InstantText at={user.lastSignInAt} />
            ) : (
              <Box component="span" sx={{ color: 'text.secondary' }}>
                Never
              </Box>
            )
          }
        />
        <Column<User>
          label="State"
          card="line"
          render={(user) =>
            user.active ? (
              <ToneChip tone="paid" icon="check" label="Active" />
            ) : (
              <ToneChip tone="neutral" icon="stop" label="Deactivated" />
            )
          }
        />
        {custom}
      </RecordTable>
    </ListPage>
  );
}
