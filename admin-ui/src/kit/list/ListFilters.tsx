import { useRef, useState, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { FilterButton, FilterContext, FilterForm, removeEmpty, useListContext } from 'react-admin';
import type { SortPayload } from 'react-admin';
import { countOf } from '@backhaul/domain/text/plural';
import type { CustomFieldEntity } from '../../generated/graphql.ts';
import { useLocale } from '../locale.ts';
import { slot } from '../office/slots.ts';
import { useSlot } from '../office/useSlot.ts';
import { ColumnsChoice } from './ColumnsChoice.tsx';
import { SaidFilter } from './FilterChip.tsx';
import { ListExport } from './ListExport.tsx';
import { useOnPhone } from './useOnPhone.ts';

interface ConditionsProps {
  entity: CustomFieldEntity;
  sort: SortPayload;
  /** What is set, without the way to set more. */
  chipsOnly?: boolean;
}

/** Filters under those of a list, for records that can have fields of their own. */
export const listConditions = slot<ComponentType<ConditionsProps>>('conditions of a list');

interface ListFiltersProps {
  filters: readonly ReactElement[];
  /** Whether the table's columns can be chosen. */
  columns: boolean;
  /** What the server calls the file of all there is. */
  file?: string | undefined;
  /** The kind of record, where it can be filtered by custom fields. */
  entity?: CustomFieldEntity | undefined;
  sort: SortPayload;
}

const propsOf = (filter: ReactElement) => filter.props as { source: string; alwaysOn?: boolean };
const isOptional = (filter: ReactElement) => !propsOf(filter).alwaysOn;

/** What narrows a list, and what else is done with all of it; on a phone folded into one button. */
export function ListFilters({ filters, columns, file, entity, sort }: ListFiltersProps) {
  const onPhone = useOnPhone();
  const conditions = useSlot(listConditions);
  const own = (chipsOnly: boolean) =>
    entity &&
    conditions.map((Conditions, index) => (
      <Conditions key={index} entity={entity} sort={sort} chipsOnly={chipsOnly} />
    ));
  const tools = <ListExport file={file} />;
  if (onPhone) return <Folded filters={filters} conditions={own} tools={tools} />;
  return (
    <>
      <Box sx={toolbar}>
        <Box sx={{ flex: '1 1 320px', minWidth: 0 }}>
          <FilterForm />
        </Box>
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          {filters.some(isOptional) && <FilterButton disableSaveQuery />}
          {columns && <ColumnsChoice />}
          {tools}
        </Box>
      </Box>
      {own(false)}
    </>
  );
}

interface FoldedProps {
  filters: readonly ReactElement[];
  conditions: (chipsOnly: boolean) => ReactNode;
  tools: ReactNode;
}

/** The search in sight, everything else behind a button that says how much of it is set. */
function Folded({ filters, conditions, tools }: FoldedProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { filterValues, displayedFilters, setFilters, total } = useListContext();
  const locale = useLocale();
  const isSearch = (filter: ReactElement) => propsOf(filter).source === 'q';
  const search = filters.filter(isSearch);
  const others = filters.filter((filter) => !isSearch(filter));
  const { q, customFields, ...set } = removeEmpty(filterValues) as Record<string, unknown>;
  const count = Object.keys(set).length + (Array.isArray(customFields) ? customFields.length : 0);
  const remove = (source: string) => {
    const { [source]: _, ...rest } = filterValues as Record<string, unknown>;
    const { [source]: __, ...shown } = displayedFilters as Record<string, boolean>;
    setFilters(rest, shown);
    button.current?.focus();
  };
  return (
    <>
      <Box sx={toolbar}>
        {search.length > 0 && (
          <FilterContext.Provider value={search}>
            <FilterForm />
          </FilterContext.Provider>
        )}
        <Button
          ref={button}
          variant="outlined"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          Filters{count > 0 && ` (${count})`}
        </Button>
        {tools}
      </Box>
      {count > 0 && (
        <Box component="ul" role="list" aria-label="Filters that are set" sx={chips}>
          {Object.entries(set).map(([source, value]) => (
            <li key={source}>
              <SaidFilter
                source={source}
                value={value}
                filter={filters.find((filter) => propsOf(filter).source === source)}
                onRemove={() => remove(source)}
              />
            </li>
          ))}
        </Box>
      )}
      {conditions(true)}
      <Dialog open={open} onClose={() => setOpen(false)} fullWidth aria-labelledby="list-filters">
        <DialogTitle id="list-filters">Filters</DialogTitle>
        <DialogContent sx={inside}>
          <FilterContext.Provider value={others}>
            <FilterForm />
            {others.some(isOptional) && <FilterButton disableSaveQuery />}
          </FilterContext.Provider>
          {conditions(false)}
        </DialogContent>
        <DialogActions>
          {count > 0 && (
            <Button onClick={() => setFilters(q === undefined ? {} : { q }, {})}>
              Take away all
            </Button>
          )}
          <Button variant="contained" onClick={() => setOpen(false)}>
            {total === undefined ? 'Show' : `Show ${countOf(total, 'row', 'rows', locale)}`}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

const form = {
  '& .RaFilterForm-filterFormInput': { paddingBlockEnd: 0 },
  '& form': {
    paddingBlock: 0,
    marginBlock: 0,
    minHeight: 0,
    width: '100%',
    gap: 1,
  },
  '& .filter-field': { minWidth: 0, marginInlineEnd: { xs: 0 } },
  '& .RaFilterFormInput-spacer': { display: 'none' },
  '& .MuiFormControl-root': { marginBlock: 0 },
  '& .MuiFormHelperText-root': { display: 'none' },
} as const;

const inputs = '& .filter-field > .MuiFormControl-root, & .filter-field > .MuiAutocomplete-root';

const toolbar = {
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'flex-end',
  justifyContent: 'space-between',
  columnGap: 2,
  rowGap: 1,
  marginBlockEnd: 1.5,
  ...form,
  [inputs]: { width: { xs: '100%', md: 'auto' }, minWidth: { xs: 0, md: 150 } },
  '& .filter-field:only-of-type': { flex: { xs: '1 1 auto', md: '0 1 auto' } },
} as const;

const inside = {
  ...form,
  display: 'grid',
  gap: 2,
  justifyItems: 'start',
  '& form': { ...form['& form'], display: 'grid', gap: 2 },
  [inputs]: { width: '100%' },
  // A narrow window leaves this button no more than its picture.
  '& .add-filter': { fontSize: '0.875rem', gap: 1, '&::after': { content: 'attr(aria-label)' } },
} as const;

const chips = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1,
  marginBlockEnd: 1.5,
} as const;
