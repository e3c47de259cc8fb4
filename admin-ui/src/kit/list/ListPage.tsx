import { cloneElement, type ReactElement, type ReactNode } from 'react';
import { Box, Button } from '@mui/material';
import {
  AutocompleteInput,
  FilterContext,
  ListBase,
  ReferenceInput,
  SelectInput,
  useListContext,
  type SortPayload,
} from 'react-admin';
import { formatNumber } from '@backhaul/design';
import type { CustomFieldEntity } from '../../generated/graphql.ts';
import { CalmFilters } from './CalmFilters.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { ErrorState } from '../ErrorState.tsx';
import { ListFilters } from './ListFilters.tsx';
import { useLocale } from '../locale.ts';
import { PageHeader } from '../PageHeader.tsx';
import { useScopeFilter } from '../scope/partnerScope.ts';
import { Rows, type RowsProps } from './Rows.tsx';

interface ListPageProps {
  title: string;
  description?: ReactNode;
  /** Only outside the resource's own route. */
  resource?: string;
  sort: SortPayload;
  perPage?: number;
  /**
   * Inputs: those with `alwaysOn` stand above the table, the others come from the Filter button,
   * which also saves them.
   */
  filters?: ReactElement[];
  /** Values the list starts with when the address has none. */
  filterDefaultValues?: Record<string, unknown>;
  /** Always applied, beside the partner switch. */
  filter?: Record<string, unknown>;
  /** Narrows to the partner of the switch; off for lists the API cannot narrow. */
  scoped?: boolean;
  /** Buttons of the page, the main one last. */
  actions?: ReactNode;
  /** Shown when there is nothing at all, filters aside. */
  empty: ReactElement;
  skeleton: RowsProps['skeleton'];
  /** Columns can be chosen when the table inside is a DataTable. */
  columns?: boolean;
  /** Under the heading, as long as nothing is filtered: what has to be seen to first. */
  notice?: ReactNode;
  /** Under the heading, whatever is filtered. */
  head?: ReactNode;
  /** Between filters and table. */
  summary?: ReactNode;
  /** Under the rows: what all that was found comes to. */
  foot?: ReactNode;
  /** A SelectionBar, where rows can be ticked. */
  selection?: ReactNode;
  /** The kind of record, where it can be filtered by custom fields. */
  customFields?: CustomFieldEntity;
  /** What the server calls the file of all there is, where the import reads one. */
  wholeFile?: string;
  children: ReactElement;
}

/** What a record is searched in says the same before anything is typed. */
const SEARCHED = {
  TextFieldProps: { placeholder: 'Any', slotProps: { inputLabel: { shrink: true } } },
};

/** A choice left open says so, instead of standing empty. */
function sayAny(filter: ReactElement): ReactElement {
  const { emptyText, children } = filter.props as { emptyText?: string; children?: ReactElement };
  if (filter.type === ReferenceInput && children?.type === AutocompleteInput)
    return cloneElement(filter, {}, cloneElement(children as ReactElement<object>, SEARCHED));
  return filter.type === SelectInput && emptyText === undefined
    ? cloneElement(filter as ReactElement<{ emptyText?: string }>, { emptyText: 'Any' })
    : filter;
}

/**
 * A list as every list looks: title and count, filters kept in the address, columns, export, rows,
 * numbered pages.
 */
export function ListPage({
  scoped = true,
  filter,
  filters: given = [],
  children,
  ...page
}: ListPageProps) {
  const filters = given.map(sayAny);
  const scope = useScopeFilter();
  return (
    <ListBase
      {...(page.resource ? { resource: page.resource } : {})}
      {...(page.filterDefaultValues ? { filterDefaultValues: page.filterDefaultValues } : {})}
      exporter={false}
      // the list says itself what failed, with a way to try again
      queryOptions={{ onError: () => undefined }}
      sort={page.sort}
      perPage={page.perPage ?? 50}
      filter={{ ...filter, ...(scoped ? scope : {}) }}
    >
      <FilterContext.Provider value={filters}>
        <CalmFilters>
          <ListFrame {...page} filters={filters}>
            {children}
          </ListFrame>
        </CalmFilters>
      </FilterContext.Provider>
    </ListBase>
  );
}

type FrameProps = Omit<ListPageProps, 'scoped' | 'filter'> & { filters: ReactElement[] };

function ListFrame({
  title,
  description,
  actions,
  filters,
  columns = true,
  head,
  notice,
  summary,
  foot,
  selection,
  customFields,
  wholeFile,
  children,
  ...body
}: FrameProps) {
  const { total, isPending, error, filterValues } = useListContext();
  const locale = useLocale();
  const unfiltered =
    JSON.stringify(filterValues) === JSON.stringify(body.filterDefaultValues ?? {});
  const nothingAtAll = !isPending && !error && total === 0 && unfiltered;
  return (
    <>
      <PageHeader
        title={title}
        aside={
          total ? (
            <Box
              component="span"
              sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}
            >
              {formatNumber(total, locale)}
            </Box>
          ) : null
        }
        description={description}
        // The empty page has the button in its middle.
        actions={nothingAtAll ? null : actions}
      />
      {!nothingAtAll && head}
      {unfiltered && notice}
      {!nothingAtAll && (
        <ListFilters
          filters={filters}
          columns={columns}
          file={wholeFile}
          entity={customFields}
          sort={body.sort}
        />
      )}
      {!nothingAtAll && summary}
      <ListBody {...body} title={title} nothingAtAll={nothingAtAll}>
        {children}
      </ListBody>
      {!nothingAtAll && !error && foot}
      {selection}
    </>
  );
}

function ListBody({
  title,
  empty,
  skeleton,
  perPage = 50,
  nothingAtAll,
  children,
}: Pick<ListPageProps, 'title' | 'empty' | 'skeleton' | 'perPage' | 'children'> & {
  nothingAtAll: boolean;
}) {
  const { total, isPending, error, refetch, setFilters } = useListContext();
  if (error)
    return (
      <ErrorState
        error={error}
        what={`${title} could not be loaded.`}
        onRetry={() => void refetch()}
      />
    );
  if (nothingAtAll) return empty;
  if (!isPending && total === 0) {
    return (
      <EmptyState
        title="Nothing matches these filters"
        action={
          <Button variant="outlined" onClick={() => setFilters({})}>
            Clear filters
          </Button>
        }
      >
        Widen them, or start again without any.
      </EmptyState>
    );
  }
  return (
    <Rows label={title} skeleton={skeleton} skeletonRows={Math.min(perPage, 12)}>
      {children}
    </Rows>
  );
}
