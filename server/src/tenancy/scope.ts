/** Who acts: recorded with everything that is written. */
export interface Actor {
  kind: 'USER' | 'CUSTOMER' | 'API' | 'SYSTEM';
  id: string | null;
  name: string;
}

interface Place {
  partnerId: string;
  /** The partner's place in the tree, such as '1.4.'; the scope is everything that begins with it. */
  path: string;
  actor: Actor;
  /** The user who only takes money at the desk: of invoices sees the open ones, of payments those it recorded itself. */
  desk?: string;
}

/**
 * From where somebody sees. `operator` is the staff of partner number 1, `partner` that of a
 * reseller; `job` is background work for one partner; `customer` sees only its own rows; `nobody`
 * sees none.
 */
export type Scope =
  | ({ kind: 'operator' | 'partner' | 'job' } & Place)
  | ({ kind: 'customer'; customerId: string } & Place)
  | { kind: 'nobody'; actor: Actor };

export const SYSTEM: Actor = { kind: 'SYSTEM', id: null, name: 'Backhaul' };
export const NOBODY: Scope = {
  kind: 'nobody',
  actor: { kind: 'SYSTEM', id: null, name: 'nobody' },
};

/**
 * The same without what keeps the desk's looks narrow: for writing, which settles invoices and
 * credits that it does not show.
 */
export function writing(scope: Scope): Scope {
  return scope.kind === 'nobody' || !scope.desk ? scope : { ...scope, desk: undefined };
}

/** Whether a row at this place of the tree lies inside the scope; the database decides again, and finally. */
export function covers(scope: Scope, partnerPath: string): boolean {
  return scope.kind !== 'nobody' && partnerPath.startsWith(scope.path);
}

/**
 * Stands before the number of a test partner in its path, and so in the path of everything below it:
 * what a row is of is told by the row alone, in SQL as is_test().
 */
export const TEST_SIGN = '+';

/** Whether a place of the tree is a test partner's, or below one. */
export function isTest(path: string): boolean {
  return path.includes(TEST_SIGN);
}

/** Whether a place is that of a test partner itself, below a real one. */
export function isTestRoot(path: string): boolean {
  return path.lastIndexOf(TEST_SIGN) === path.lastIndexOf('.', path.length - 2) + 1;
}

/** The places of a path from the root down to itself: where what it inherits is defined. */
export function lineOf(path: string): string[] {
  const places: string[] = [];
  for (let at = path.indexOf('.'); at >= 0; at = path.indexOf('.', at + 1))
    places.push(path.slice(0, at + 1));
  return places;
}
