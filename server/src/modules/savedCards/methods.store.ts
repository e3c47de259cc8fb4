import type { ScopedSql } from '../../tenancy/boundary.ts';

/** How a card stands. */
export type MethodStatus = 'ACTIVE' | 'EXPIRED' | 'FAILED' | 'REMOVED';

/** A card as it is kept. gatewayAccountId: at whose account; ref: what the provider calls it. */
export interface Method {
  id: string;
  partnerId: string;
  partnerPath: string;
  customerId: string;
  gatewayAccountId: string;
  ref: string;
  brand: string;
  last4: string;
  expMonth: number | null;
  expYear: number | null;
  isDefault: boolean;
  /** Its account is one for tests. */
  test: boolean;
  status: MethodStatus;
}

const COLUMNS = `m.id, m.partner_id "partnerId", m.partner_path "partnerPath", m.customer_id "customerId",
      m.gateway_account_id "gatewayAccountId", m.provider_ref ref, m.brand, m.last4,
      m.exp_month "expMonth", m.exp_year "expYear", m.is_default "isDefault", m.test, m.status`;

/** The cards of customers inside the scope that were not removed, the one that is charged first before the others. */
export function methodsOfCustomers(
  sql: ScopedSql,
  customerIds: readonly string[],
): Promise<Method[]> {
  return sql.rows<Method>(
    `select ${COLUMNS}
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from saved_method where customer_id = x.id offset 0) m
    where m.status <> 'REMOVED'
    order by m.is_default desc, m.created_at desc, m.id`,
    [customerIds],
  );
}

/** Cards inside the scope by their ids, removed ones too. */
export function methodsByIds(sql: ScopedSql, ids: readonly string[]): Promise<Method[]> {
  return sql.rows<Method>(
    `select ${COLUMNS}
    from unnest($1::uuid[]) x(id)
    cross join lateral (select * from saved_method where id = x.id offset 0) m`,
    [ids],
  );
}

/** Keeps a card; null where it is kept already. The first of a customer is the one that is charged. */
export async function insertMethod(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  card: Pick<
    Method,
    'gatewayAccountId' | 'ref' | 'brand' | 'last4' | 'expMonth' | 'expYear' | 'test'
  >,
): Promise<string | null> {
  const [kept] = await sql.rows<{ id: string }>(
    `insert into saved_method (partner_id, partner_path, customer_id, gateway_account_id, provider_ref,
      brand, last4, exp_month, exp_year, test, is_default)
    values ($1, $2, $3, $4, $5,
      $6, $7, $8, $9, $10,
      not exists (select 1 from saved_method where customer_id = $3 and is_default))
    on conflict (customer_id, gateway_account_id, provider_ref) do nothing
    returning id`,
    [
      customer.partnerId,
      customer.partnerPath,
      customer.id,
      card.gatewayAccountId,
      card.ref,
      card.brand,
      card.last4,
      card.expMonth,
      card.expYear,
      card.test,
    ],
  );
  return kept?.id ?? null;
}

/** Has a card be the one that is charged; null: none of the customer's. */
export async function makeDefault(
  sql: ScopedSql,
  customerId: string,
  methodId: string | null,
): Promise<void> {
  await sql.rows(
    'update saved_method set is_default = false where customer_id = $1 and is_default and id is distinct from $2',
    [customerId, methodId],
  );
  if (methodId !== null)
    await sql.rows('update saved_method set is_default = true where id = $1', [methodId]);
}

/** Writes how a card stands; one that was removed stays so. */
export async function setMethodStatus(
  sql: ScopedSql,
  id: string,
  status: MethodStatus,
): Promise<void> {
  await sql.rows(
    `update saved_method
    set status = $2, is_default = is_default and $2 <> 'REMOVED'
    where id = $1 and status <> 'REMOVED'`,
    [id, status],
  );
}

/** A card that ends soon. */
export interface EndingMethod {
  id: string;
  customerId: string;
  expMonth: number;
  expYear: number;
}

/** The cards of a partner that end by a month and that somebody could still use. */
export function methodsEndingBy(
  sql: ScopedSql,
  path: string,
  by: { year: number; month: number },
): Promise<EndingMethod[]> {
  return sql.rows<EndingMethod>(
    `select id, customer_id "customerId", exp_month "expMonth", exp_year "expYear"
    from saved_method
    where partner_path = $1 and status = 'ACTIVE' and (exp_year, exp_month) <= ($2::int, $3::int)
    order by customer_id, id`,
    [path, by.year, by.month],
  );
}
