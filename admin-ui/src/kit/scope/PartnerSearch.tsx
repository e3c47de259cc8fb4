import { useDeferredValue, useState, type ReactNode } from 'react';
import { Box, MenuItem, MenuList, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { graphql } from '../../generated/index.ts';
import { request } from '../../api/client.ts';
import { ErrorState } from '../ErrorState.tsx';
import { useViewer } from '../../api/viewer.ts';
import { BlockSkeleton } from '../Skeletons.tsx';
import { PartnerTree, type TreePartner } from './PartnerTree.tsx';

const searchDocument = graphql(`
  query PartnerSearch($search: String!) {
    partners(filter: { search: $search }, first: 30) {
      totalCount
      nodes {
        id
        number
        name
        currency
        depth
        childCount
        customerCount
        serviceCount
        test
        parent {
          id
          name
        }
      }
    }
  }
`);

const rootDocument = graphql(`
  query PartnerRoot($id: ID!) {
    partner(id: $id) {
      id
      number
      name
      currency
      depth
      childCount
      customerCount
      serviceCount
      test
    }
  }
`);

interface PartnerSearchProps {
  label: string;
  selectedId: string | null;
  onSelect: (partner: TreePartner) => void;
  extra?: (partner: TreePartner) => ReactNode;
  without?: string;
  autoFocus?: boolean;
  /** Between the search and the tree: headings of what `extra` shows. */
  heading?: ReactNode;
}

/** The tree of partners with a search above it. */
export function PartnerSearch({ label, autoFocus, heading, ...tree }: PartnerSearchProps) {
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
      <TextField
        type="search"
        label="Search partners"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        margin="none"
        autoFocus={autoFocus ?? false}
        autoComplete="off"
        placeholder="Name or number"
        sx={{ maxWidth: 360 }}
      />
      {heading}
      {search ? <Found search={search} {...tree} /> : <Whole label={label} {...tree} />}
    </Box>
  );
}

function Whole({ label, ...tree }: Omit<PartnerSearchProps, 'autoFocus' | 'heading'>) {
  const viewer = useViewer();
  const id = viewer?.partner.id ?? '';
  const { data, error, refetch } = useQuery({
    queryKey: ['partners', 'root', id],
    queryFn: () => request(rootDocument, { id }),
    enabled: id !== '',
  });
  if (error)
    return (
      <ErrorState
        error={error}
        what="The partners could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={3} />;
  return <PartnerTree label={label} root={data.partner} {...tree} />;
}

function Found({
  search,
  selectedId,
  onSelect,
  extra,
  without,
}: Omit<PartnerSearchProps, 'autoFocus' | 'heading' | 'label'> & { search: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['partners', 'search', search],
    queryFn: () => request(searchDocument, { search }),
    placeholderData: (before) => before,
  });
  if (error)
    return (
      <ErrorState
        error={error}
        what="The partners could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={3} />;
  const nodes = data.partners.nodes.filter((partner) => partner.id !== without);
  if (nodes.length === 0)
    return (
      <Box role="status" sx={{ paddingBlock: 1.5, color: 'text.secondary' }}>
        No partner is called that.
      </Box>
    );
  return (
    <MenuList aria-label="Partners found" dense disablePadding>
      {nodes.map((partner) => (
        <MenuItem
          key={partner.id}
          selected={partner.id === selectedId}
          onClick={() => onSelect(partner)}
          sx={{ borderRadius: 1, gap: 1 }}
        >
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Box>{partner.name}</Box>
            {partner.parent && (
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                below {partner.parent.name}
              </Box>
            )}
          </Box>
          {extra?.(partner)}
        </MenuItem>
      ))}
    </MenuList>
  );
}
