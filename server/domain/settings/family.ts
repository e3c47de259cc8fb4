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

interface Block {
  keys: readonly string[];
  by: readonly string[];
}

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
  /** Settings that come from one link of a chain: the nearest that sets one of `by`. */
  blocks: readonly Block[];
}

export function family<D extends Declared>(settings: D, groups: readonly string[] = []): Family<D> {
  const keys = Object.keys(settings);
  const defaults = keys.map((key) => [key, settings[key].default]);
  const owned = keys.filter((key) => settings[key].belongsTo !== undefined);
  return {
    settings,
    keys,
    defaults: Object.freeze(Object.fromEntries(defaults)),
    groups,
    owned,
    blocks: [
      ...namedBy(owned, (key) => settings[key].belongsTo).map(([owner, of]) => ({
        keys: of,
        by: [owner],
      })),
      ...namedBy(keys, (key) => settings[key].block).map(([, of]) => ({ keys: of, by: of })),
    ],
  };
}

/** The keys by what they are given; those that are given nothing are left out. */
function namedBy(
  keys: readonly string[],
  nameOf: (key: string) => string | undefined,
): [name: string, keys: string[]][] {
  const names = new Set(keys.flatMap((key) => nameOf(key) ?? []));
  return [...names].map((name) => [name, keys.filter((key) => nameOf(key) === name)]);
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

/** A chain, root first, without what does not reach its end: of each block everything but what its one link says. */
export function inLine<D extends Declared, L extends Linked>(
  { blocks }: Family<D>,
  chain: readonly L[],
): readonly L[] {
  const said = blocks.map(({ keys, by }) => ({
    keys,
    from: chain.findLastIndex(({ values }) => by.some((key) => isSet(values[key]))),
  }));
  return chain.map((link, index) => {
    const lost = said.flatMap(({ keys, from }) => (from >= 0 && from !== index ? keys : []));
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

/**
 * What is set along a chain, root first: the nearest wins, or what all of them say adds up. A value
 * of null inherits, as an absent key does.
 */
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
      if (isSet(value) && Object.hasOwn(of.settings, key))
        set[key] = of.settings[key].addsUp ? together(set[key], value) : value;
  return set as OverridesOf<D>;
}

/** What two links of a chain say of a list that adds up: dates, each once, in their order. */
function together(above: unknown, here: unknown): string[] {
  const all = [above, here].flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
  return [...new Set(all)].sort((a, b) => (a < b ? -1 : 1));
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
