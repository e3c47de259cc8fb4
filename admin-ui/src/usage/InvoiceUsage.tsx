import { Box, Button, Card } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { Icon } from '../kit/icons.tsx';
import { ErrorState, useLocale } from '../kit/index.ts';
import { UsageOfInvoiceQuery } from './api.ts';

/** On an invoice that bills usage: all of it as a file, record by record. */
export function InvoiceUsage({ invoice }: { invoice: InvoiceDetailFragment }) {
  const locale = useLocale();
  const used = invoice.lines.some(({ kind }) => kind === 'USAGE');
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', 'of-invoice', invoice.id],
    queryFn: async () => (await request(UsageOfInvoiceQuery, { id: invoice.id })).invoice,
    enabled: used,
  });
  if (error)
    return (
      <ErrorState
        what="The usage of this invoice could not be loaded."
        error={error}
        onRetry={() => void refetch()}
      />
    );
  if (!data?.usageCount) return null;
  return (
    <Card
      component="section"
      aria-label="Usage"
      sx={{
        padding: 2,
        marginBlockStart: 2,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        justifyContent: 'space-between',
        gap: 1,
      }}
    >
      <Box>It bills {countOf(data.usageCount, 'record', 'records', locale)} of usage.</Box>
      <Button
        component="a"
        href={`${data.usageUrl}?app=admin`}
        download
        variant="outlined"
        startIcon={<Icon name="down" size={16} />}
      >
        Download them as CSV
      </Button>
    </Card>
  );
}
