import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { graphql } from '../../generated/index.ts';
import type { ScopePartnerQuery } from '../../generated/graphql.ts';
import { ApiError, request } from '../../api/client.ts';
import { useViewer } from '../../api/viewer.ts';
import { createPreference } from '../preference.ts';

const scopePartnerDocument = graphql(`
  query ScopePartner($id: ID!) {
    partner(id: $id) {
      id
      number
      name
      currency
      timeZone
      test
      clock
      childCount
    }
  }
`);

export type ScopePartner = ScopePartnerQuery['partner'];

export interface PartnerScope {
  /** The partner chosen in the switch; null means everything the viewer may see. */
  partnerId: string | null;
  /** The chosen partner, or the viewer's own when none is chosen. Null only while loading. */
  partner: ScopePartner | null;
  /** The chosen one could not be loaded. */
  failed: boolean;
  choose: (partnerId: string | null) => void;
}

interface Remembered {
  viewerId: string;
  partnerId: string;
}

function parseRemembered(stored: unknown): Remembered | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { viewerId, partnerId } = stored as Record<string, unknown>;
  return typeof viewerId === 'string' && typeof partnerId === 'string'
    ? { viewerId, partnerId }
    : null;
}

// Remembered with the viewer: the next person at this browser must not start inside somebody else's partner.
const remembered = createPreference<Remembered | null>('partner', null, parseRemembered);

/** What the partner switch says. Lists narrow themselves to `partnerId` with useScopeFilter. */
export function usePartnerScope(): PartnerScope {
  const viewer = useViewer();
  const held = remembered.use();
  const partnerId = viewer && held?.viewerId === viewer.id ? held.partnerId : null;
  const { data, error } = useQuery({
    queryKey: ['scope-partner', partnerId],
    queryFn: () => request(scopePartnerDocument, { id: partnerId ?? '' }),
    enabled: partnerId !== null,
    staleTime: 60_000,
    retry: false,
  });
  const gone = error instanceof ApiError && error.code === 'NOT_FOUND';
  useEffect(() => {
    // Moved out of reach or never there: everything is better than nothing.
    if (gone) remembered.set(null);
  }, [gone]);
  return {
    partnerId,
    failed: error !== null,
    partner: partnerId === null ? (viewer?.partner ?? null) : (data?.partner ?? null),
    choose: (next) =>
      remembered.set(
        next === null || !viewer || next === viewer.partner.id
          ? null
          : { viewerId: viewer.id, partnerId: next },
      ),
  };
}

/** The permanent filter of a list that follows the partner switch: `<List filter={useScopeFilter()}>`. */
export function useScopeFilter(): { partnerId?: string } {
  const { partnerId } = usePartnerScope();
  return partnerId === null ? {} : { partnerId };
}
