import { Box, Button } from '@mui/material';
import { DataTable, SearchInput } from 'react-admin';
import { Link } from 'react-router-dom';
import { RowLink } from '../../kit/list/RowLink.tsx';
import { useCustomFieldColumns } from '../../fields/index.ts';
import { EmptyState, InstantText, ListPage, ToneChip, useCan } from '../../kit/index.ts';
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

const wide = { display: { xs: 'none', md: 'table-cell' } } as const;

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
      <DataTable<User> rowClick={mayCreate ? 'edit' : 'show'} bulkActionButtons={false}>
        <DataTable.Col<User>
          source="name"
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
        <DataTable.Col<User> source="email" label="E-mail" sx={wide} />
        <DataTable.Col<User> source="role" label="Role" render={(user) => roleLabel(user.role)} />
        <DataTable.Col<User> label="Partner" sx={wide} render={(user) => user.partner.name} />
        <DataTable.Col<User>
          source="lastSignInAt"
          label="Last signed in"
          disableSort
          sx={wide}
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
        <DataTable.Col<User>
          label="State"
          render={(user) =>
            user.active ? (
              <ToneChip tone="paid" icon="check" label="Active" />
            ) : (
              <ToneChip tone="neutral" icon="stop" label="Deactivated" />
            )
          }
        />
        {custom}
      </DataTable>
    </ListPage>
  );
}
