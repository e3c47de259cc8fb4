import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { conflict, forbidden, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { writeCustomFields } from '../fields/index.ts';
import type { TariffInput } from './catalogue.types.ts';
import { tariffValues, type TariffValues } from './tariffs.input.ts';

interface Row {
  id: string;
  partner_id: string;
  partner_path: string;
  kind: string;
  name: string;
  price: string;
  currency: string;
  tax_rate_id: string | null;
  tax_included: boolean;
  setup_fee: string;
  archived_at: Date | null;
  custom_fields: FieldValues;
}

const OFFER = `insert into tariff_partner (tariff_id, partner_id, partner_path)
  select $1, p.id, p.path
  from partner p
  where p.id = any ($2::uuid[])
  on conflict do nothing`;

function columnsOf(values: TariffValues): unknown[] {
  return [
    values.kind,
    values.name,
    values.price,
    values.currency,
    values.taxRateId,
    values.taxIncluded,
    values.setupFee,
  ];
}

/**
 * Makes a tariff that belongs to the viewer's partner and is offered to the named ones. Refusals:
 * see tariffValues. Returns the id.
 */
export async function createTariff(
  sql: ScopedSql,
  viewer: Viewer,
  input: TariffInput,
): Promise<string> {
  const { currency } = await sql.row<{ currency: string }>(
    'select currency from partner where id = $1',
    [viewer.partnerId],
  );
  const { values } = await tariffValues(sql, input, {
    currency,
    taxRateId: null,
    taxIncluded: false,
    setupFee: '0',
  });
  const { id } = await sql.row<{ id: string }>(
    `insert into tariff (partner_id, partner_path, kind, name, price, currency, tax_rate_id, tax_included, setup_fee)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [viewer.partnerId, viewer.path, ...columnsOf(values)],
  );
  await sql.rows(OFFER, [id, values.partnerIds]);
  const fields = await writeCustomFields(
    sql,
    'TARIFF',
    { id, partnerId: viewer.partnerId, partnerPath: viewer.path },
    input.customFields,
    null,
  );
  await audit(sql, {
    action: 'create',
    entity: 'tariff',
    entityId: id,
    after: { ...values, customFields: fields?.after },
  });
  return id;
}

/** A tariff that the viewer may change: NOT_FOUND for one it does not see, FORBIDDEN for one it is only offered. */
async function ownTariff(sql: ScopedSql, id: string): Promise<Row> {
  const [tariff] = await sql.rows<Row>('select * from tariff where id = $1', [id]);
  if (!tariff) throw notFound();
  if (!covers(sql.scope, tariff.partner_path)) throw forbidden();
  const [locked] = await sql.rows<Row>('select * from tariff where id = $1 for no key update', [
    id,
  ]);
  return locked;
}

/**
 * Changes a tariff; services that follow its price are billed by the new one from their next
 * uncharged day on. Refuses one of somebody else (FORBIDDEN), and while services use it another
 * currency (CURRENCY_IN_USE) or taking it from a partner whose customers have it (TARIFF_IN_USE);
 * otherwise as createTariff.
 */
export async function updateTariff(sql: ScopedSql, id: string, input: TariffInput): Promise<void> {
  const before = await ownTariff(sql, id);
  const { values } = await tariffValues(sql, input, {
    currency: before.currency,
    taxRateId: before.tax_rate_id,
    taxIncluded: before.tax_included,
    setupFee: before.setup_fee,
  });
  const users = await sql.rows<{ partner_id: string }>(
    'select distinct partner_id from service where tariff_id = $1',
    [id],
  );
  if (users.length && values.currency !== before.currency)
    throw conflict('CURRENCY_IN_USE', 'The currency stays: services already use the tariff.');
  if (users.some((user) => !values.partnerIds.includes(user.partner_id)))
    throw conflict(
      'TARIFF_IN_USE',
      'A partner whose customers have services of the tariff keeps it. Archive the tariff to sell it no more.',
    );
  // the update marks them all as changed: locked in one order everywhere, so that a run under way
  // and this never wait in a circle
  await sql.rows(
    `select 1
    from customer
    where id in (select customer_id from service where tariff_id = $1)
    order by id
    for update`,
    [id],
  );
  await sql.rows(
    `update tariff
    set kind = $2, name = $3, price = $4, currency = $5,
      tax_rate_id = $6, tax_included = $7, setup_fee = $8
    where id = $1`,
    [id, ...columnsOf(values)],
  );
  const dropped = await sql.rows<{ partner_id: string }>(
    'delete from tariff_partner where tariff_id = $1 and partner_id <> all ($2::uuid[]) returning partner_id',
    [id, values.partnerIds],
  );
  await sql.rows(OFFER, [id, values.partnerIds]);
  const fields = await writeCustomFields(
    sql,
    'TARIFF',
    { id, partnerId: before.partner_id, partnerPath: before.partner_path },
    input.customFields,
    before.custom_fields,
  );
  const { kind, name, price, currency } = before;
  await audit(sql, {
    action: 'update',
    entity: 'tariff',
    entityId: id,
    partner: { id: before.partner_id, path: before.partner_path },
    before: {
      kind,
      name,
      price,
      currency,
      taxRateId: before.tax_rate_id,
      taxIncluded: before.tax_included,
      setupFee: before.setup_fee,
      taken: dropped.map((offer) => offer.partner_id),
      customFields: fields?.before,
    },
    after: { ...values, customFields: fields?.after },
  });
  if (kind !== values.kind) {
    const customers = await sql.rows<{ customerId: string }>(
      'select distinct customer_id "customerId" from service where tariff_id = $1',
      [id],
    );
    for (const each of customers) sql.happened('termsChanged', each);
  }
  await announceTariff(sql, id);
}

/** Takes a tariff off sale, or puts it back; services that have it go on. Refusals: as updateTariff. */
export async function archiveTariff(sql: ScopedSql, id: string, archived: boolean): Promise<void> {
  const before = await ownTariff(sql, id);
  if (archived === (before.archived_at !== null)) return;
  await sql.rows('update tariff set archived_at = case when $2 then now() end where id = $1', [
    id,
    archived,
  ]);
  await audit(sql, {
    action: archived ? 'archive' : 'restore',
    entity: 'tariff',
    entityId: id,
    partner: { id: before.partner_id, path: before.partner_path },
  });
}

/** What a tariff earns shows in the figures of everybody who sells it. */
async function announceTariff(sql: ScopedSql, id: string): Promise<void> {
  const offers = await sql.rows<{ path: string }>(
    'select distinct partner_path path from service where tariff_id = $1',
    [id],
  );
  for (const { path } of offers) await announce(sql, { topic: 'finance', path });
}
