import { optionalText, textInput, idInput } from '../../kit/input.ts';
import {
  badInput,
  brokenKey,
  conflict,
  notFound,
  violatedConstraint,
} from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Happenings } from '../../tenancy/happened.ts';
import { checkCustomFields, indexCustomFields, writeCustomFields } from '../fields/index.ts';
import { pathOfPartner } from '../partners/index.ts';
import {
  countLocations,
  deleteLocation,
  depthOf,
  dropForeignLocations,
  insertLocation,
  lineUp,
  lockLocation,
  lockLocations,
  placeOfLocation,
  storeLocation,
  type LocationDetails,
} from './locations.store.ts';
import type { LocationInput } from './locations.types.ts';

const LOCATIONS_MAX = 5000;
const LEVELS_MAX = 10;

/** What an input makes of a location; what it leaves out stays as it was. Refuses by field. */
function detailsInput(input: LocationInput, before: LocationDetails | null): LocationDetails {
  const address = optionalText(input.address, 'address', 300);
  const lat = input.lat === undefined ? (before?.lat ?? null) : input.lat;
  const lon = input.lon === undefined ? (before?.lon ?? null) : input.lon;
  if (lat !== null && (lat < -90 || lat > 90)) throw badInput({ lat: 'must be -90 to 90' });
  if (lon !== null && (lon < -180 || lon > 180)) throw badInput({ lon: 'must be -180 to 180' });
  if ((lat === null) !== (lon === null))
    throw badInput({ [lat === null ? 'lat' : 'lon']: 'is missing: a point has both' });
  return {
    kind: input.kind,
    name: textInput(input.name, 'name', { max: 100 }),
    parentId:
      input.parentId === undefined
        ? (before?.parentId ?? null)
        : input.parentId && idInput(input.parentId, 'parentId'),
    address: address === undefined ? (before?.address ?? null) : address,
    lat,
    lon,
  };
}

/**
 * Makes a location, for the customers of its partner and of everything below it, with the next
 * number of the tree. Refuses a partner or parent outside the scope (NOT_FOUND), and by field wrong
 * values, a name that the partner has already, a parent of a partner that is not above it, and more
 * than 5,000 locations or 10 levels. Returns the id.
 */
export async function createLocation(
  sql: ScopedSql,
  partnerId: string,
  input: LocationInput,
): Promise<string> {
  const partnerPath = await pathOfPartner(sql, partnerId);
  if (partnerPath === undefined) throw notFound();
  const details = detailsInput(input, null);
  await lockLocations(sql);
  if ((await countLocations(sql, partnerId)) >= LOCATIONS_MAX)
    throw badInput({ name: `a partner may have ${LOCATIONS_MAX} locations at most` });
  await checkParent(sql, details, { id: null, partnerPath });
  const place = { partnerId, partnerPath };
  const fields = await checkCustomFields(sql, 'LOCATION', partnerPath, input.customFields, null);
  return refusingName(async () => {
    const id = await insertLocation(sql, place, details, fields.values);
    await indexCustomFields(sql, { id, ...place }, fields.changes);
    await audit(sql, {
      action: 'create',
      entity: 'location',
      entityId: id,
      after: { ...details, customFields: fields.values },
      partner: { id: partnerId, path: partnerPath },
    });
    return id;
  });
}

/**
 * Changes a location where it was made; partner and number stay. Refuses NOT_FOUND outside the scope
 * and one of a partner above, by field what createLocation() refuses, and a parent that lies in it.
 */
export async function updateLocation(
  sql: ScopedSql,
  id: string,
  input: LocationInput,
): Promise<void> {
  const partnerId = input.partnerId != null ? idInput(input.partnerId, 'partnerId') : null;
  await lockLocations(sql);
  const row = await lockLocation(sql, id);
  if (!row) throw notFound();
  if (partnerId !== null && partnerId !== row.partnerId) {
    if ((await pathOfPartner(sql, partnerId)) === undefined) throw notFound();
    throw badInput({ partnerId: 'of a location stays; make another one for another partner' });
  }
  const details = detailsInput(input, row);
  if (details.parentId !== row.parentId) await checkParent(sql, details, row);
  await refusingName(() => storeLocation(sql, id, details));
  const fields = await writeCustomFields(
    sql,
    'LOCATION',
    row,
    input.customFields,
    row.customFields,
  );
  const changed = Object.entries(details).filter(
    ([key, value]) => value !== row[key as keyof LocationDetails],
  );
  if (!changed.length && !fields) return;
  await audit(sql, {
    action: 'update',
    entity: 'location',
    entityId: id,
    before: {
      ...Object.fromEntries(changed.map(([key]) => [key, row[key as keyof LocationDetails]])),
      ...(fields && { customFields: fields.before }),
    },
    after: { ...Object.fromEntries(changed), ...(fields && { customFields: fields.after }) },
    partner: { id: row.partnerId, path: row.partnerPath },
  });
}

/**
 * Removes a location. Refuses NOT_FOUND outside the scope and one of a partner above, and CONFLICT
 * LOCATION_IN_USE while customers or other locations are in it.
 */
export async function removeLocation(sql: ScopedSql, id: string): Promise<void> {
  await lockLocations(sql);
  const row = await lockLocation(sql, id);
  if (!row) throw notFound();
  try {
    await deleteLocation(sql, id);
  } catch (error) {
    if (!brokenKey(error)) throw error;
    throw conflict(
      'LOCATION_IN_USE',
      'There are customers or other locations in it. Move them elsewhere first.',
    );
  }
  await audit(sql, {
    action: 'remove',
    entity: 'location',
    entityId: id,
    before: { number: row.number, kind: row.kind, name: row.name },
    partner: { id: row.partnerId, path: row.partnerPath },
  });
}

/**
 * The location that a customer of a partner is to be at, by its name. Refuses NOT_FOUND one that the scope does not
 * see, and by field one of a partner that is not above the customer.
 */
export async function knownLocation(
  sql: ScopedSql,
  partnerPath: string,
  given: string,
): Promise<{ id: string; name: string }> {
  const id = idInput(given, 'locationId');
  const place = await placeOfLocation(sql, id);
  if (!place) throw notFound();
  if (!partnerPath.startsWith(place.partnerPath))
    throw badInput({ locationId: 'is not for customers of this partner' });
  return { id, name: place.name };
}

/** What moved partners have is at no location of those who are above them no more. */
export async function locationsMoved(
  sql: ScopedSql,
  moved: readonly Happenings['partnerMoved'][],
): Promise<void> {
  for (const { path } of moved) await dropForeignLocations(sql, path);
}

async function checkParent(
  sql: ScopedSql,
  { parentId }: LocationDetails,
  location: { id: string | null; partnerPath: string },
): Promise<void> {
  if (parentId === null) return;
  const parent = await placeOfLocation(sql, parentId);
  if (!parent) throw notFound();
  if (!location.partnerPath.startsWith(parent.partnerPath))
    throw badInput({ parentId: 'belongs to a partner that is not above this one' });
  const above = await lineUp(sql, parentId);
  if (location.id !== null && above.includes(location.id))
    throw badInput({ parentId: 'lies in this location itself' });
  const levels = above.length + (location.id === null ? 1 : await depthOf(sql, location.id));
  if (levels > LEVELS_MAX)
    throw badInput({ parentId: `would make more than ${LEVELS_MAX} levels` });
}

async function refusingName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error) === 'location_partner_id_name_key')
      throw badInput({ name: 'is already the name of a location' });
    throw error;
  }
}
