import { formatDate } from '@backhaul/design';
import { request } from '../../api/client.ts';
import { useLocale } from '../../kit/index.ts';
import { RecordPicker } from '../../kit/pick/RecordPicker.tsx';
import { TrialCustomers, TrialInvoices, TrialPayments } from './api.ts';
import type { Trial } from './kinds.ts';

export interface TrialRecord {
  id: string;
  label: string;
}

const words: Record<Trial, { label: string; placeholder: string }> = {
  invoice: { label: 'Try it on an invoice', placeholder: 'Sample; or a number or customer' },
  payment: { label: 'Try it on a payment', placeholder: 'Sample; or a receipt or customer' },
  customer: { label: 'Try it on a customer', placeholder: 'Sample; or a name or number' },
};

async function find(
  trial: Trial,
  search: string | null,
  partnerId: string,
  locale: string,
): Promise<TrialRecord[]> {
  switch (trial) {
    case 'invoice':
      return (await request(TrialInvoices, { search, partnerId })).invoices.nodes.map(
        ({ id, number, customer, documentDate }) => ({
          id,
          label: `${number ?? 'Draft'} · ${customer.name} #${customer.number} · ${formatDate(documentDate, locale)}`,
        }),
      );
    case 'payment':
      return (await request(TrialPayments, { search, partnerId })).payments.nodes.map(
        ({ id, receiptNumber, customer, date }) => ({
          id,
          label: `${receiptNumber} · ${customer.name} #${customer.number} · ${formatDate(date, locale)}`,
        }),
      );
    case 'customer':
      return (await request(TrialCustomers, { search, partnerId })).customers.nodes.map(
        ({ id, number, name }) => ({ id, label: `${name} #${number}` }),
      );
  }
}

interface TrialPickerProps {
  trial: Trial;
  partnerId: string;
  value: TrialRecord | null;
  onChange: (record: TrialRecord | null) => void;
}

/** What the preview is made of: the sample, or a real record found by typing. */
export function TrialPicker({ trial, partnerId, value, onChange }: TrialPickerProps) {
  const locale = useLocale();
  return (
    <RecordPicker<TrialRecord>
      {...words[trial]}
      value={value}
      onChange={onChange}
      whenOpened
      queryKey={['template-trial', trial, partnerId]}
      find={(search) => find(trial, search, partnerId, locale)}
      labelOf={({ label }) => label}
      none="Nothing found"
      clearText="Back to the sample"
      dense
    />
  );
}
