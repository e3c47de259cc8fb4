import { useQuery } from '@tanstack/react-query';
import { useCan } from '../api/access.ts';
import { useOffice } from '../kit/office/context.ts';
import type { Reference } from '../kit/office/reference.ts';
import type { Entity } from './api.ts';

/** What stands for a record that was removed or lies elsewhere: which of the two is not told. */
export const NOT_THERE = 'No longer there, or not yours to see';

/** How records of a kind are found, and the address of their pages; every kind has a module. */
function useKind(entity: Entity): Reference & { name: string } {
  const { resources } = useOffice();
  const found = resources.find(({ reference }) => reference?.entity === entity);
  if (!found?.reference) throw new Error(`No module has records of the kind ${entity}`);
  return { ...found.reference, name: found.name };
}

/** The page of a record that is referred to. */
export function useReferencePage(entity: Entity, id: string): string {
  return `/${useKind(entity).name}/${id}/show`;
}

/** How records of a kind are found by what is typed; nothing for a role that may not see them. */
export function useReferences(entity: Entity) {
  const { needs, find } = useKind(entity);
  return { find, enabled: useCan(needs) };
}

/** The record an id stands for. */
export function useReference(entity: Entity, id: string) {
  const { needs, one } = useKind(entity);
  const allowed = useCan(needs);
  return useQuery({
    queryKey: ['references', entity, 'one', id],
    queryFn: () => one(id),
    enabled: allowed && id !== '',
    staleTime: 60_000,
  });
}
