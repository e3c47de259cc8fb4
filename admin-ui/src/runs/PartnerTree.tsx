import { useMemo, useRef, useState } from 'react';
import { Box, Checkbox, IconButton, TextField } from '@mui/material';
import ChevronRight from '@mui/icons-material/ChevronRight';
import { useVirtualizer } from '@tanstack/react-virtual';
import { formatNumber } from '@backhaul/design';
import { useLocale } from '../kit/index.ts';
import { visibleNodes, type TreeNode, type VisibleNode } from './partnerTree.ts';

interface PartnerTreeProps {
  roots: readonly TreeNode[];
  chosen: ReadonlySet<string>;
  withDescendants: boolean;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

const rowHeight = 44;

/** The partners to bill, each with how many of its own customers are due. Only the rows in sight are drawn. */
export function PartnerTree({ roots, chosen, withDescendants, onChoose }: PartnerTreeProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => visibleNodes(roots, { chosen, withDescendants, closed, search }),
    [roots, chosen, withDescendants, closed, search],
  );
  const many = rows.length > 8 || search !== '';
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    getItemKey: (index) => rows[index]?.node.id ?? index,
  });

  const toggle = (id: string, from: ReadonlySet<string>): ReadonlySet<string> => {
    const next = new Set(from);
    if (!next.delete(id)) next.add(id);
    return next;
  };

  return (
    <Box>
      {many && (
        <TextField
          size="small"
          fullWidth
          margin="none"
          label="Find a partner"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          sx={{ marginBlockEnd: 1 }}
        />
      )}
      <Box
        ref={scroller}
        sx={{
          maxHeight: 320,
          overflow: 'auto',
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
        }}
        tabIndex={-1}
      >
        <Box
          role="list"
          aria-label="Partners"
          sx={{ height: virtual.getTotalSize(), position: 'relative' }}
        >
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return (
              row && (
                <Box
                  key={item.key}
                  role="listitem"
                  // a long name takes several lines
                  ref={virtual.measureElement}
                  data-index={item.index}
                  sx={{ position: 'absolute', insetInline: 0, top: 0 }}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <PartnerRow
                    row={row}
                    chosen={chosen.has(row.node.id)}
                    open={!closed.has(row.node.id) || search !== ''}
                    onToggle={() => onChoose(toggle(row.node.id, chosen))}
                    onFold={() => setClosed(toggle(row.node.id, closed))}
                  />
                </Box>
              )
            );
          })}
        </Box>
      </Box>
      {rows.length === 0 && (
        <Box sx={{ padding: 2, color: 'text.secondary' }}>
          No partner has “{search}” in its name.
        </Box>
      )}
    </Box>
  );
}

interface PartnerRowProps {
  row: VisibleNode;
  chosen: boolean;
  open: boolean;
  onToggle: () => void;
  onFold: () => void;
}

function PartnerRow({
  row: { node, level, covered },
  chosen,
  open,
  onToggle,
  onFold,
}: PartnerRowProps) {
  const locale = useLocale();
  const due = formatNumber(node.due, locale);
  const below = node.dueBelow - node.due;
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        minHeight: rowHeight,
        paddingInlineEnd: 2,
        paddingInlineStart: (level - 1) * 2.5 + 0.5,
        '&:hover': { backgroundColor: 'action.hover' },
      }}
    >
      <Box sx={{ width: 28, flexShrink: 0 }}>
        {node.children.length > 0 && (
          <IconButton
            size="small"
            onClick={onFold}
            aria-expanded={open}
            aria-label={`Partners below ${node.name}`}
            sx={{ padding: 0.25 }}
          >
            <ChevronRight fontSize="small" sx={{ transform: open ? 'rotate(90deg)' : 'none' }} />
          </IconButton>
        )}
      </Box>
      <Box
        component="label"
        sx={{
          display: 'flex',
          alignItems: 'center',
          flex: '1 1 auto',
          minWidth: 0,
          minHeight: rowHeight,
          cursor: covered ? 'default' : 'pointer',
        }}
      >
        <Checkbox
          size="small"
          checked={chosen || covered}
          disabled={covered}
          onChange={onToggle}
          slotProps={{ input: { 'aria-label': `${node.name}, ${due} due` } }}
        />
        <Box component="span" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
          {node.name}
        </Box>
      </Box>
      <Box
        sx={{
          color: 'text.secondary',
          fontVariantNumeric: 'tabular-nums',
          whiteSpace: 'nowrap',
          flexShrink: 0,
        }}
      >
        <Box
          component="span"
          sx={{
            color: node.due > 0 ? 'text.primary' : 'text.secondary',
            fontWeight: node.due > 0 ? 600 : 400,
          }}
        >
          {due}
        </Box>{' '}
        due
        {below > 0 && !open && (
          <Box component="span">{`, ${formatNumber(below, locale)} below`}</Box>
        )}
      </Box>
    </Box>
  );
}
