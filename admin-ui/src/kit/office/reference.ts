import type { CustomFieldEntity } from '../../generated/graphql.ts';
import type { Permission } from '../../api/access.ts';

/** A record as a field that points to it shows it. */
export interface Referred {
  id: string;
  label: string;
  /** What tells it from others that are called the same. */
  detail: string;
}

/** How records of a kind are found and named where others point to them. */
export interface Reference {
  entity: CustomFieldEntity;
  needs: Permission;
  find: (search: string | null) => Promise<Referred[]>;
  one: (id: string) => Promise<Referred>;
}

/**
 * A kind of record that others can point to; `say` gives its name and what tells it from others of
 * that name.
 */
export function reference<Node extends { id: string }>(
  entity: CustomFieldEntity,
  needs: Permission,
  find: (search: string | null) => Promise<readonly Node[]>,
  one: (id: string) => Promise<Node>,
  say: (node: Node) => [label: string, detail: string],
): Reference {
  const referred = (node: Node): Referred => {
    const [label, detail] = say(node);
    return { id: node.id, label, detail };
  };
  return {
    entity,
    needs,
    find: async (search) => (await find(search)).map(referred),
    one: async (id) => referred(await one(id)),
  };
}
