import { optionalText } from '../../kit/input.ts';
import { badInput } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  addressesOf,
  dropAddresses,
  placeAddresses,
  type AddressDetails,
} from './addresses.store.ts';
import { AddressKind, type AddressInput } from './addresses.types.ts';

const SERVICE_MAX = 20;

/** The customer's own address, as the columns of the customer keep it. */
export interface MainAddress {
  street: string | null;
  city: string | null;
  zip: string | null;
  country: string | null;
}

/** Addresses as they were given: the customer's own, undefined where it stays, and the others. */
export interface GivenAddresses {
  main: MainAddress | undefined;
  others: AddressDetails[];
}

const WORDS = ['name', 'street', 'city', 'zip', 'country'] as const;

function detailsOf(input: AddressInput, at: string): AddressDetails {
  const text = (field: (typeof WORDS)[number], max: number) =>
    optionalText(input[field], `${at}.${field}`, max) ?? null;
  const lat = input.lat ?? null;
  const lon = input.lon ?? null;
  if (lat !== null && (lat < -90 || lat > 90))
    throw badInput({ [`${at}.lat`]: 'must be -90 to 90' });
  if (lon !== null && (lon < -180 || lon > 180))
    throw badInput({ [`${at}.lon`]: 'must be -180 to 180' });
  if ((lat === null) !== (lon === null))
    throw badInput({ [`${at}.${lat === null ? 'lat' : 'lon'}`]: 'is missing: a point has both' });
  return {
    kind: input.kind,
    name: text('name', 200),
    street: text('street', 200),
    city: text('city', 100),
    zip: text('zip', 20),
    country: text('country', 60),
    lat,
    lon,
  };
}

/**
 * What was given as all addresses of a customer, checked; undefined where nothing was. Refuses by
 * field wrong values, a second one of MAIN or BILLING, more than 20 of SERVICE, an empty one, and a
 * MAIN with a name, or beside the same address given another way.
 */
export function addressesInput(
  given: readonly AddressInput[] | null | undefined,
  own: { [K in keyof MainAddress]?: string | null },
): GivenAddresses | undefined {
  if (given === undefined) return undefined;
  const all = (given ?? []).map((each, n) => detailsOf(each, `addresses.${n}`));
  const of = (kind: AddressKind) => all.filter((each) => each.kind === kind);
  for (const kind of [AddressKind.MAIN, AddressKind.BILLING])
    if (of(kind).length > 1) throw badInput({ addresses: `there is one of ${kind} at most` });
  if (of(AddressKind.SERVICE).length > SERVICE_MAX)
    throw badInput({ addresses: `may be ${SERVICE_MAX} of SERVICE at most` });
  const empty = all.findIndex(
    (each) => each.kind !== 'MAIN' && WORDS.every((word) => each[word] === null),
  );
  if (empty >= 0) throw badInput({ [`addresses.${empty}.street`]: 'is missing' });
  const [main] = of(AddressKind.MAIN);
  const others = all.filter((each) => each !== main);
  if (!main) return { main: undefined, others };
  if (main.name !== null)
    throw badInput({ [`addresses.${all.indexOf(main)}.name`]: 'of MAIN is that of the customer' });
  const { street, city, zip, country, lat, lon } = main;
  if (Object.values(own).some((value) => value !== undefined))
    throw badInput({ addresses: 'give the main address here or by its own fields, not both' });
  const point = { kind: 'MAIN' as const, name: null, lat, lon };
  const nowhere = { street: null, city: null, zip: null, country: null };
  return {
    main: { street, city, zip, country },
    others: lat === null ? others : [{ ...point, ...nowhere }, ...others],
  };
}

/**
 * Gives a customer, whose row is locked, these addresses besides its own and no others; those that are
 * there stay what they are. Returns them in words before and after where they differ.
 */
export async function saveAddresses(
  sql: ScopedSql,
  customer: { id: string; partnerId: string; partnerPath: string },
  { main, others: given }: GivenAddresses,
): Promise<{ before: string[]; after: string[] } | null> {
  const had = await addressesOf(sql, customer.id);
  // where its own stays, so does the point of it
  const others = main ? given : [...had.filter(({ kind }) => kind === 'MAIN'), ...given];
  const left = new Map(had.map(({ id, ...details }) => [id, keyOf(details)]));
  const placed = others.map((details, place) => {
    const [id = null] = [...left].find(([, key]) => key === keyOf(details)) ?? [];
    if (id !== null) left.delete(id);
    return { ...details, id, place };
  });
  if (placed.length === had.length && placed.every(({ id, place }) => id === had[place].id))
    return null;
  await dropAddresses(
    sql,
    customer.id,
    placed.flatMap(({ id }) => id ?? []),
  );
  await placeAddresses(sql, customer, placed);
  return { before: had.map(words), after: others.map(words) };
}

const keyOf = ({ kind, name, street, city, zip, country, lat, lon }: AddressDetails): string =>
  JSON.stringify([kind, name, street, city, zip, country, lat, lon]);

/** "billing: Head Office, 1 Long Street, 8001 Cape Town, ZA". */
function words({ kind, name, street, city, zip, country, lat, lon }: AddressDetails): string {
  const place = [zip, city].filter(Boolean).join(' ');
  const point = lat === null ? null : `${lat}, ${lon}`;
  const said = [name, street, place, country, point].filter(Boolean).join(', ');
  return `${kind.toLowerCase()}: ${said}`;
}
