import type { PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { EarlierPrice } from '@backhaul/domain/charging/prices';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import type { ScopedSql, ScopedTx } from '../../tenancy/boundary.ts';
import type { TariffKind } from './catalogue.types.ts';

/** What a tariff says, with the partners that offer it. Prices are decimals without tax, or with it if so said. */
export interface TariffValues {
  kind: TariffKind;
  name: string;
  price: string;
  currency: string;
  taxRateId: string | null;
  taxIncluded: boolean;
  setupFee: string;
  /** Customers may change to it by themselves. */
  portalSelectable: boolean;
  /** The tariffs of its parts. */
  bundle: readonly string[];
  activationFee: string | null;
  minimumMonths: number | null;
  cancellationFee: string | null;
  /** Of who pays ahead; null: a month. */
  periodDays: number | null;
  partnerIds: string[];
}

/** A tariff as it is stored, with whose it is. */
export interface StoredTariff extends Omit<TariffValues, 'partnerIds'> {
  id: string;
  earlierPrices: EarlierPrice[];
  /** Of whom it belongs to. */
  clock: PartnerClock;
  partnerId: string;
  partnerPath: string;
  archivedAt: Date | null;
  customFields: FieldValues;
}

const COLUMNS = `
  id, partner_id "partnerId", partner_path "partnerPath",
  kind, name, price, earlier_prices "earlierPrices", currency,
  (select clock from partner p where p.id = tariff.partner_id) "clock",
  tax_rate_id "taxRateId", tax_included "taxIncluded", setup_fee "setupFee",
  portal_selectable "portalSelectable", bundle,
  activation_fee "activationFee", minimum_months "minimumMonths",
  cancellation_fee "cancellationFee", period_days "periodDays",
  archived_at "archivedAt", custom_fields "customFields"`;

/** A tariff; undefined for one that the scope does not see. */
export async function tariffOf(sql: ScopedSql, id: string): Promise<StoredTariff | undefined> {
  const [tariff] = await sql.rows<StoredTariff>(`select ${COLUMNS} from tariff where id = $1`, [
    id,
  ]);
  return tariff;
}

/** Locks a tariff that is there against other changes, and reads it. */
export async function lockTariff(sql: ScopedSql, id: string): Promise<StoredTariff> {
  const [tariff] = await sql.rows<StoredTariff>(
    `select ${COLUMNS} from tariff where id = $1 for no key update`,
    [id],
  );
  return tariff;
}

/** Stores a tariff of a partner and returns its id; who offers it is said by offerTariff. */
export async function insertTariff(
  sql: ScopedSql,
  owner: { partnerId: string; path: string },
  values: TariffValues,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into tariff (
      partner_id, partner_path,
      kind, name, price, currency, tax_rate_id, tax_included, setup_fee,
      portal_selectable, bundle, activation_fee, minimum_months, cancellation_fee,
      period_days
    )
    values (
      $1, $2,
      $3, $4, $5, $6, $7, $8, $9,
      $10, $11, $12, $13, $14,
      $15
    )
    returning id`,
    [
      owner.partnerId,
      owner.path,
      values.kind,
      values.name,
      values.price,
      values.currency,
      values.taxRateId,
      values.taxIncluded,
      values.setupFee,
      values.portalSelectable,
      values.bundle,
      values.activationFee,
      values.minimumMonths,
      values.cancellationFee,
      values.periodDays,
    ],
  );
  return id;
}

/** Stores what of a tariff can be changed, but for its price and who offers it. */
export async function updateTariffRow(
  sql: ScopedSql,
  id: string,
  values: TariffValues,
): Promise<void> {
  await sql.rows(
    `update tariff
    set kind = $2, name = $3, currency = $4,
      tax_rate_id = $5, tax_included = $6, setup_fee = $7, portal_selectable = $8,
      bundle = $9, activation_fee = $10, minimum_months = $11, cancellation_fee = $12,
      period_days = $13
    where id = $1`,
    [
      id,
      values.kind,
      values.name,
      values.currency,
      values.taxRateId,
      values.taxIncluded,
      values.setupFee,
      values.portalSelectable,
      values.bundle,
      values.activationFee,
      values.minimumMonths,
      values.cancellationFee,
      values.periodDays,
    ],
  );
}

/** Takes a tariff off sale from now on, or puts it back. */
export async function setArchived(sql: ScopedSql, id: string, archived: boolean): Promise<void> {
  await sql.rows('update tariff set archived_at = case when $2 then now() end where id = $1', [
    id,
    archived,
  ]);
}

/** Has partners offer a tariff, beside those that do already. */
export async function offerTariff(
  sql: ScopedSql,
  id: string,
  partnerIds: readonly string[],
): Promise<void> {
  await sql.rows(
    `insert into tariff_partner (tariff_id, partner_id, partner_path)
    select $1, p.id, p.path
    from partner p
    where p.id = any ($2::uuid[])
    on conflict do nothing`,
    [id, partnerIds],
  );
}

/** Takes a tariff from all partners but these; returns from whom it was taken. */
export async function withdrawTariff(
  sql: ScopedSql,
  id: string,
  kept: readonly string[],
): Promise<string[]> {
  const dropped = await sql.rows<{ partnerId: string }>(
    `delete from tariff_partner
    where tariff_id = $1 and partner_id <> all ($2::uuid[])
    returning partner_id "partnerId"`,
    [id, kept],
  );
  return dropped.map(({ partnerId }) => partnerId);
}

/** The partners whose customers have services of a tariff. */
export async function partnersUsing(sql: ScopedSql, id: string): Promise<string[]> {
  const users = await sql.rows<{ partnerId: string }>(
    'select distinct partner_id "partnerId" from service where tariff_id = $1',
    [id],
  );
  return users.map(({ partnerId }) => partnerId);
}

/** Where those partners are in the tree. */
export async function pathsUsing(sql: ScopedSql, id: string): Promise<string[]> {
  const users = await sql.rows<{ path: string }>(
    'select distinct partner_path path from service where tariff_id = $1',
    [id],
  );
  return users.map(({ path }) => path);
}

/** A partner that offers a tariff, or is to. */
export interface Seller {
  id: string;
  path: string;
  currency: string;
}

/** Of these partners those inside the scope. */
export function sellersOf(sql: ScopedSql, partnerIds: readonly string[]): Promise<Seller[]> {
  return sql.rows<Seller>('select id, path, currency from partner where id = any ($1::uuid[])', [
    partnerIds,
  ]);
}

/** The currency of a partner that is there. */
export async function currencyOfPartner(sql: ScopedSql, id: string): Promise<string> {
  const { currency } = await sql.row<{ currency: string }>(
    'select currency from partner where id = $1',
    [id],
  );
  return currency;
}

/** How many services inside the scope have each tariff; those that none has are missing. */
export function countTariffUse(tx: ScopedTx, ids: string[]): Promise<{ id: string; n: number }[]> {
  return tx.$queryRaw<{ id: string; n: number }[]>`
    select tariff_id::text id, count(*)::int n
    from service
    where tariff_id = any (${ids}::uuid[])
    group by tariff_id`;
}

/** Which of these tariffs the scope sees, and what they are. */
export function partsOf(
  sql: ScopedSql,
  ids: readonly string[],
): Promise<{ id: string; kind: TariffKind; currency: string }[]> {
  return sql.rows('select id, kind, currency from tariff where id = any ($1::uuid[])', [ids]);
}
