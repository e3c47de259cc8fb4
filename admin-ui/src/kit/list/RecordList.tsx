import type { ReactElement, ReactNode } from 'react';
import { Box } from '@mui/material';
import { ListBase, useListContext, type SortPayload } from 'react-admin';
import { EmptyState, ErrorState } from '../index.ts';
import { Rows, type RowsProps } from './Rows.tsx';

interface RecordListProps {
  resource: string;
  filter: Record<string, unknown>;
  /** "invoices": for the message when they can't be loaded. */
  what: string;
  sort: SortPayload;
  skeleton: RowsProps['skeleton'];
  empty: { title: string; text: string };
  action?: ReactNode;
  children: ReactElement;
}

/**
 * The records that belong to another, inside its page: sorted and paged without touching the
 * page's address.
 */
export function RecordList({ resource, filter, sort, action, children, ...body }: RecordListProps) {
  return (
    <ListBase
      resource={resource}
      filter={filter}
      sort={sort}
      perPage={25}
      queryOptions={{ onError: () => undefined }}
      disableSyncWithLocation
      storeKey={false}
    >
      <Body {...body} action={action}>
        {children}
      </Body>
    </ListBase>
  );
}

function Body({
  what,
  skeleton,
  empty,
  action,
  children,
}: Omit<RecordListProps, 'resource' | 'filter' | 'sort'>) {
  const { error, isPending, total, refetch } = useListContext();
  if (error)
    return (
      <ErrorState
        error={error}
        what={`The ${what} could not be loaded.`}
        onRetry={() => void refetch()}
      />
    );
  if (!isPending && total === 0)
    return (
      <EmptyState title={empty.title} action={action}>
        {empty.text}
      </EmptyState>
    );
  return (
    <>
      {action && (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', marginBlockEnd: 1.5 }}>
          {action}
        </Box>
      )}
      <Rows label={what} skeleton={skeleton} skeletonRows={6}>
        {children}
      </Rows>
    </>
  );
}
