import { useState, type ReactNode } from 'react';
import { Box, Button, Card, CardContent, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { formatNumber } from '@backhaul/design';
import { PartnerSearch } from '../kit/scope/PartnerSearch.tsx';
import type { TreePartner } from '../kit/scope/PartnerTree.tsx';
import {
  EmptyState,
  PageHeader,
  useCan,
  useLocale,
  usePartnerScope,
  useViewer,
} from '../kit/index.ts';
import { NewTestPartner } from './NewTestPartner.tsx';
import { createPreference, oneOfWords } from '../kit/preference.ts';
import { PartnersTable } from './PartnersTable.tsx';

const cell = {
  flexShrink: 0,
  textAlign: 'end',
  fontVariantNumeric: 'tabular-nums',
  fontWeight: 400,
  color: 'text.primary',
} as const;
const widths = {
  number: { xs: 0, sm: 70 },
  currency: { xs: 0, sm: 80 },
  customers: { xs: 76, sm: 100 },
  services: { xs: 0, sm: 100 },
};
const shown = (from: 'xs' | 'sm') => ({
  display: from === 'sm' ? { xs: 'none', sm: 'block' } : 'block',
});

const view = createPreference<'tree' | 'table'>(
  'partners-view',
  'tree',
  oneOfWords('tree', 'table'),
);

const description =
  'Resellers, and resellers of resellers. Each sees its own part of the tree and nothing beside or above it.';

/** The partners as the tree they are, or as a table. */
export function PartnersPage() {
  const chosen = view.use();
  const mayCreate = useCan('partners:write');
  const { partner: shownPartner } = usePartnerScope();
  const [testing, setTesting] = useState(false);
  const [search, setSearch] = useSearchParams();
  // An address with a filter or an order means the table, whoever follows it.
  const table = chosen === 'table' || search.has('filter') || search.has('sort');
  const choose = (next: 'tree' | 'table' | null) => {
    if (!next) return;
    view.set(next);
    if (next === 'tree') setSearch({}, { replace: true });
  };
  const actions = (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        value={table ? 'table' : 'tree'}
        onChange={(_, next: 'tree' | 'table' | null) => choose(next)}
        aria-label="Show as"
      >
        <ToggleButton value="tree">Tree</ToggleButton>
        <ToggleButton value="table">Table</ToggleButton>
      </ToggleButtonGroup>
      {mayCreate && shownPartner && !shownPartner.test && (
        <Button variant="outlined" onClick={() => setTesting(true)}>
          New test partner
        </Button>
      )}
      {mayCreate && (
        <Button component={Link} to="/partners/create" variant="contained">
          Create partner
        </Button>
      )}
      {testing && shownPartner && (
        <NewTestPartner parent={shownPartner} onClose={() => setTesting(false)} />
      )}
    </>
  );
  return table ? (
    <PartnersTable description={description} actions={actions} />
  ) : (
    <PartnersTree actions={actions} />
  );
}

/** The tree of partners with how many customers and services each carries. */
function PartnersTree({ actions }: { actions: ReactNode }) {
  const navigate = useNavigate();
  const viewer = useViewer();
  const mayCreate = useCan('partners:write');
  const create = mayCreate && (
    <Button component={Link} to="/partners/create" variant="contained">
      Create partner
    </Button>
  );
  return (
    <>
      <PageHeader title="Partners" description={description} actions={actions} />
      {viewer && viewer.partner.childCount === 0 && (
        <Box sx={{ marginBlockEnd: 2 }}>
          <EmptyState title="No resellers yet" action={create}>
            A partner below {viewer.partner.name} has its own customers, prices, settings and look,
            and bills under its own name.
          </EmptyState>
        </Box>
      )}
      <Card>
        <CardContent>
          <PartnerSearch
            label="Partners"
            heading={<Headings />}
            selectedId={null}
            onSelect={(partner) => void navigate(`/partners/${partner.id}/show`)}
            extra={(partner) => <Counts partner={partner} />}
          />
        </CardContent>
      </Card>
    </>
  );
}

/** Names the columns for the eye; each count says itself to a screen reader. */
function Headings() {
  return (
    <Box
      aria-hidden="true"
      sx={{
        display: 'flex',
        justifyContent: 'flex-end',
        gap: 1,
        paddingInlineEnd: 1,
        fontSize: '0.8125rem',
        fontWeight: 600,
        '& > *': cell,
        '& > span': { color: 'text.secondary' },
      }}
    >
      <Box component="span" sx={{ width: widths.number, ...shown('sm') }}>
        Number
      </Box>
      <Box component="span" sx={{ width: widths.currency, ...shown('sm') }}>
        Currency
      </Box>
      <Box component="span" sx={{ width: widths.customers }}>
        Customers
      </Box>
      <Box component="span" sx={{ width: widths.services, ...shown('sm') }}>
        Services
      </Box>
    </Box>
  );
}

function Counts({ partner }: { partner: TreePartner }) {
  const locale = useLocale();
  return (
    <Box component="span" sx={{ display: 'flex', gap: 1 }}>
      <Box
        component="span"
        sx={[cell, { width: widths.number, color: 'text.secondary' }, shown('sm')]}
      >
        {partner.number}
      </Box>
      <Box
        component="span"
        sx={[cell, { width: widths.currency, color: 'text.secondary' }, shown('sm')]}
      >
        {partner.currency}
      </Box>
      <Box component="span" sx={[cell, { width: widths.customers }]}>
        {formatNumber(partner.customerCount, locale)}
      </Box>
      <Box component="span" sx={[cell, { width: widths.services }, shown('sm')]}>
        {formatNumber(partner.serviceCount, locale)}
      </Box>
    </Box>
  );
}
