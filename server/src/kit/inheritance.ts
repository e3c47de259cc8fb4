import {
  originIn,
  readSettings,
  resolve,
  without,
  type Declared,
  type Family,
  type OverridesOf,
  type ValuesOf,
} from '@backhaul/domain/settings/family';
import { fromDecimal, roundToMinor } from '@backhaul/domain/money/fraction';
import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { badInput, notFound, Refusal } from '../platform/refusal.ts';
import { announce } from '../platform/signals.ts';
import { audit } from '../tenancy/audit.ts';
import type { ScopedSql } from '../tenancy/boundary.ts';
import { covers, type Scope } from '../tenancy/scope.ts';
import { keep, kept, lockedPartner, type Home, type Kept, type Link } from './inheritance.store.ts';
import { SettingOrigin, type SettingProvenanceType } from './inheritance.types.ts';
import { amountInput } from './input.ts';

type Values = Record<string, unknown>;

/** Puts the changes on top of what is set: null removes a key. */
export function merged(current: Readonly<Values>, changes: Readonly<Values>): Values {
  const all = {
    ...current,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

/**
 * The settings that were given, checked and ready to be merged, amounts as they are stored; null inherits again.
 * Refuses by field, below `at` where they are part of a larger input.
 */
export function givenSettings<D extends Declared>(
  of: Family<D>,
  input: Readonly<Values>,
  currency: string,
  at = '',
): Values {
  const { values, problems } = readSettings(of, input);
  for (const key of amountsOf(of)) {
    const text = values[key];
    if (typeof text !== 'string') continue;
    try {
      const minor = amountInput(text, currency, key, { negativeAllowed: true });
      values[key] = formatMinor(minor, currencyDigits(currency));
    } catch (error) {
      if (!(error instanceof Refusal) || !error.details.fields) throw error;
      Object.assign(problems, error.details.fields);
    }
  }
  if (Object.keys(problems).length)
    throw badInput(
      Object.fromEntries(Object.entries(problems).map(([key, problem]) => [at + key, problem])),
    );
  return values;
}

function amountsOf<D extends Declared>({ keys, settings }: Family<D>): (keyof D & string)[] {
  return keys.filter((key) => settings[key].shape.kind === 'amount');
}

/** Values with their amounts in a currency; one inherited from a partner of finer currency is rounded. */
export function inCurrency<D extends Declared, V extends Partial<ValuesOf<D>>>(
  of: Family<D>,
  values: V,
  currency: string,
): V {
  const digits = currencyDigits(currency);
  const shown: Values = { ...values };
  for (const key of amountsOf(of))
    if (typeof shown[key] === 'string')
      shown[key] = formatMinor(roundToMinor(fromDecimal(shown[key]), digits), digits);
  return shown as V;
}

/**
 * Where each setting and group of a partner comes from. Of an ancestor above the viewer nothing shows but that the
 * value is inherited: neither its name, nor who set it there and when. Of a group above only that there is one.
 */
export function provenanceOf<D extends Declared>(
  scope: Scope,
  of: Family<D>,
  partner: { id: string; currency: string },
  links: readonly Link<OverridesOf<D>>[],
): SettingProvenanceType[] {
  const valuesOf = (chain: readonly OverridesOf<D>[]) =>
    inCurrency(of, resolve(of, chain), partner.currency);
  const inForce = valuesOf(links.map(({ values }) => values));
  const above = valuesOf(
    links.filter(({ originId }) => originId !== partner.id).map(({ values }) => values),
  );
  return [...of.keys, ...of.groups].map((key) => {
    const index = originIn(of, links, key);
    const link = index < 0 ? null : links[index];
    const here = link?.originId === partner.id;
    const visible = link && covers(scope, link.originPath) ? link : null;
    const set = visible?.provenance[key];
    const inherited = here
      ? valuesOf(
          links.map(({ values, originId }) =>
            originId === partner.id ? without(values, [key]) : values,
          ),
        )
      : inForce;
    return {
      key,
      origin: here ? SettingOrigin.HERE : link ? SettingOrigin.INHERITED : SettingOrigin.BUILT_IN,
      originName: here ? null : (visible?.originName ?? null),
      setBy: set?.by ?? null,
      setAt: set ? new Date(set.at) : null,
      inheritedValue: of.groups.includes(key) ? null : inherited[key],
      aboveValue: of.groups.includes(key) ? null : above[key],
    };
  });
}

/** The settings in force for each partner whose chain is given. */
export function resolveChains<D extends Declared>(
  of: Family<D>,
  chains: ReadonlyMap<string, readonly Link<OverridesOf<D>>[]>,
): Map<string, ValuesOf<D>> {
  return new Map(
    [...chains].map(([id, links]) => [
      id,
      resolve(
        of,
        links.map(({ values }) => values),
      ),
    ]),
  );
}

/** A change while it is made; a family may look at it further and add to it before it is stored. */
export interface Draft {
  partner: { id: string; path: string; currency: string };
  before: Kept;
  changes: Values;
  /** As they will be. */
  secrets: Record<string, string>;
  /** What the partner will set itself. */
  after: () => Values;
}

/**
 * Changes what a partner sets itself; a key given as null inherits again. Reaches every customer below at once.
 * Answers what changed, null when nothing did. Refuses a partner outside the scope (NOT_FOUND) and wrong values,
 * each by its name; complete may refuse further ones.
 */
export async function changeSettings<D extends Declared>(
  sql: ScopedSql,
  home: Home<D>,
  partnerId: string,
  input: Readonly<Values>,
  complete: (draft: Draft) => void | Promise<void> = () => {},
): Promise<{ partner: Draft['partner']; touched: string[] } | null> {
  const partner = await lockedPartner(sql, partnerId);
  if (!partner) throw notFound();
  const changes = givenSettings(home.family, input, partner.currency);
  const before = await kept(sql, home, partnerId);
  const secrets = { ...before.secrets };
  await complete({
    partner,
    before,
    changes,
    secrets,
    after: () => merged(before.values, changes),
  });
  const values = merged(before.values, changes);
  const touched = Object.keys(changes).filter(
    (key) =>
      JSON.stringify(before.values[key]) !== JSON.stringify(values[key]) ||
      before.secrets[key] !== secrets[key],
  );
  if (!touched.length) return null;
  const now = { by: sql.scope.actor.name, at: new Date().toISOString() };
  const provenance = Object.fromEntries(
    Object.keys(values).map((key) => [key, touched.includes(key) ? now : before.provenance[key]]),
  );
  await keep(sql, home, partner, { values, provenance, secrets });
  const only = (all: Readonly<Values>) =>
    Object.fromEntries(touched.map((key) => [key, all[key] ?? null]));
  await audit(sql, {
    action: 'update',
    entity: home.entity,
    entityId: partnerId,
    before: only(before.values),
    after: only(values),
    partner: { id: partnerId, path: partner.path },
  });
  await announce(sql, { topic: home.topic, path: partner.path });
  return { partner, touched };
}
