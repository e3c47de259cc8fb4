import type { Declared, Family, OverridesOf } from '@backhaul/domain/settings/family';
import type { ScopedSql, ScopedTx } from '../tenancy/boundary.ts';
import { lineOf } from '../tenancy/scope.ts';
import type { Context } from './context.ts';

/** Where a family of settings is kept: a row per partner in a table, and the function that gives the chains. */
export interface Home<D extends Declared> {
  family: Family<D>;
  table:
    | 'finance_setting'
    | 'message_setting'
    | 'company_setting'
    | 'automation_setting'
    | 'payment_setting';
  inherited:
    | 'inherited_finance'
    | 'inherited_messaging'
    | 'inherited_company'
    | 'inherited_automation'
    | 'inherited_payments';
  /** How audit entries call it. */
  entity: string;
  /** What is announced when a setting changes. */
  topic: 'finance' | 'message';
  /** Secrets lie beside the values, sealed, by the group that they belong to. */
  secrets?: true;
}

/** Who set a setting, and when: by the setting's name. */
export type Provenance = Record<string, { by: string; at: string } | undefined>;

/** What one partner of a chain sets itself. */
export interface Link<V> {
  partnerId: string;
  originId: string;
  originName: string;
  originPath: string;
  values: V;
  provenance: Provenance;
}

/** What is kept of one partner. */
export interface Kept {
  values: Readonly<Record<string, unknown>>;
  provenance: Provenance;
  secrets: Record<string, string>;
}

type AnyHome = Pick<Home<Declared>, 'table' | 'inherited' | 'secrets'>;

const linksSql = ({ inherited, secrets }: AnyHome): string =>
  `select partner_id::text "partnerId",
    origin_id::text "originId", origin_name "originName", origin_path "originPath",
    "values", provenance${secrets ? ', secrets' : ''}
  from ${inherited}($1::uuid[])
  order by partner_id, length(origin_path)`;

/** The chains of settings above and at each partner inside the scope, root first. */
export async function chainsOf<L extends Link<unknown>>(
  sql: ScopedSql,
  home: AnyHome,
  partnerIds: readonly string[],
): Promise<Map<string, L[]>> {
  const chains = new Map<string, L[]>(partnerIds.map((id) => [id, []]));
  for (const link of await sql.rows<L>(linksSql(home), [[...chains.keys()]]))
    chains.get(link.partnerId)?.push(link);
  return chains;
}

/** One of them as a field of a GraphQL answer needs it: one statement per level. */
export function loadChain<L extends Link<unknown>>(
  ctx: Context,
  home: AnyHome,
  partnerId: string,
): Promise<L[]> {
  return ctx.loadMany(
    home.inherited,
    partnerId,
    (tx, ids) => tx.$queryRawUnsafe<L[]>(linksSql(home), ids),
    (link) => link.partnerId,
  );
}

/** A partner whose settings are about to change, locked; none outside the scope. */
export async function lockedPartner(
  sql: ScopedSql,
  partnerId: string,
): Promise<{ id: string; path: string; currency: string } | undefined> {
  const [partner] = await sql.rows<{ id: string; path: string; currency: string }>(
    'select id::text, path, currency from partner where id = $1 for no key update',
    [partnerId],
  );
  return partner;
}

export async function kept(sql: ScopedSql, home: AnyHome, partnerId: string): Promise<Kept> {
  const [found] = await sql.rows<Partial<Kept>>(
    `select "values", provenance${home.secrets ? ', secrets' : ''}
    from ${home.table}
    where partner_id = $1`,
    [partnerId],
  );
  return { values: {}, provenance: {}, secrets: {}, ...found };
}

export async function keep(
  sql: ScopedSql,
  home: AnyHome,
  partner: { id: string; path: string },
  { values, provenance, secrets }: Kept,
): Promise<void> {
  const columns = ['"values"', 'provenance', ...(home.secrets ? ['secrets'] : [])];
  await sql.rows(
    `insert into ${home.table} (partner_id, partner_path, ${columns.join(', ')})
    values ($1, $2, ${columns.map((_, index) => `$${index + 3}`).join(', ')})
    on conflict (partner_id) do update
    set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [
      partner.id,
      partner.path,
      JSON.stringify(values),
      JSON.stringify(provenance),
      ...(home.secrets ? [JSON.stringify(secrets)] : []),
    ],
  );
}

type Ask = <R extends object>(text: string) => Promise<R[]>;

/** Who says what a setting is: inside the scope, and above it as far as the topmost partner inherits it. */
const saidSql = ({ table, inherited }: AnyHome, key: string): string =>
  `select partner_path path, "values" -> '${key}' "value"
  from ${table}
  where "values" ->> '${key}' is not null
  union all
  select origin_path, "values" -> '${key}'
  from ${inherited}(array(select id from partner order by length(path) limit 1))
  where "values" ->> '${key}' is not null`;

/**
 * The partners inside the scope for whom a setting, one that belongs to no other, has this effective value; two
 * statements at most, and one where nobody says it and it is not the built-in one.
 */
export async function partnersWith<D extends Declared, K extends keyof D & string>(
  reads: ScopedSql | ScopedTx,
  home: Home<D>,
  key: K,
  value: NonNullable<OverridesOf<D>[K]>,
): Promise<string[]> {
  const ask: Ask = (text) => ('rows' in reads ? reads.rows(text) : reads.$queryRawUnsafe(text));
  const said = new Map(
    (await ask<{ path: string; value: unknown }>(saidSql(home, key))).map((each) => [
      each.path,
      each.value,
    ]),
  );
  const builtIn: unknown = home.family.defaults[key];
  if (builtIn !== value && ![...said.values()].includes(value)) return [];
  const partners = await ask<{ id: string; path: string }>('select id::text id, path from partner');
  return partners
    .filter(
      ({ path }) =>
        lineOf(path).reduce((above, place) => said.get(place) ?? above, builtIn) === value,
    )
    .map(({ id }) => id);
}
