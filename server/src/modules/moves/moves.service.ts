import { COMPANY } from '@backhaul/domain/settings/company';
import {
  resolve,
  type Declared,
  type Family,
  type OverridesOf,
} from '@backhaul/domain/settings/family';
import { FINANCE } from '@backhaul/domain/settings/finance';
import { MESSAGES } from '@backhaul/domain/settings/messages';
import { moveEffects, type Held, type MoveEffect } from '@backhaul/domain/settings/moved';
import { inCurrency } from '../../kit/inheritance.ts';
import type { Link } from '../../kit/inheritance.store.ts';
import { got } from '../../platform/must.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { onlineMoved } from '../checkout/index.ts';
import { loadCompanyChains } from '../company/index.ts';
import { messageChains } from '../messages/index.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { namesAt, refuseMove, type PartnerType } from '../partners/index.ts';
import { financeChains } from '../settings/index.ts';
import { MoveEffectKind, type MovePreviewType } from './moves.types.ts';

/**
 * What moving a partner below another would change of it, the gravest first, and why it would be
 * refused; changes nothing.
 */
export async function movePreview(
  sql: ScopedSql,
  partner: PartnerType,
  parent: PartnerType,
): Promise<MovePreviewType> {
  const refusal = await refusalOf(sql, partner, parent);
  const effects =
    refusal?.reason === 'MOVE_INTO_ITSELF' ? [] : await effectsOf(sql, partner, parent);
  // those above the present place see it, and then those above the new one
  const [now, then] = [lineOf(partner.path).slice(0, -1), lineOf(parent.path)];
  const moves = refusal?.reason !== 'MOVE_INTO_ITSELF';
  const only = (places: string[], without: string[]) =>
    namesAt(sql, moves ? places.filter((place) => !without.includes(place)) : []);
  return {
    refusal,
    seesThen: await only(then, now),
    seesNoMore: await only(now, then),
    effects: effects.map((effect) => ({ ...effect, kind: MoveEffectKind[effect.kind] })),
  };
}

async function refusalOf(
  sql: ScopedSql,
  partner: PartnerType,
  parent: PartnerType,
): Promise<MovePreviewType['refusal']> {
  try {
    await refuseMove(sql, partner, parent);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reason: error.details.reason ?? error.code, message: error.message };
  }
}

/** What a family of settings comes to for a partner where it stands, and where it would stand. */
async function valuesOf<D extends Declared>(
  of: Family<D>,
  chains: ReadonlyMap<string, readonly Link<OverridesOf<D>>[]>,
  partner: PartnerType,
  parent: PartnerType,
): Promise<[before: Held['company'], after: Held['company']]> {
  const now = got(chains, partner.id);
  const own = now.filter(({ originId }) => originId === partner.id);
  const values = (chain: readonly Link<OverridesOf<D>>[]) =>
    inCurrency(
      of,
      resolve(
        of,
        chain.map((link) => link.values),
      ),
      partner.currency,
    );
  return [values(now), values([...got(chains, parent.id), ...own])];
}

async function effectsOf(
  sql: ScopedSql,
  partner: PartnerType,
  parent: PartnerType,
): Promise<MoveEffect[]> {
  const ids = [partner.id, parent.id];
  const company = await valuesOf(COMPANY, await loadCompanyChains(sql, ids), partner, parent);
  const finance = await valuesOf(FINANCE, await financeChains(sql, ids), partner, parent);
  const messages = await valuesOf(MESSAGES, await messageChains(sql, ids), partner, parent);
  const online =
    partner.parentId === null
      ? null
      : await onlineMoved(sql, { ...partner, from: partner.parentId, to: parent.id });
  const held = (at: 0 | 1): Held => ({
    issuer: String(company[at].name ?? partner.name),
    online: (at ? online?.after : online?.before) ?? null,
    company: company[at],
    finance: finance[at],
    messages: messages[at],
  });
  return moveEffects(held(0), held(1));
}
