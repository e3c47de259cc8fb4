import { isTimeZone, type LocalDate } from '@backhaul/domain/time/calendar';
import { isCurrency } from '@backhaul/domain/money/money';
import { emailInput, optionalText, textInput } from '../../kit/input.ts';
import { badInput, conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isTest, TEST_SIGN } from '../../tenancy/scope.ts';
import { writeCustomFields } from '../fields/index.ts';
import { addHost, removeHosts } from './hosts.service.ts';
import {
  insertPartner,
  lockPartner,
  nextPartnerNumber,
  partnerOf,
  thoseWhoSell,
  updatePartnerRow,
  type PartnerRow,
} from './partners.store.ts';
import type { PartnerInput, PartnerUpdateInput } from './partners.types.ts';

function currencyInput(text: string): string {
  if (!isCurrency(text))
    throw badInput({ currency: 'is not a currency code of ISO 4217 such as EUR' });
  return text;
}
function timeZoneInput(text: string): string {
  if (text.length > 60 || !isTimeZone(text))
    throw badInput({ timeZone: 'is not a time zone such as Europe/Berlin' });
  return text;
}

const ONE_CLOCK = {
  timeZone: 'must stay that of the test partner: all below it share its clock',
};

/**
 * Makes a partner below another; by default the viewer's own, whose currency and time zone it takes over.
 * testedFrom: it is a test partner, and that is the first day that its own clock shows. Refuses a
 * parent outside the scope (NOT_FOUND), a test partner below another (CONFLICT,
 * BELOW_A_TEST_PARTNER) and wrong values by field. Returns the id.
 */
export async function createPartner(
  sql: ScopedSql,
  viewerPartnerId: string,
  input: PartnerInput & { parentId?: string },
  testedFrom?: LocalDate,
): Promise<string> {
  const name = textInput(input.name, 'name');
  // taken before the parent is read: nobody moves it away meanwhile
  const number = await nextPartnerNumber(sql);
  const parent = await partnerOf(sql, input.parentId ?? viewerPartnerId);
  if (!parent) throw notFound();
  const currency = input.currency != null ? currencyInput(input.currency) : parent.currency;
  const timeZone = input.timeZone != null ? timeZoneInput(input.timeZone) : parent.time_zone;
  if (testedFrom && isTest(parent.path))
    throw conflict(
      'BELOW_A_TEST_PARTNER',
      `${parent.name} is tested itself: a partner below it shares its clock. Add an ordinary one there.`,
    );
  if (timeZone !== parent.time_zone && isTest(parent.path)) throw badInput(ONE_CLOCK);
  const path = `${parent.path}${testedFrom ? TEST_SIGN : ''}${number}.`;
  const id = await insertPartner(sql, {
    number,
    parentId: parent.id,
    path,
    name,
    currency,
    timeZone,
    testDay: testedFrom ?? parent.test_day,
    testThrough: testedFrom ?? parent.test_through,
  });
  const fields = await writeCustomFields(
    sql,
    'PARTNER',
    { id, partnerId: id, partnerPath: path },
    input.customFields,
    null,
  );
  await audit(sql, {
    action: 'create',
    entity: 'partner',
    entityId: id,
    after: {
      number,
      name,
      currency,
      timeZone,
      parentId: parent.id,
      testedFrom,
      customFields: fields?.after,
    },
    partner: { id, path },
  });
  await announce(sql, { topic: 'finance', path });
  return id;
}

/** What an update would store; null clears what may be empty. Refuses by field. */
function changesOf(input: PartnerUpdateInput): Partial<PartnerRow> {
  const changes: Partial<PartnerRow> = {};
  if (input.name != null) changes.name = textInput(input.name, 'name');
  if (input.currency != null) changes.currency = currencyInput(input.currency);
  if (input.timeZone != null) changes.time_zone = timeZoneInput(input.timeZone);
  if (input.currency != null || input.timeZone != null) changes.place_settled = true;
  if (input.supportEmail !== undefined)
    changes.support_email = input.supportEmail?.trim()
      ? emailInput(input.supportEmail, 'supportEmail')
      : null;
  if (input.supportPhone !== undefined)
    changes.support_phone = optionalText(input.supportPhone, 'supportPhone', 40) ?? null;
  return changes;
}

/** A colour as the company details keep it; null for none. Refuses what is none by field. */
function accentInput(text: string | null): string | null {
  const accent = optionalText(text, 'accentColor', 7) ?? null;
  if (accent && !/^#[0-9a-f]{6}$/i.test(accent))
    throw badInput({ accentColor: 'must be a colour like #0F766E' });
  return accent && accent.toLowerCase();
}

/**
 * Changes a partner's name, look and ways to reach it; a portal domain is added as a host that
 * waits for its proof, null takes all hosts away. Refuses one outside the scope (NOT_FOUND), wrong
 * values by field, and another currency once something is sold in the present one (CONFLICT,
 * CURRENCY_IN_USE).
 */
export async function updatePartner(
  sql: ScopedSql,
  id: string,
  input: PartnerUpdateInput,
): Promise<void> {
  const before = await lockPartner(sql, id);
  if (!before) throw notFound();
  if (input.portalDomain !== undefined)
    await (input.portalDomain?.trim()
      ? addHost(sql, id, input.portalDomain, 'portalDomain')
      : removeHosts(sql, id));
  if (input.accentColor !== undefined)
    sql.happened('accentChosen', { partnerId: id, colour: accentInput(input.accentColor) });
  const changes = Object.fromEntries(
    Object.entries(changesOf(input)).filter(
      ([key, value]) => value !== before[key as keyof PartnerRow],
    ),
  ) as Partial<PartnerRow>;
  if (changes.time_zone && isTest(before.path)) throw badInput(ONE_CLOCK);
  const columns = Object.keys(changes); // names from changesOf, never from outside
  const fields = await writeCustomFields(
    sql,
    'PARTNER',
    { id, partnerId: id, partnerPath: before.path },
    input.customFields,
    before.custom_fields,
  );
  if (!columns.length && !fields) return;
  if (changes.currency) await refuseUsedCurrency(sql, id);
  if (columns.length) await updatePartnerRow(sql, id, changes);
  await audit(sql, {
    action: 'update',
    entity: 'partner',
    entityId: id,
    before: {
      ...Object.fromEntries(columns.map((column) => [column, before[column as keyof PartnerRow]])),
      customFields: fields?.before,
    },
    after: { ...changes, customFields: fields?.after },
    partner: { id, path: before.path },
  });
  await announce(sql, { topic: 'finance', path: before.path });
}

async function refuseUsedCurrency(sql: ScopedSql, id: string): Promise<void> {
  if ((await thoseWhoSell(sql, [id])).has(id))
    throw conflict(
      'CURRENCY_IN_USE',
      'The currency stays: the partner already has customers or tariffs in it.',
    );
}
