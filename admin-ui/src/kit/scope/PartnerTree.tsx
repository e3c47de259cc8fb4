import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { Box, Skeleton } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { graphql } from '../../generated/index.ts';
import type { PartnerChildrenQuery } from '../../generated/graphql.ts';
import { request } from '../../api/client.ts';
import { ErrorState } from '../ErrorState.tsx';
import { Icon } from '../icons.tsx';
import { ToneChip } from '../StatusChip.tsx';

const childrenDocument = graphql(`
  query PartnerChildren($parentId: ID!, $first: Int!, $offset: Int!) {
    partners(
      filter: { parentId: $parentId }
      sort: [{ field: "name" }]
      first: $first
      offset: $offset
    ) {
      totalCount
      nodes {
        id
        number
        name
        currency
        depth
        test
        childCount
        customerCount
        serviceCount
      }
    }
  }
`);

export type TreePartner = PartnerChildrenQuery['partners']['nodes'][number];

const levelMax = 200;

interface PartnerTreeProps {
  label: string;
  root: TreePartner;
  selectedId: string | null;
  onSelect: (partner: TreePartner) => void;
  /** Behind the name of each: counts. */
  extra?: (partner: TreePartner) => ReactNode;
  /** Cannot be chosen, nor anything below it. */
  without?: string;
}

/** Levels are asked for when they are opened, so that five thousand partners cost no more than five. */
export function PartnerTree({ label, ...branch }: PartnerTreeProps) {
  return (
    <Box
      component="ul"
      role="tree"
      aria-label={label}
      onKeyDown={moveFocus}
      sx={{ listStyle: 'none', margin: 0, padding: 0 }}
    >
      <Branch {...branch} partner={branch.root} level={1} />
    </Box>
  );
}

type BranchProps = Omit<PartnerTreeProps, 'label'> & { partner: TreePartner; level: number };

function Branch({ partner, level, ...tree }: BranchProps) {
  const [open, setOpen] = useState(level === 1);
  const parent = partner.childCount > 0;
  const selected = tree.selectedId === partner.id;
  function onKeyDown(event: KeyboardEvent<HTMLLIElement>): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' || event.key === ' ') tree.onSelect(partner);
    else if (event.key === 'ArrowRight' && parent) setOpen(true);
    else if (event.key === 'ArrowLeft' && open) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  if (partner.id === tree.without) return null;
  return (
    <Box
      component="li"
      role="treeitem"
      aria-level={level}
      aria-selected={selected}
      {...(parent ? { 'aria-expanded': open } : {})}
      aria-label={`${partner.name}${partner.test ? ', test' : ''}, ${countOf(partner.customerCount, 'customer')}`}
      // The root is always reachable: the selected one may lie in a branch that is closed.
      tabIndex={selected || level === 1 ? 0 : -1}
      onKeyDown={onKeyDown}
      sx={{
        outline: 'none',
        '&:focus-visible > .row': {
          outline: '2px solid',
          outlineColor: 'primary.main',
          outlineOffset: '-2px',
        },
      }}
    >
      <Box
        className="row"
        sx={[
          row,
          { paddingInlineStart: (level - 1) * 2.25 },
          selected && { backgroundColor: 'primary.light', color: 'primary.main', fontWeight: 650 },
        ]}
        onClick={() => tree.onSelect(partner)}
      >
        <Box
          component="span"
          aria-hidden="true"
          onClick={(event) => {
            event.stopPropagation();
            if (parent) setOpen(!open);
          }}
          sx={{
            display: 'grid',
            placeItems: 'center',
            width: 28,
            alignSelf: 'stretch',
            visibility: parent ? 'visible' : 'hidden',
            color: 'text.secondary',
            transform: open ? 'none' : { xs: 'rotate(-90deg)' },
          }}
        >
          <Icon name="chevron" size={16} />
        </Box>
        <Box
          component="span"
          sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', paddingBlock: 0.5 }}
        >
          {partner.name}
          {partner.test && (
            <Box component="span" sx={{ marginInlineStart: 1 }}>
              <ToneChip tone="waiting" icon="clock" label="Test" />
            </Box>
          )}
        </Box>
        {tree.extra?.(partner)}
      </Box>
      {parent && open && <Level parent={partner} level={level + 1} {...tree} />}
    </Box>
  );
}

function Level({ parent, level, ...tree }: Omit<BranchProps, 'partner'> & { parent: TreePartner }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['partners', 'children', parent.id],
    queryFn: () => request(childrenDocument, { parentId: parent.id, first: levelMax, offset: 0 }),
  });
  const indent = { paddingInlineStart: `${level * 18 + 10}px`, paddingBlock: 0.75 };
  if (isPending)
    return (
      <Box sx={indent}>
        <Skeleton width="12ch" />
      </Box>
    );
  if (error)
    return (
      <Box sx={indent}>
        <ErrorState
          error={error}
          what={`The partners below ${parent.name} could not be loaded.`}
          onRetry={() => void refetch()}
        />
      </Box>
    );
  const more = data.partners.totalCount - data.partners.nodes.length;
  return (
    <Box component="ul" role="group" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {data.partners.nodes.map((child) => (
        <Branch key={child.id} {...tree} partner={child} level={level} />
      ))}
      {more > 0 && (
        <Box component="li" role="none" sx={[indent, { color: 'text.secondary' }]}>
          and {more} more; search to find them
        </Box>
      )}
    </Box>
  );
}

/** Up, down, home and end go through what is visible. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined || !items[next]) return;
  event.preventDefault();
  items[next].focus();
}

const row = {
  display: 'flex',
  alignItems: 'center',
  gap: 0.5,
  minHeight: 34,
  paddingInlineEnd: 1,
  borderRadius: 1,
  cursor: 'pointer',
  '&:hover': { backgroundColor: 'action.hover' },
  '@media (pointer: coarse)': { minHeight: 44 },
} as const;
