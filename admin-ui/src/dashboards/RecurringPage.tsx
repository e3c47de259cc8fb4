import { Box, Link, Pagination } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink, useSearchParams } from 'react-router-dom';
import { formatDate, formatMoney, formatNumber, formatPeriod } from '@backhaul/design';
import { request } from '../api/client.ts';
import { graphql } from '../generated/index.ts';
import type { MrrMovementFilter } from '../generated/graphql.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  Money,
  PageHeader,
  useLocale,
  usePartnerScope,
} from '../kit/index.ts';
import { rowLabel } from './tileWords.ts';
import { reach } from '../kit/reach.ts';

const PAGE = 50;

const movementsDocument = graphql(`
  query RecurringMovements(
    $filter: MrrMovementFilter
    $first: Int
    $offset: Int
    $may_customers_read: Boolean = false
  ) {
    mrrMovements(filter: $filter, first: $first, offset: $offset) {
      totalCount
      sums {
        amount
        currency
      }
      nodes {
        date
        kind
        amount
        before
        after
        currency
        customer @include(if: $may_customers_read) {
          id
          number
          name
        }
      }
    }
  }
`);

/** The filter in the address, as links of tiles write it. */
function filterOf(params: URLSearchParams): MrrMovementFilter {
  try {
    const filter: unknown = JSON.parse(params.get('filter') ?? '{}');
    return typeof filter === 'object' && filter !== null ? filter : {};
  } catch {
    return {};
  }
}

/** How recurring revenue moved, customer by customer and day by day. */
export function RecurringPage() {
  const locale = useLocale();
  const { partnerId } = usePartnerScope();
  const [params, setParams] = useSearchParams();
  const page = Math.max(1, Number(params.get('page')) || 1);
  const filter = { ...filterOf(params), ...(partnerId !== null && { partnerId }) };
  const { data, error, refetch } = useQuery({
    queryKey: ['metrics', 'movements', filter, page],
    queryFn: async () =>
      (
        await request(movementsDocument, {
          filter,
          first: PAGE,
          offset: (page - 1) * PAGE,
        })
      ).mrrMovements,
    placeholderData: (before) => before,
  });
  const { from, to, kinds } = filter;
  const said = [
    from && to && formatPeriod(from, to, locale),
    kinds?.length && kinds.map(rowLabel).join(', '),
    data && `${formatNumber(data.totalCount, locale)} in all`,
    data?.sums.map(({ amount, currency }) => formatMoney(amount, currency, locale)).join(', '),
  ].filter(Boolean);
  return (
    <>
      <PageHeader
        title="How recurring revenue moved"
        back={{ label: 'Dashboard', to: '/' }}
        description={said.join(' · ')}
      />
      {error && !data && (
        <ErrorState
          error={error}
          what="The movements could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && <BlockSkeleton lines={8} />}
      {data?.totalCount === 0 && (
        <EmptyState title="Nothing moved">
          When a customer’s services begin, end or change their price, it stands here by its day.
        </EmptyState>
      )}
      {data && data.totalCount > 0 && (
        <Box tabIndex={0} role="region" aria-label="Movements" sx={{ overflowX: 'auto' }}>
          <Box component="table" sx={{ width: '100%', borderSpacing: 0, '& td, & th': cell }}>
            <thead>
              <tr>
                {['Day', 'Customer', 'What', 'Before', 'After', 'Moved'].map((head, index) => (
                  <Box
                    key={head}
                    component="th"
                    scope="col"
                    sx={{ textAlign: index > 2 ? 'end' : 'start', color: 'text.secondary' }}
                  >
                    {head}
                  </Box>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.nodes.map((each, index) => (
                <tr key={index}>
                  <td>{formatDate(each.date, locale)}</td>
                  <td>
                    {each.customer ? (
                      <Link
                        component={RouterLink}
                        to={`/customers/${each.customer.id}/show`}
                        sx={reach}
                      >
                        {each.customer.name}
                      </Link>
                    ) : (
                      '–'
                    )}
                  </td>
                  <td>{rowLabel(each.kind)}</td>
                  {[each.before, each.after, each.amount].map((amount, at) => (
                    <Box key={at} component="td" sx={{ textAlign: 'end' }}>
                      <Money amount={amount} currency={each.currency} />
                    </Box>
                  ))}
                </tr>
              ))}
            </tbody>
          </Box>
        </Box>
      )}
      {data && data.totalCount > PAGE && (
        <Pagination
          count={Math.ceil(data.totalCount / PAGE)}
          page={page}
          onChange={(_, next) => {
            params.set('page', String(next));
            setParams(params);
          }}
          size="small"
          shape="rounded"
          aria-label="Pages"
          sx={{ marginBlock: 2 }}
        />
      )}
    </>
  );
}

const cell = {
  paddingBlock: 1,
  paddingInlineEnd: 2,
  borderBlockEnd: '1px solid',
  borderColor: 'divider',
  whiteSpace: 'nowrap',
  fontVariantNumeric: 'tabular-nums',
} as const;
