import { resolve, type Declared, type Family, type OverridesOf } from './family.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a partner sets itself and what holds where it sets nothing: all that a change of its settings goes by. */
export interface Standing {
  above: Values;
  own: Values;
}

/** The settings of a partner as they would be with changes saved; null inherits again. */
export function drafted<D extends Declared>(
  of: Family<D>,
  { above, own }: Standing,
  changes: Values,
): Values {
  const links = [above, { ...own, ...changes }];
  return resolve(of, links as OverridesOf<D>[]);
}

/**
 * The settings that changes of others move along: what is inherited as a whole goes with the first of it that is set
 * here, and comes back with the last that is cleared.
 */
export function movedAlong<D extends Declared>(
  of: Family<D>,
  standing: Standing,
  changes: Values,
): (keyof D & string)[] {
  const [now, then] = [drafted(of, standing, {}), drafted(of, standing, changes)];
  const same = (key: string) => JSON.stringify(now[key]) === JSON.stringify(then[key]);
  return of.keys.filter((key) => !(key in changes) && !same(key));
}
