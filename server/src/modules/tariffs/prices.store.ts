import type { EarlierPrice, OwnPrices, Prices } from '@backhaul/domain/charging/prices';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import type { PriceScope } from './prices.types.ts';

/** Services of a tariff that a new price makes the same of. */
export interface PriceGroup {
  key: string;
  own: OwnPrices;
  /** From which the new price holds for them. */
  day: LocalDate;
  fromStart: boolean;
}

/** What a new price makes of such services. */
export interface GroupEffect {
  key: string;
  day: LocalDate;
  before: string;
  after: string;
}

/** Locks the customers that have services of a tariff, those outside the scope too: nobody charges them meanwhile. */
export async function lockPriced(sql: ScopedSql, tariffId: string): Promise<void> {
  await sql.rows('select lock_priced($1)', [tariffId]);
}

/** The largest quantity that a service of a tariff has, those outside the scope too; 1 where there is none. */
export async function largestQuantity(sql: ScopedSql, tariffId: string): Promise<string> {
  const { quantity } = await sql.row<{ quantity: string }>(
    'select trim_scale(largest_quantity($1))::text quantity',
    [tariffId],
  );
  return quantity;
}

/** The services of a tariff by what they pay; since null: each from its first day not charged. */
export async function priceGroups(
  sql: ScopedSql,
  tariffId: string,
  since: LocalDate | null,
): Promise<PriceGroup[]> {
  const groups = await sql.rows<{
    key: string;
    own: string | null;
    earlier: EarlierPrice<string | null>[];
    day: LocalDate;
    fromStart: boolean;
  }>(
    `select key, own, earlier, day, from_start "fromStart"
    from price_groups($1, $2)`,
    [tariffId, since],
  );
  return groups.map(({ own: price, earlier, ...group }) => ({ ...group, own: { price, earlier } }));
}

/** Stores a tariff's prices, and their own ones of services by group; whatever follows from a price follows. */
export async function storePrices(
  sql: ScopedSql,
  tariffId: string,
  since: LocalDate | null,
  { price, earlier }: Prices,
  groups: readonly { key: string; own: OwnPrices }[],
): Promise<void> {
  await sql.rows('select reprice_tariff($1, $2, $3, $4::jsonb, $5::jsonb)', [
    tariffId,
    since,
    price,
    JSON.stringify(earlier),
    JSON.stringify(groups.map(({ key, own }) => ({ key, own: own.price, earlier: own.earlier }))),
  ]);
}

/** A month's price x quantity less the discounts of the day. */
const monthly = (price: string) => `
  case when s.discounts = '[]' then ${price} * s.quantity else (
    select greatest(
      ${price} * s.quantity
        * (100 - least(coalesce(sum(d.value) filter (where d.kind = 'PERCENT'), 0), 100)) * 0.01
        - coalesce(sum(d.value) filter (where d.kind = 'FIXED'), 0), 0)
    from jsonb_to_recordset(s.discounts) d(kind text, value numeric, "from" date, until date)
    where coalesce(d."from" <= g.day, true) and coalesce(d.until >= g.day, true)) end`;

/** What is only tested follows a price, and is not counted with what is real. */
const COUNTED = 'is_test(s.partner_path) = is_test(scope_path())';

/** What the new price changes for the services inside the scope that still have days at it, with a hash of them all. */
export function sumEffect(
  sql: ScopedSql,
  tariffId: string,
  since: LocalDate | null,
  groups: readonly GroupEffect[],
  { once }: { once: boolean },
): Promise<{ services: number; customers: number; before: string; after: string; hash: string }> {
  return sql.row(
    `select
      (count(*) filter (where ${COUNTED}))::int services,
      (count(distinct s.customer_id) filter (where ${COUNTED}))::int customers,
      coalesce(sum(${monthly('g.before')}) filter (where ${COUNTED}), 0)::text before,
      coalesce(sum(${monthly('g.after')}) filter (where ${COUNTED}), 0)::text after,
      coalesce(sum(hashtextextended(concat_ws('|',
        s.id, s.customer_id, g.day, g.before, g.after, s.quantity, s.discounts), 0)::numeric), 0)::text hash
    from json_to_recordset($3::json) g(key text, day date, before numeric, after numeric)
    join service s on s.tariff_id = $1
      and price_group(s.unit_price, s.earlier_prices, s.charged_until, s.start_date, $2::date) = g.key
    where s.state <> 'ARCHIVED'
      and (s.end_date is null or s.end_date >= greatest(g.day, s.start_date))
      and (not $4::boolean or s.charged_until <= s.start_date)`,
    [tariffId, since, JSON.stringify(groups), once],
  );
}

/** A change of a tariff's price as it was recorded. */
export interface RecordedPrice {
  tariffId: string;
  at: Date;
  by: string;
  action: 'change-price' | 'cancel-price';
  before: string;
  price: string;
  from: LocalDate | null;
  scope: PriceScope;
}

/** The last changes of tariffs' prices inside the scope, the latest first. */
export function pricesRecorded(tx: ScopedTx, tariffIds: string[]): Promise<RecordedPrice[]> {
  return tx.$queryRaw<RecordedPrice[]>`
    select t.id::text "tariffId", a.at, a.actor_name "by", a.action,
      a.before ->> 'price' before, a.after ->> 'price' price, a.after ->> 'from' "from", a.after ->> 'scope' scope
    from unnest(${tariffIds}::uuid[]) t(id)
    cross join lateral (
      select * from audit_entry e
      where e.entity = 'tariff' and e.entity_id = t.id::text and e.action in ('change-price', 'cancel-price')
      order by e.at desc limit 50) a
    order by a.at desc`;
}
