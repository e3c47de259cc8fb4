import type { ReactNode } from 'react';
import { Box, Button, Card, CardContent } from '@mui/material';
import { useListContext } from 'react-admin';
import { countOf } from '@backhaul/domain/text/plural';
import { useLocale } from '../locale.ts';

/** Stays in sight under a list while rows are ticked: how many, and what can be done with them. */
export function SelectionBar({
  one,
  many,
  children,
}: {
  one: string;
  many: string;
  children: ReactNode;
}) {
  const locale = useLocale();
  const { selectedIds, onUnselectItems } = useListContext();
  const count = selectedIds.length;
  if (count === 0) return null;
  return (
    <Card
      role="region"
      aria-label={`Chosen ${many}`}
      sx={{
        position: 'sticky',
        bottom: 12,
        zIndex: 2,
        boxShadow: '0 6px 20px rgb(0 0 0 / 0.14)',
        marginBlockStart: 1,
      }}
    >
      <CardContent
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          gap: 1,
          paddingBlock: '12px !important',
        }}
      >
        <Box role="status" sx={{ flex: '1 1 160px', fontVariantNumeric: 'tabular-nums' }}>
          <strong>{countOf(count, one, many, locale)} chosen</strong>
        </Box>
        <Button color="inherit" onClick={() => onUnselectItems()}>
          Clear choice
        </Button>
        {children}
      </CardContent>
    </Card>
  );
}
