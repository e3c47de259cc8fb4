import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  getNamedType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionNode,
} from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { settingFragments } from '../../admin-ui/settingFragments.ts';
import { createSchema } from '../../server/src/app/schema/schema.ts';
import { meets, type Need } from '../../server/src/kit/rights.ts';
import { builtInRoles, permissionsOfRole } from '../../server/src/modules/access/permissions.ts';
import type { Permission } from '../../server/src/kit/permission.ts';
import { isMet, MUTATIONS, QUERIES, SUBSCRIPTIONS } from '../support/operations.ts';
import { ROOT } from '../support/process.ts';

/** Everything that an app asks the server for, as it stands in its source. */
function documentsOf(app: string): DocumentNode {
  const source = path.join(ROOT, app, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => !name.startsWith('generated'),
  );
  const texts = files.flatMap((name) => {
    if (name.endsWith('.graphql')) return [readFileSync(path.join(source, name), 'utf8')];
    return /\.tsx?$/.test(name)
      ? [...readFileSync(path.join(source, name), 'utf8').matchAll(/graphql\(`([^`]*)`/g)].map(
          ([, text]) => text,
        )
      : [];
  });
  return parse([...texts, ...(app === 'admin-ui' ? settingFragments : [])].join('\n'));
}

/** The permission that a variable like $may_customers_credentials stands for, which the app's client fills in. */
function permissionOf(variable: string): string {
  return variable
    .replace(/^may_/, '')
    .replace(/([A-Z])/g, (letter) => `-${letter.toLowerCase()}`)
    .replace('_', ':');
}

/** What the menu only offers to those who read prices. */
const PRICED = new Set(['UpcomingCharge']);

interface Asked {
  name: string;
  needs: readonly Need[];
}

/** The fields that an operation asks for of somebody with these permissions, with what each takes. */
function asked(
  schema: GraphQLSchema,
  documents: DocumentNode,
  selections: readonly SelectionNode[],
  typeName: string,
  permissions: ReadonlySet<Permission>,
): Asked[] {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) return [];
  return selections.flatMap((selection): Asked[] => {
    const left = selection.directives?.some(({ name, arguments: args }) => {
      const value = args?.[0].value;
      if (value?.kind !== Kind.VARIABLE || !value.name.value.startsWith('may_')) return false;
      const has = permissions.has(permissionOf(value.name.value) as Permission);
      return name.value === 'include' ? !has : has;
    });
    if (left) return [];
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = documents.definitions.find(
        (each) =>
          each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === selection.name.value,
      );
      return fragment?.kind === Kind.FRAGMENT_DEFINITION
        ? asked(
            schema,
            documents,
            fragment.selectionSet.selections,
            fragment.typeCondition.name.value,
            permissions,
          )
        : [];
    }
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return asked(
        schema,
        documents,
        selection.selectionSet.selections,
        selection.typeCondition?.name.value ?? typeName,
        permissions,
      );
    const field = type.getFields()[selection.name.value];
    if (!field) return [];
    return [
      { name: `${typeName}.${field.name}`, needs: field.extensions.needs ?? [] },
      ...asked(
        schema,
        documents,
        selection.selectionSet?.selections ?? [],
        getNamedType(field.type).name,
        permissions,
      ),
    ];
  });
}

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await createSchema();
});

describe('the apps', () => {
  /** Operations that ask for more than somebody may read who may begin them, by whom and for what. */
  function tooMuch(
    app: string,
    people: readonly { name: string; permissions: ReadonlySet<Permission> }[],
  ): string[] {
    const documents = documentsOf(app);
    const found = new Set<string>();
    for (const operation of documents.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const root = schema.getRootType(operation.operation)!;
      const roots = operation.selectionSet.selections
        .filter((each): each is FieldNode => each.kind === Kind.FIELD)
        .map((each) => each.name.value);
      const table =
        operation.operation === 'mutation'
          ? MUTATIONS
          : operation.operation === 'query'
            ? QUERIES
            : SUBSCRIPTIONS;
      for (const each of roots)
        if (!(each in table))
          found.add(`${each} is missing in tests/support/operations.ts: say there who may ask it`);
      for (const { name, permissions } of people) {
        const may = roots.every((each) => {
          const need = table[each];
          return !Array.isArray(need) || isMet(need, permissions);
        });
        if (!may || (!permissions.has('invoices:read') && PRICED.has(operation.name?.value ?? '')))
          continue;
        const refused = asked(
          schema,
          documents,
          operation.selectionSet.selections,
          root.name,
          permissions,
        ).filter(({ needs }) => !needs.every((need) => meets(permissions, need)));
        if (refused.length)
          found.add(
            `${operation.name?.value} as ${name}: ${[...new Set(refused.map((each) => each.name))].join(', ')}`,
          );
      }
    }
    return [...found];
  }

  it('back office: asks for nothing that the viewer’s role may not read, whatever page it opens', () => {
    expect(
      tooMuch(
        'admin-ui',
        builtInRoles().map(({ name }) => ({ name, permissions: permissionsOfRole(name) })),
      ),
    ).toEqual([]);
  });

  it('portal: asks for nothing that a customer may not read', () => {
    expect(
      tooMuch('customer-portal', [{ name: 'a customer', permissions: permissionsOfRole(null) }]),
    ).toEqual([]);
  });

  it('are read whole by this test', () => {
    for (const app of ['admin-ui', 'customer-portal']) {
      const documents = documentsOf(app);
      const unknown: string[] = [];
      const info = new TypeInfo(schema);
      visit(
        documents,
        visitWithTypeInfo(info, {
          Field(node) {
            if (!info.getFieldDef()) unknown.push(node.name.value);
          },
        }),
      );
      expect(documents.definitions.length).toBeGreaterThan(15);
      expect(unknown).toEqual([]);
    }
  });
});
