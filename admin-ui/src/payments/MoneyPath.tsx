import { Box, Typography } from '@mui/material';
import type { UseQueryResult } from '@tanstack/react-query';
import { formatDate } from '@backhaul/design';
import type { OpenInvoicesOfQuery } from '../generated/graphql.ts';
import { isNegative, isPositive } from '@backhaul/domain/money/decimals';
import { BlockSkeleton, ErrorState, Money, StatusChip, useLocale } from '../kit/index.ts';
import { whereItGoes } from './allocate.ts';

interface WhereItGoesProps {
  query: UseQueryResult<OpenInvoicesOfQuery>;
  /** Empty while nothing sensible is typed. */
  amount: string;
  namedId: string | null;
  customer: { balance: string; currency: string };
}

/** The open invoices, and what this payment will settle of each. */
export function WhereItGoes({ query, amount, namedId, customer }: WhereItGoesProps) {
  const locale = useLocale();
  const { currency } = customer;
  const invoices = query.data?.invoices.nodes;
  if (query.error)
    return (
      <ErrorState
        error={query.error}
        what="The open invoices could not be loaded."
        onRetry={() => void query.refetch()}
      />
    );
  if (!invoices) return <BlockSkeleton lines={3} />;
  const { shares, rest } = whereItGoes(amount || '0', invoices, namedId);
  const shareOf = new Map(shares.map((share) => [share.invoice.id, share]));
  const hidden = (query.data?.invoices.totalCount ?? 0) - invoices.length;
  return (
    <Box
      component="section"
      aria-label="Where the money goes"
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}
    >
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          gap: 2,
          paddingInline: 2,
          paddingBlock: 1,
          borderBlockEnd: '1px solid',
          borderColor: 'divider',
        }}
      >
        <Typography variant="h3">
          {invoices.length === 0 ? 'No open invoices' : 'Where the money goes'}
        </Typography>
        <Box sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
          Balance <Money amount={customer.balance} currency={currency} inline warnBelowZero />
        </Box>
      </Box>
      <Box
        component="ul"
        sx={{ listStyle: 'none', margin: 0, padding: 0, maxHeight: 220, overflow: 'auto' }}
        tabIndex={invoices.length > 4 ? 0 : -1}
      >
        {invoices.map((invoice) => {
          const share = shareOf.get(invoice.id);
          return (
            <Box
              component="li"
              key={invoice.id}
              sx={{
                display: 'grid',
                gridTemplateColumns: 'minmax(0, 1fr) auto',
                gap: 2,
                alignItems: 'baseline',
                paddingInline: 2,
                paddingBlock: 1,
                color: share ? 'text.primary' : 'text.secondary',
              }}
            >
              <Box>
                {invoice.number ?? 'Draft'}{' '}
                {invoice.status === 'OVERDUE' && <StatusChip status="OVERDUE" />}
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                  due {formatDate(invoice.dueDate, locale)}
                </Box>
              </Box>
              <Box>
                <Money
                  amount={share?.amount ?? invoice.due}
                  currency={currency}
                  strong={share !== undefined}
                />
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', textAlign: 'end' }}>
                  {share ? (
                    share.settles ? (
                      'settles it'
                    ) : (
                      <>
                        of <Money amount={invoice.due} currency={currency} inline />
                      </>
                    )
                  ) : (
                    'stays open'
                  )}
                </Box>
              </Box>
            </Box>
          );
        })}
        {hidden > 0 && (
          <Box component="li" sx={{ paddingInline: 2, paddingBlock: 1, color: 'text.secondary' }}>
            and {hidden} more
          </Box>
        )}
      </Box>
      {amount && isPositive(rest) && (
        <Box
          sx={{
            display: 'flex',
            justifyContent: 'space-between',
            gap: 2,
            paddingInline: 2,
            paddingBlock: 1,
            ...(invoices.length > 0 && { borderBlockStart: '1px solid', borderColor: 'divider' }),
          }}
        >
          <span>
            {isNegative(customer.balance) && invoices.length === 0
              ? 'Lifts the balance'
              : 'Stays on the balance and pays later invoices'}
          </span>
          <Money amount={rest} currency={currency} strong />
        </Box>
      )}
    </Box>
  );
}
