import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import type { CreditNoteInput, CreditNotePreviewQuery as Preview } from '../generated/graphql.ts';
import { CreditNotePreviewQuery } from './api.ts';

/** What a note would be, asked as its lines change; of an input that says nothing yet, nothing. */
export function useNotePreview(
  input: CreditNoteInput,
  wrong: boolean,
): UseQueryResult<Preview['creditNotePreview']> {
  const { invoiceId, invoiceLines } = input;
  return useQuery({
    queryKey: ['credit-notes', 'preview', invoiceId, invoiceLines],
    queryFn: async () =>
      (await request(CreditNotePreviewQuery, { input: { ...input, reason: 'preview' } }))
        .creditNotePreview,
    enabled: Boolean(invoiceLines?.length) && !wrong,
    retry: false,
  });
}
