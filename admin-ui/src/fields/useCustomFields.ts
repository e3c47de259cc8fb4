import { useQuery } from '@tanstack/react-query';
import { usePartnerScope } from '../kit/scope/partnerScope.ts';
import { fieldsKey, loadFields, type CustomField, type Entity } from './api.ts';

export interface KnownFields {
  /** Those that can be written, in their order. */
  fields: readonly CustomField[];
  /** Archived ones too: their values still show. */
  all: readonly CustomField[];
  /** Nothing is known yet. */
  isPending: boolean;
  error: unknown;
  refetch: () => void;
}

const none: readonly CustomField[] = [];

/**
 * The fields of a partner's records; no kind of record has none. The partner is null while it is
 * not known which. Definitions change seldom, so they are kept a while.
 */
export function useCustomFields(entity: Entity | null, partnerId: string | null): KnownFields {
  const { data, isPending, error, refetch } = useQuery({
    queryKey: fieldsKey(entity ?? undefined, partnerId),
    queryFn: () => (entity ? loadFields(entity, partnerId ?? '') : []),
    enabled: entity !== null && partnerId !== null,
    staleTime: 60_000,
  });
  const all = data ?? none;
  const active = all.some((field) => field.archived) ? all.filter((field) => !field.archived) : all;
  return {
    fields: active,
    all,
    isPending: isPending && partnerId !== null,
    error,
    refetch: () => void refetch(),
  };
}

/** The fields that lists show and filter by: those of the partner in the switch, else of the viewer's own. */
export function useScopeFields(entity: Entity | null): KnownFields {
  const { partner, partnerId } = usePartnerScope();
  const id = partnerId ?? partner?.id ?? null;
  const known = useCustomFields(entity, id);
  return { ...known, isPending: known.isPending || id === null };
}
