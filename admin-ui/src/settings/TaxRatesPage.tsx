import { useState } from 'react';
import {
  Box,
  Button,
  Card,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatDate, formatPercent } from '@backhaul/design';
import type { TaxRatesQuery } from '../generated/graphql.ts';
import { request } from '../api/client.ts';
import { visuallyHidden } from '../kit/visuallyHidden.ts';
import { NoAccess } from '../kit/pages.tsx';
import {
  EmptyState,
  ErrorState,
  PageHeader,
  TableSkeleton,
  useCan,
  useLocale,
  useViewer,
} from '../kit/index.ts';
import { TaxRateDialog } from './TaxRateDialog.tsx';
import { draftOf, EMPTY, sayTax, versionOn } from './taxRateDraft.ts';
import { taxRatesDocument } from './taxRates.ts';
import { usePartnerScope } from '../kit/scope/partnerScope.ts';
import { useToday } from '../kit/scope/useToday.ts';

type Rate = TaxRatesQuery['taxRates'][number];

/** The tax rates the viewer's tariffs can carry, its own and those of the partners above. */
export function TaxRatesPage() {
  const today = useToday();
  const { partner } = usePartnerScope();
  // what is only tested is in no list of what is real: where its pages are shown, its own rates are
  const tested = partner?.test ? partner.id : null;
  const mayRead = useCan('tariffs:read');
  const mayCreate = useCan('tariffs:write');
  const owner = useViewer()?.partner.name;
  const notify = useNotify();
  const [creating, setCreating] = useState(false);
  const [changing, setChanging] = useState<Rate | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ['tax-rates', tested],
    queryFn: () => request(taxRatesDocument, { usableBy: tested ? [tested] : null }),
    enabled: mayRead,
  });
  if (!mayRead) return <NoAccess />;
  const create = mayCreate && (
    <Button variant="contained" onClick={() => setCreating(true)}>
      Create tax rate
    </Button>
  );
  return (
    <Box sx={{ maxWidth: 760 }}>
      <PageHeader
        title="Tax rates"
        description="A rate belongs to a partner and can be used by it and everything below it. A change holds from a day on; what is charged keeps its tax."
        back={{ label: 'Settings', to: '/settings' }}
        actions={create}
      />
      {error && (
        <ErrorState
          error={error}
          what="The tax rates could not be loaded."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && (
        <Card>
          <TableSkeleton columns={[{ width: 20 }, { width: 20 }, { width: 20 }]} rows={3} />
        </Card>
      )}
      {data?.taxRates.length === 0 && (
        <EmptyState title="No tax rates yet" action={create}>
          Without one, tariffs are sold without tax. Create the rates of your country, such as VAT.
        </EmptyState>
      )}
      {data && data.taxRates.length > 0 && (
        <RatesTable
          rates={data.taxRates}
          today={today}
          onChange={mayCreate ? (rate) => setChanging(rate) : null}
        />
      )}
      {creating && (
        <TaxRateDialog
          title={owner ? `Create tax rate of ${owner}` : 'Create tax rate'}
          onClose={() => setCreating(false)}
          onSaved={(rate) => {
            notify(`${rate.name} is created`);
            setCreating(false);
          }}
        />
      )}
      {changing && (
        <TaxRateDialog
          title={`Change ${changing.name}`}
          rate={{ id: changing.id, draft: draftFrom(changing, today) }}
          onClose={() => setChanging(null)}
          onSaved={(rate) => {
            notify(`${rate.name} is changed`);
            setChanging(null);
          }}
        />
      )}
    </Box>
  );
}

/** The latest of a rate, as a change of it begins: from today on. */
function draftFrom({ name, versions }: Rate, today: string) {
  const latest = versions.at(-1);
  return { ...(latest ? draftOf(name, latest) : EMPTY), validFrom: today };
}

interface RatesTableProps {
  rates: readonly Rate[];
  today: string;
  /** null: the viewer changes none. */
  onChange: ((rate: Rate) => void) | null;
}

function RatesTable({ rates, today, onChange }: RatesTableProps) {
  return (
    <Card>
      <TableContainer>
        <Table>
          <TableHead>
            <TableRow>
              <TableCell>Name</TableCell>
              <TableCell>Takes</TableCell>
              <TableCell>Partner</TableCell>
              {onChange && (
                <TableCell>
                  <Box component="span" sx={visuallyHidden}>
                    Change
                  </Box>
                </TableCell>
              )}
            </TableRow>
          </TableHead>
          <TableBody>
            {rates.map((rate) => (
              <TableRow key={rate.id} sx={{ verticalAlign: 'top' }}>
                <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
                  {rate.name}
                </TableCell>
                <TableCell>
                  <Versions versions={rate.versions} today={today} />
                </TableCell>
                <TableCell>
                  {rate.fromAbove ? 'A partner above' : rate.partner.name}
                  {rate.fromAbove && (
                    <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                      Only it changes this rate.
                    </Box>
                  )}
                </TableCell>
                {onChange && (
                  <TableCell align="right">
                    {!rate.fromAbove && (
                      <Button
                        size="small"
                        aria-label={`Change ${rate.name}`}
                        onClick={() => onChange(rate)}
                        // on the line of the row's first words
                        sx={{ minHeight: { xs: 44, sm: 0 }, paddingBlock: 0 }}
                      >
                        Change
                      </Button>
                    )}
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Card>
  );
}

/** What a rate takes from which day on, the latest first; what is planned says so. */
function Versions({ versions, today }: { versions: Rate['versions']; today: string }) {
  const locale = useLocale();
  const now = versionOn(versions, today);
  return (
    <Box component="ul" sx={{ margin: 0, padding: 0, listStyle: 'none' }}>
      {versions.toReversed().map((each) => {
        const from = each.validFrom;
        const planned = Boolean(from && from > today && each !== now);
        return (
          <Box
            key={from ?? 'first'}
            component="li"
            sx={each === now || planned ? {} : { color: 'text.secondary' }}
          >
            <Box
              component={each === now ? 'strong' : 'span'}
              sx={{ fontVariantNumeric: 'tabular-nums' }}
            >
              {sayTax(each, locale)}
            </Box>
            {from ? ` from ${formatDate(from, locale)}` : versions.length > 1 && ' at first'}
            {planned && ' (planned)'}
            {each.parts.length > 0 && (
              <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                {each.parts
                  .map(({ name, percent }) => `${name} ${formatPercent(percent, locale)}`)
                  .join(', ')}
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
