import { Box, MenuItem, Pagination, Select } from '@mui/material';
import { useListPaginationContext } from 'react-admin';
import { formatNumber } from '@backhaul/design';
import { useLocale } from '../locale.ts';

/** Page numbers, how many rows there are, and how many a page shows. Sits under a list, inside its context. */
export function NumberedPagination({ sizes = [25, 50, 100, 200] }: { sizes?: number[] }) {
  const { page, perPage, total, setPage, setPerPage, isPending } = useListPaginationContext();
  const locale = useLocale();
  if (isPending || !total) return null;
  const from = (page - 1) * perPage + 1;
  const to = Math.min(page * perPage, total);
  const pages = Math.max(1, Math.ceil(total / perPage));
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        paddingBlock: 1.5,
        paddingInline: 0.5,
      }}
    >
      <Box
        sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums', flex: '1 1 auto' }}
        role="status"
      >
        {formatNumber(from, locale)}–{formatNumber(to, locale)} of {formatNumber(total, locale)}
      </Box>
      {pages > 1 && (
        <Pagination
          count={pages}
          page={Math.min(page, pages)}
          onChange={(_, next) => setPage(next)}
          size="small"
          shape="rounded"
          aria-label="Pages"
        />
      )}
      {total > Math.min(...sizes) && (
        <Select
          size="small"
          value={perPage}
          onChange={(event) => setPerPage(Number(event.target.value))}
          inputProps={{ 'aria-label': 'Rows per page' }}
          sx={{ fontSize: '0.8125rem' }}
        >
          {[...new Set([...sizes, perPage])]
            .sort((a, b) => a - b)
            .map((size) => (
              <MenuItem key={size} value={size}>
                {size} a page
              </MenuItem>
            ))}
        </Select>
      )}
    </Box>
  );
}
