import type { Clock } from '../../platform/clock.ts';
import { conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { writeCustomFields } from '../fields/index.ts';
import { TariffKind, type TariffInput } from './catalogue.types.ts';
import { announceTariff, ownTariff } from './ownTariff.ts';
import { repriceAtOnce } from './prices.service.ts';
import { lockPriced } from './prices.store.ts';
import { PLAIN, tariffValues } from './tariffs.input.ts';
import {
  currencyOfPartner,
  insertTariff,
  offerTariff,
  partnersUsing,
  setArchived,
  updateTariffRow,
  withdrawTariff,
} from './tariffs.store.ts';

/**
 * Makes a tariff that belongs to the viewer's partner and is offered to the named ones. Refusals:
 * see tariffValues. Returns the id.
 */
export async function createTariff(
  sql: ScopedSql,
  viewer: Viewer,
  input: TariffInput,
): Promise<string> {
  const currency = await currencyOfPartner(sql, viewer.partnerId);
  const { values } = await tariffValues(sql, input, { ...PLAIN, currency });
  const id = await insertTariff(sql, viewer, values);
  await offerTariff(sql, id, values.partnerIds);
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

/**
 * Changes a tariff; a new price is for those at the old one, each from its first period that is not
 * charged, as changeTariffPrice does it. Refuses one of somebody else (FORBIDDEN), and while services use it another
 * currency (CURRENCY_IN_USE), charging once what is charged monthly or the other way round
 * (KIND_IN_USE), or taking it from a partner whose customers have it (TARIFF_IN_USE); otherwise as
 * createTariff.
 */
export async function updateTariff(
  sql: ScopedSql,
  clock: Clock,
  id: string,
  input: TariffInput,
): Promise<void> {
  const before = await ownTariff(sql, id);
  const { values } = await tariffValues(sql, input, before);
  const users = await partnersUsing(sql, id);
  if (users.length && values.currency !== before.currency)
    throw conflict('CURRENCY_IN_USE', 'The currency stays: services already use the tariff.');
  // what was charged monthly counts as charged once, and would never be billed again
  if (users.length && isOnce(values.kind) !== isOnce(before.kind))
    throw conflict(
      'KIND_IN_USE',
      `The tariff stays charged ${isOnce(before.kind) ? 'once' : 'each month'}: services already use it. Make another tariff and move the services to it.`,
    );
  if (users.some((user) => !values.partnerIds.includes(user)))
    throw conflict(
      'TARIFF_IN_USE',
      'A partner whose customers have services of the tariff keeps it. Archive the tariff to sell it no more.',
    );
  // the update marks them all as changed: locked in one order everywhere, so that a run under way
  // and this never wait in a circle
  await lockPriced(sql, id);
  await updateTariffRow(sql, id, values);
  await repriceAtOnce(sql, clock, before, values.price);
  const taken = await withdrawTariff(sql, id, values.partnerIds);
  await offerTariff(sql, id, values.partnerIds);
  const fields = await writeCustomFields(
    sql,
    'TARIFF',
    { id, partnerId: before.partnerId, partnerPath: before.partnerPath },
    input.customFields,
    before.customFields,
  );
  const { kind, name, price, currency } = before;
  await audit(sql, {
    action: 'update',
    entity: 'tariff',
    entityId: id,
    partner: { id: before.partnerId, path: before.partnerPath },
    before: {
      kind,
      name,
      price,
      currency,
      taxRateId: before.taxRateId,
      taxIncluded: before.taxIncluded,
      setupFee: before.setupFee,
      portalSelectable: before.portalSelectable,
      bundle: before.bundle,
      activationFee: before.activationFee,
      minimumMonths: before.minimumMonths,
      cancellationFee: before.cancellationFee,
      periodDays: before.periodDays,
      taken,
      customFields: fields?.before,
    },
    after: { ...values, customFields: fields?.after },
  });
  await announceTariff(sql, id);
}

function isOnce(kind: TariffKind): boolean {
  return kind === TariffKind.ONE_TIME;
}

/** Takes a tariff off sale, or puts it back; services that have it go on. Refusals: as updateTariff. */
export async function archiveTariff(sql: ScopedSql, id: string, archived: boolean): Promise<void> {
  const before = await ownTariff(sql, id);
  if (archived === (before.archivedAt !== null)) return;
  await setArchived(sql, id, archived);
  await audit(sql, {
    action: archived ? 'archive' : 'restore',
    entity: 'tariff',
    entityId: id,
    partner: { id: before.partnerId, path: before.partnerPath },
  });
}
