import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef } from 'react';
import { useQuery, type UseQueryArgs } from 'urql';
import { failureOf, type Failure } from './failure.ts';
import { useAccountVersion } from './accountVersion.ts';

export interface PageData<R> {
  data: R | undefined;
  /** Set only while there is nothing to show: data on the page outlives a failed refresh. */
  failure: Failure | null;
  /** New data is on its way, whether or not older data shows meanwhile. */
  fetching: boolean;
  refresh: () => void;
}

/**
 * A page's data: what is kept at once, then the server's, then again after every change of the
 * account and every return of the connection.
 */
export function usePageQuery<R, V extends AnyVariables>(
  query: TypedDocumentNode<R, V>,
  variables: V,
): PageData<R> {
  // The client asks for `variables` only where there are some, which can't be seen for a type still open.
  const args = { query, variables, requestPolicy: 'cache-and-network' } as UseQueryArgs<V, R>;
  const [result, execute] = useQuery<R, V>(args);
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  const version = useAccountVersion();
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    refresh();
  }, [version, refresh]);
  const last = useRef<R>();
  if (result.data) last.current = result.data;
  const data = result.data ?? last.current;
  return {
    data,
    failure: !data && result.error ? failureOf(result.error) : null,
    fetching: result.fetching || result.stale,
    refresh,
  };
}
