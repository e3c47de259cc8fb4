import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { Alert, Box } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { formatMoney } from '@backhaul/design';
import { addDays, isLocalDate } from '@backhaul/domain/time/calendar';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type {
  CustomerDetailFragment,
  UsageInvoicePreviewQuery as Preview,
} from '../generated/graphql.ts';
import { LinesTable } from '../invoices/index.ts';
import { Field } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState, useLocale, Warnings } from '../kit/index.ts';
import { RecordList } from '../kit/list/RecordList.tsx';
import type { ActionDialogProps } from '../kit/office/useActions.tsx';
import { useDocumentWarnings } from '../printing/index.ts';
import { CreateInvoiceFromUsage, UsageInvoicePreviewQuery } from './api.ts';
import { UsageTable, usageSkeleton } from './UsageTable.tsx';
import { useToday } from '../kit/scope/useToday.ts';

/** An invoice over what was used on some days, with its records seen before it is made. */
export function InvoiceUsageDialog({
  record: customer,
  onClose,
}: ActionDialogProps<CustomerDetailFragment>) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const today = useToday();
  const [from, setFrom] = useState(`${today.slice(0, 8)}01`);
  const [to, setTo] = useState(today > from ? addDays(today, -1) : today);
  const [documentDate, setDocumentDate] = useState(today);
  const submission = useSubmit();
  const isRange = isLocalDate(from) && isLocalDate(to) && from <= to;
  const preview = useQuery({
    queryKey: ['usage', 'preview', customer.id, from, to],
    queryFn: async () =>
      (await request(UsageInvoicePreviewQuery, { customerId: customer.id, from, to }))
        .usageInvoicePreview,
    enabled: isRange,
    placeholderData: keepPreviousData,
  });
  const found = isRange && preview.data?.lines.length ? preview.data : null;
  const total = found && formatMoney(found.total, found.currency, locale);
  const asked = useDocumentWarnings(found ? customer.id : null, documentDate);
  const create = async () => {
    const done = await submission.submit(async () => {
      const { createInvoiceFromUsage: invoice } = await request(CreateInvoiceFromUsage, {
        customerId: customer.id,
        from,
        to,
        documentDate,
        fingerprint: found?.fingerprint ?? null,
      });
      notify(`Invoice ${invoice.number} issued.`, { type: 'success' });
      void refresh();
      void navigate(`/invoices/${invoice.id}/show`);
    });
    if (done) onClose();
    // what was looked at may be another by now
    else void preview.refetch();
  };
  const date = (name: string, label: string, value: string, onChange: (value: string) => void) => (
    <Field type="date" errors={submission.fields} required {...{ name, label, value, onChange }} />
  );
  return (
    <FormDialog
      title={`Invoice usage of ${customer.name}`}
      submitLabel={total ? `Issue for ${total}` : 'Issue'}
      busyLabel="Issuing"
      disabled={!found || preview.isPlaceholderData || asked.blocked}
      submission={submission}
      onSubmit={() => void create()}
      onClose={onClose}
      failure="No invoice was made."
      width="md"
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' } }}>
        {date('from', 'Used from', from, setFrom)}
        {date('to', 'Used to', to, setTo)}
        {date('documentDate', 'Dated', documentDate, setDocumentDate)}
      </Box>
      {preview.error && (
        <ErrorState
          error={preview.error}
          what="What would be invoiced could not be worked out."
          onRetry={() => void preview.refetch()}
        />
      )}
      {isRange && preview.isPending && <BlockSkeleton lines={4} />}
      {!isRange && (
        <Alert severity="info" variant="outlined">
          The first day comes before the last one.
        </Alert>
      )}
      {isRange && preview.data && !found && (
        <Alert severity="info" variant="outlined">
          Nothing was used on these days that has a price and is not billed yet.
        </Alert>
      )}
      {isRange && !preview.isPlaceholderData && <LeftOut unrated={preview.data?.unrated ?? 0} />}
      {found && (
        <>
          <WhatIsInvoiced found={found} filter={{ customerId: customer.id, from, to }} />
          <Warnings asked={asked} goOn="Yes, issue it like this" />
        </>
      )}
    </FormDialog>
  );
}

type Found = Preview['usageInvoicePreview'];

/** Says what is not in the invoice, for nobody would notice. */
function LeftOut({ unrated }: { unrated: number }) {
  const locale = useLocale();
  if (!unrated) return null;
  const [are, them] =
    unrated === 1 ? ['has no price and is', 'it'] : ['have no price and are', 'them'];
  return (
    <Alert severity="warning" variant="outlined">
      {countOf(unrated, 'record', 'records', locale)} of these days {are} left out. Give {them} a
      price in the list of usage first, or leave {them} for later.
    </Alert>
  );
}

/** The lines of the invoice and what they come to, with the records behind them. */
function WhatIsInvoiced({ found, filter }: { found: Found; filter: Record<string, string> }) {
  const locale = useLocale();
  return (
    <>
      <Box sx={{ overflowX: 'auto', marginInline: -1 }}>
        <LinesTable lines={found.lines} currency={found.currency} label="What will be invoiced" />
      </Box>
      <Box
        role="status"
        sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', gap: 1 }}
      >
        <span>{countOf(found.records, 'record', 'records', locale)} of usage</span>
        <Box component="strong" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          Total {formatMoney(found.total, found.currency, locale)}
        </Box>
      </Box>
      <RecordList
        resource="usage"
        filter={{ ...filter, state: 'OPEN' }}
        what="usage"
        sort={{ field: 'at', order: 'ASC' }}
        skeleton={usageSkeleton}
        empty={{ title: 'No usage', text: 'Nothing is left to bill on these days.' }}
      >
        <UsageTable customer={false} state={false} />
      </RecordList>
    </>
  );
}
