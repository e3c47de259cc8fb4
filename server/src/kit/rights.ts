import type { Permission } from './permission.ts';
import { got } from '../platform/must.ts';

/** Any one of these; none at all: comes with whatever leads to it. */
export type Need = readonly Permission[];

/** A kind of record: what reading its fields takes, wherever a field of another kind leads to it. */
export interface Kind {
  /** What every field takes for which nothing else stands here. */
  read: Need;
  /** Fields that come with each record that leads to one of these. */
  links?: readonly string[];
  /** Fields that take something else. */
  fields?: Readonly<Record<string, Need>>;
  /** Names in filters and sorts that tell of a field of another name. */
  asks?: Readonly<Record<string, string>>;
}

const DESK: Permission = 'cash-desk:use';

const kinds = new Map<string, Kind>();
const parts = new Set<string>(['PageInfo']);

/**
 * Takes a module's kinds of record, by their GraphQL types, and its types that are no kind of their
 * own: a part of the record that leads to them, or of whoever asks. A field that stands nowhere
 * takes its kind's `read`, so that a new one is closed to whoever may not read the kind; a type
 * that stands nowhere keeps the server from starting.
 */
export function declareKinds(
  ofModule: Readonly<Record<string, Kind>>,
  partsOfModule: readonly string[],
): void {
  for (const [name, kind] of Object.entries(ofModule)) kinds.set(name, kind);
  for (const name of partsOfModule) parts.add(name);
}

/** The kind of a GraphQL type; undefined for one that is none. */
export function kindOf(name: string): Kind | undefined {
  return kinds.get(name);
}
/** Whether a type is a part of what leads to it: what it leads to is guarded as everywhere. */
export function isPart(name: string): boolean {
  return parts.has(name);
}

/**
 * Whether somebody takes money at the desk and does not read what it is taken for: of invoices it
 * is shown the open ones then, of payments those that it took itself.
 */
export function atDeskOnly(permissions: ReadonlySet<Permission>): boolean {
  return (
    permissions.has(DESK) && !(permissions.has('invoices:read') && permissions.has('payments:read'))
  );
}

/** What a field of a kind takes by itself. */
export function needOf(kind: Kind, field: string): Need {
  if (kind.links?.includes(field)) return [];
  return kind.fields?.[field] ?? kind.read;
}

/** What it takes to be led to a kind: nothing where some of it comes along, else what opens any of it. */
export function needToReach(kind: Kind): Need {
  return kind.links ? [] : kind.read;
}

export function meets(permissions: ReadonlySet<Permission>, need: Need): boolean {
  return !need.length || need.some((permission) => permissions.has(permission));
}

/** Whether the viewer may read a field of a kind: for searches, which go through several. */
export function reads(permissions: ReadonlySet<Permission>, kind: string, field: string): boolean {
  return meets(permissions, needOf(got(kinds, kind), field));
}
