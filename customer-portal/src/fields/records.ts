import { useQuery } from 'urql';
import { operation } from '../api/operation.ts';
import { MyRecordsDocument, type CustomFieldEntity } from '../generated/graphql.ts';
import { useWords } from '../words/useWords.tsx';

const myRecords = operation(MyRecordsDocument);

export interface OwnRecord {
  id: string;
  name: string;
  to: string | null;
}

/** Kinds of records that a customer has itself, and so can name. */
export const isOwnKind = (entity: CustomFieldEntity | null): boolean =>
  entity === 'CUSTOMER' || entity === 'SERVICE' || entity === 'INVOICE' || entity === 'PAYMENT';

/** The reader's own records of a kind, the latest two hundred; null while they are on their way. */
export function useOwnRecords(entity: CustomFieldEntity | null): OwnRecord[] | null {
  const words = useWords();
  const [{ data }] = useQuery({
    query: myRecords,
    variables: {
      services: entity === 'SERVICE',
      invoices: entity === 'INVOICE',
      payments: entity === 'PAYMENT',
    },
    pause: !isOwnKind(entity),
  });
  if (!isOwnKind(entity)) return [];
  if (!data) return null;
  const customer = data.viewer?.customer;
  switch (entity) {
    case 'SERVICE':
      return (customer?.services?.nodes ?? []).map(({ id, description }) => ({
        id,
        name: description,
        to: '/services',
      }));
    case 'INVOICE':
      return (data.invoices?.nodes ?? []).map(({ id, number }) => ({
        id,
        name: number ? words.documents.invoice(number) : words.invoices.draft,
        to: `/invoices/${id}`,
      }));
    case 'PAYMENT':
      return (data.payments?.nodes ?? []).map(({ id, receiptNumber }) => ({
        id,
        name: words.documents.receipt(receiptNumber),
        to: `/payments/${id}/receipt`,
      }));
    default:
      return customer ? [{ id: customer.id, name: customer.name, to: null }] : [];
  }
}
