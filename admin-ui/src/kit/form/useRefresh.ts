import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useOffice } from '../office/context.ts';

/**
 * After money moved: every list and page of the resources that follow it asks again when it is
 * next looked at.
 */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  const { resources } = useOffice();
  return useCallback(
    () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) =>
          resources.some(({ name, followsMoney }) => followsMoney && name === queryKey[0]),
      }),
    [client, resources],
  );
}
