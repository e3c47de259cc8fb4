import { useQueryClient } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { closeBooksDocument } from './api.ts';

/** Closes or opens a partner's books; says whether that was done. */
export function useClosing(partnerId: string) {
  const client = useQueryClient();
  const submission = useSubmit();
  const close = (through: string | null): Promise<boolean> =>
    submission.submit(async () => {
      await request(closeBooksDocument, { partnerId, through });
      await client.invalidateQueries({ queryKey: ['books-closing'] });
    });
  return { submission, close };
}
