import { Fragment } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Box, Card, Link, Typography } from '@mui/material';
import { countryName, formatPercent } from '@backhaul/design';
import type { InvoiceDetailFragment } from '../generated/graphql.ts';
import { sayMethod } from '../customers/index.ts';
import { sayTax } from '../settings/index.ts';
import { DateText, Money, useLocale, useSentenceLocale } from '../kit/index.ts';
import { isPositive, subtractDecimals } from '@backhaul/domain/money/decimals';
import { LinesTable } from './LinesTable.tsx';

/**
 * The invoice as it was issued: names and addresses are those printed then, whatever they are now.
 */
export function InvoiceDocument({ invoice }: { invoice: InvoiceDetailFragment }) {
  return (
    <Card
      component="article"
      aria-label={invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice'}
      sx={{
        padding: { xs: 2, sm: 4 },
        display: 'grid',
        gap: 4,
        gridTemplateColumns: 'minmax(0, 1fr)',
      }}
    >
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr auto' } }}>
        <Party label="Billed by" party={invoice.billedBy} />
        <Party
          label="Billed to"
          party={invoice.billedTo}
          to={`/customers/${invoice.customer.id}/show`}
        />
        <Box
          component="dl"
          sx={{
            margin: 0,
            display: 'grid',
            gridTemplateColumns: 'auto auto',
            columnGap: 2,
            rowGap: 0.5,
            alignContent: 'start',
          }}
        >
          <Term label="Number">{invoice.number ?? 'when issued'}</Term>
          <Term label="Date">
            <DateText date={invoice.documentDate} />
          </Term>
          <Term label="Pay by">
            <DateText date={invoice.dueDate} weekday />
          </Term>
          <Term label="Customer">#{invoice.customer.number}</Term>
        </Box>
      </Box>
      <Box sx={{ overflowX: 'auto', marginInline: { xs: -2, sm: 0 } }}>
        <LinesTable lines={invoice.lines} currency={invoice.currency} label="Lines" />
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 3,
          gridTemplateColumns: { xs: '1fr', sm: '1fr minmax(280px, auto)' },
        }}
      >
        <Words label="Note to the customer" words={invoice.note} />
        <Sums invoice={invoice} />
      </Box>
      {invoice.terms && <Words label="Terms" words={invoice.terms} />}
      <Settlement invoice={invoice} />
    </Card>
  );
}

function Party({
  label,
  party,
  to,
}: {
  label: string;
  party: InvoiceDetailFragment['billedBy'];
  to?: string;
}) {
  const place = [party.zip, party.city].filter(Boolean).join(' ');
  const locale = useSentenceLocale();
  const country = party.country && countryName(party.country, locale);
  const vatId = party.vatId && `VAT no. ${party.vatId}`;
  const taxNumber = party.taxNumber && `Tax no. ${party.taxNumber}`;
  const rows = [party.street, place, country, party.email, party.phone, vatId, taxNumber].filter(
    Boolean,
  );
  return (
    <Box component="section" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Typography
        variant="h2"
        sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 400 }}
      >
        {label}
      </Typography>
      <Box sx={{ fontWeight: 600 }}>
        {to ? (
          <Link component={RouterLink} to={to} color="inherit">
            {party.name}
          </Link>
        ) : (
          party.name
        )}
      </Box>
      {rows.map((row) => (
        <Box key={row}>{row}</Box>
      ))}
    </Box>
  );
}

function Term({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <Box component="dt" sx={{ color: 'text.secondary' }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Box>
    </>
  );
}

/** What it says of its own beside its lines, as it prints; nothing where its partner's words stand. */
function Words({ label, words }: { label: string; words: string | null }) {
  return (
    <Box component="section" sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      {words && (
        <>
          <Typography
            variant="h2"
            sx={{ color: 'text.secondary', fontSize: '0.8125rem', fontWeight: 400 }}
          >
            {label}
          </Typography>
          <Box sx={{ whiteSpace: 'pre-line' }}>{words}</Box>
        </>
      )}
    </Box>
  );
}

/** Net, tax by rate, total; then what is paid and what is left. */
function Sums({ invoice }: { invoice: InvoiceDetailFragment }) {
  const locale = useLocale();
  const { currency } = invoice;
  const strong = {
    fontWeight: 650,
    fontSize: '1.125rem',
    borderBlockStart: '1px solid',
    borderColor: 'divider',
    paddingBlockStart: 1,
  } as const;
  const owed = invoice.status !== 'DRAFT' && invoice.status !== 'VOID';
  const paid = subtractDecimals(invoice.paid, invoice.writtenOff);
  return (
    <Box component="dl" aria-label="Totals" sx={{ margin: 0, display: 'grid', gap: 0.75 }}>
      <Sum label="Net">
        <Money amount={invoice.net} currency={currency} />
      </Sum>
      {invoice.taxSummary.map((row, at) => (
        <Fragment key={at}>
          <Sum
            label={
              <>
                Tax{' '}
                {sayTax(
                  {
                    percent: row.taxPercent,
                    category: row.taxCategory,
                    exemptReason: row.taxReason,
                  },
                  locale,
                )}
                {row.taxIncluded && row.taxCategory === 'S' && ' included'} on{' '}
                <Money amount={row.net} currency={currency} inline />
              </>
            }
          >
            <Money amount={row.tax} currency={currency} />
          </Sum>
          {row.parts.map((part, i) => (
            <Sum
              key={i}
              sx={{ color: 'text.secondary', fontSize: '0.8125rem', paddingInlineStart: 2 }}
              label={`${part.name} ${formatPercent(part.percent, locale)}`}
            >
              <Money amount={part.tax} currency={currency} />
            </Sum>
          ))}
        </Fragment>
      ))}
      <Sum label="Total" sx={strong}>
        <Money amount={invoice.total} currency={currency} strong />
      </Sum>
      {owed && isPositive(paid) && (
        <Sum label="Paid">
          <Money amount={paid} currency={currency} />
        </Sum>
      )}
      {owed && isPositive(invoice.writtenOff) && (
        <Sum label="Written off">
          <Money amount={invoice.writtenOff} currency={currency} />
        </Sum>
      )}
      {owed && (
        <Sum
          label={
            isPositive(invoice.due)
              ? 'Due'
              : isPositive(invoice.writtenOff)
                ? 'Settled'
                : 'Paid in full'
          }
          sx={isPositive(invoice.due) ? { fontWeight: 600 } : { color: 'success.main' }}
        >
          <Money amount={invoice.due} currency={currency} strong />
        </Sum>
      )}
    </Box>
  );
}

function Sum({
  label,
  children,
  sx = {},
}: {
  label: React.ReactNode;
  children: React.ReactNode;
  sx?: object;
}) {
  return (
    <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 3, ...sx }}>
      <Box component="dt" sx={{ minWidth: 0 }}>
        {label}
      </Box>
      <Box component="dd" sx={{ margin: 0 }}>
        {children}
      </Box>
    </Box>
  );
}

/** Which payments settled how much of it. */
function Settlement({ invoice }: { invoice: InvoiceDetailFragment }) {
  if (invoice.allocations.length === 0) return null;
  return (
    <Box
      component="section"
      sx={{ borderBlockStart: '1px solid', borderColor: 'divider', paddingBlockStart: 2 }}
    >
      <Typography variant="h2" sx={{ marginBlockEnd: 1 }}>
        Settled by
      </Typography>
      <Box
        component="ul"
        sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 0.75 }}
      >
        {invoice.allocations.map(({ payment, creditNote, writtenOff, amount, date }, index) => (
          <Box
            component="li"
            key={index}
            sx={{ display: 'flex', justifyContent: 'space-between', gap: 2 }}
          >
            <span>
              <DateText date={date} />
              {' · '}
              {payment ? (
                <>
                  <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
                    Receipt {payment.receiptNumber}
                  </Link>
                  , {sayMethod(payment.method).toLowerCase()}
                  {payment.origin && `, ${payment.origin}`}
                </>
              ) : creditNote ? (
                <Link component={RouterLink} to={`/credit-notes/${creditNote.id}/show`}>
                  Credit note {creditNote.number}
                </Link>
              ) : writtenOff ? (
                'Written off'
              ) : (
                'From the balance'
              )}
            </span>
            <Money amount={amount} currency={invoice.currency} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
