import { readShape } from './reading.ts';
import type { Setting } from './setting.ts';

/** The declarations of a family of settings, by their keys, in the order in which the API has them. */
export type Declared = Record<string, Setting<unknown>>;

/** The settings in force. */
export type ValuesOf<D extends Declared> = {
  [K in keyof D]: D[K] extends Setting<infer V> ? V : never;
};

/** What one partner, or one customer, sets itself; an absent key inherits. */
export type OverridesOf<D extends Declared> = {
  [K in keyof D]?: NonNullable<ValuesOf<D>[K]>;
};

/** The settings that a customer may have on its own too. */
export type CustomerPart<D extends Declared> = {
  [K in keyof D as D[K] extends { customer: true } ? K : never]: D[K];
};

/** Settings that are kept, inherited and changed together. */
export interface Family<D extends Declared> {
  settings: D;
  keys: readonly (keyof D & string)[];
  /** The built-in values below every partner. */
  defaults: Readonly<ValuesOf<D>>;
  /** What is set as a whole, with checks of its own, and inherits like a setting. */
  groups: readonly string[];
  /** The settings that belong to another: from which partner on up they are lost is looked for. */
  owned: readonly string[];
}

export function family<D extends Declared>(settings: D, groups: readonly string[] = []): Family<D> {
  const defaults = Object.entries(settings).map(([key, setting]) => [key, setting.default]);
  return {
    settings,
    keys: Object.keys(settings),
    defaults: Object.freeze(Object.fromEntries(defaults)),
    groups,
    owned: Object.keys(settings).filter((key) => settings[key].belongsTo !== undefined),
  };
}

/** The part of a family that a customer may have on its own: the last link of its chains. */
export function customerPart<D extends Declared>(of: Family<D>): Family<CustomerPart<D>> {
  return family(
    Object.fromEntries(
      Object.entries(of.settings).filter(([, setting]) => 'customer' in setting),
    ) as unknown as CustomerPart<D>,
  );
}

// JSON columns and the API's inputs say "inherit" with null, whatever the static type claims
function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * What was given for settings of a family: the values to be set, null for those that shall inherit again, and the
 * problems by their names. Unknown names are problems; those of groups are not looked at.
 */
export function readSettings<D extends Declared>(
  of: Family<D>,
  input: Readonly<Record<string, unknown>>,
): { values: Record<string, unknown>; problems: Record<string, string> } {
  const values: Record<string, unknown> = {};
  const problems: Record<string, string> = {};
  for (const [key, given] of Object.entries(input)) {
    if (given === undefined || of.groups.includes(key)) continue;
    const setting = Object.hasOwn(of.settings, key) ? of.settings[key] : undefined;
    if (given === null) {
      if (setting) values[key] = null;
      continue;
    }
    const read = setting
      ? readShape(setting.shape, given)
      : { problem: 'there is no such setting' };
    if ('problem' in read) problems[key] = read.problem;
    else values[key] = read.value;
  }
  return { values, problems };
}

/** One link of a chain: what one partner sets itself. */
export interface Linked {
  values: Readonly<Record<string, unknown>>;
}

/**
 * A chain, root first, without what does not reach its end: what belongs to a setting that a nearer link sets, and
 * what a link sets of somebody else's, without that setting of its own.
 */
export function inLine<D extends Declared, L extends Linked>(
  of: Family<D>,
  chain: readonly L[],
): readonly L[] {
  const { owned } = of;
  if (!owned.length) return chain;
  const owners = [...new Set(owned.map((key) => of.settings[key].belongsTo ?? key))];
  const sets = (link: L, owner: string) => isSet(link.values[owner]);
  const lines = new Map(
    owners.map((owner) => [
      owner,
      {
        first: chain.findIndex((link) => sets(link, owner)),
        nearest: chain.findLastIndex((link) => sets(link, owner)),
      },
    ]),
  );
  return chain.map((link, index) => {
    const lost = owned.filter((key) => {
      const owner = of.settings[key].belongsTo ?? key;
      const { first, nearest } = lines.get(owner) ?? { first: -1, nearest: -1 };
      return index < nearest || (first >= 0 && index > first && !sets(link, owner));
    });
    return lost.length ? { ...link, values: without(link.values, lost) } : link;
  });
}

/** The same values as if these were not set. */
export function without<V extends Readonly<Record<string, unknown>>>(
  values: V,
  keys: readonly string[],
): V {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key))) as V;
}

/** What is set along a chain, root first: the nearest wins. A value of null inherits, as an absent key does. */
export function setAlong<D extends Declared>(
  of: Family<D>,
  chain: readonly OverridesOf<D>[],
): OverridesOf<D> {
  const set: Record<string, unknown> = {};
  for (const { values } of inLine(
    of,
    chain.map((each) => ({ values: each as Readonly<Record<string, unknown>> })),
  ))
    for (const [key, value] of Object.entries(values))
      if (isSet(value) && Object.hasOwn(of.settings, key)) set[key] = value;
  return set as OverridesOf<D>;
}

/** The settings in force at the end of a chain, root first. */
export function resolve<D extends Declared>(
  of: Family<D>,
  chain: readonly OverridesOf<D>[],
): ValuesOf<D> {
  return { ...of.defaults, ...setAlong(of, chain) };
}

/** Which link of a chain says what a setting is: its index, or -1 for the built-in value. */
export function originIn<D extends Declared>(
  of: Family<D>,
  chain: readonly Linked[],
  key: string,
): number {
  return inLine(of, chain).findLastIndex(({ values }) => isSet(values[key]));
}

/** The names of what a link sets itself. */
export function setBy<D extends Declared>(of: Family<D>, link: Linked | undefined): string[] {
  return [...of.keys, ...of.groups].filter((key) => isSet(link?.values[key]));
}

/** How the API calls the settings of a family in what it answers: a file shows by its address. */
export function answeredFields<D extends Declared>({ keys, settings }: Family<D>): string[] {
  return keys.map((key) => {
    const { shape } = settings[key];
    return shape.kind === 'file' ? shape.shown : key;
  });
}
