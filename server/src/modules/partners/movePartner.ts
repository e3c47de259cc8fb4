import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { isTest } from '../../tenancy/scope.ts';
import { fieldsMoved, refuseKeyTwice } from '../fields/index.ts';
import {
  dateOfConfirmingRun,
  lockCustomersBelow,
  lockPlaces,
  lockTree,
  movePaths,
  openSessionsBelow,
  setParent,
  tariffLosingItsRate,
} from './movePartner.store.ts';

/**
 * Hangs a partner, with everything below it, under another parent; all its rows follow their
 * partner's path. From then on it inherits from the new ancestors, and only they see it. Refuses
 * partners outside the scope (NOT_FOUND) and a move under itself or its descendants (CONFLICT,
 * MOVE_INTO_ITSELF): so nobody moves the operator, nor the partner it belongs to. Refused while a
 * billing run over it is being confirmed (CONFLICT, RUN_CONFIRMING), which would do less than was
 * approved. Also refused is a place where a tariff sold below would lose its tax rate (CONFLICT,
 * TAX_RATE_OUT_OF_REACH), anything to do with a test partner (TEST_PARTNER_STAYS), and what fieldsMoved refuses.
 */
export async function movePartner(sql: ScopedSql, id: string, parentId: string): Promise<void> {
  await lockTree(sql);
  await lockCustomersBelow(sql, id);
  const places = await lockPlaces(sql, [id, parentId]);
  const partner = places.find((place) => place.id === id);
  const parent = places.find((place) => place.id === parentId);
  if (!partner || !parent) throw notFound();
  refuseIntoItself(partner, parent);
  if (partner.parentId === parent.id) return;
  refuseTests(partner, parent);
  const path = `${parent.path}${partner.number}.`;
  await refuseLostTaxRates(sql, partner.path, path);
  await movePaths(sql, partner.path, path);
  await refuseWhileConfirming(sql, path);
  await fieldsMoved(sql, partner.path, path);
  await setParent(sql, id, parent.id);
  await audit(sql, {
    action: 'move',
    entity: 'partner',
    entityId: id,
    before: { parentId: partner.parentId },
    after: { parentId: parent.id },
    partner: { id, path },
  });
  sql.happened('partnerTermsChanged', { path });
  if (partner.parentId)
    sql.happened('partnerMoved', { id, path, from: partner.parentId, to: parent.id });
  // open sockets see from the old place: they end, and come back at the new one
  for (const session of await openSessionsBelow(sql, path))
    await announce(sql, { topic: 'access', path: session.path, id: session.id });
  for (const changed of [partner.path, path])
    await announce(sql, { topic: 'finance', path: changed });
}

function refuseIntoItself(partner: { path: string }, parent: { path: string }): void {
  if (parent.path.startsWith(partner.path))
    throw conflict(
      'MOVE_INTO_ITSELF',
      'A partner cannot be moved under itself or under what lies below it.',
    );
}

/** What is real and what is tested never mix, and a clock stays with those who live by it. */
function refuseTests(partner: { path: string }, parent: { path: string }): void {
  if (isTest(partner.path) || isTest(parent.path))
    throw conflict(
      'TEST_PARTNER_STAYS',
      'A test partner stays where it was made, with all below it, and no other moves under it. Make a new one at the other place.',
    );
}

/** Refuses what movePartner would, as things are now, and changes nothing. */
export async function refuseMove(
  sql: ScopedSql,
  partner: { path: string; number: number },
  parent: { path: string },
): Promise<void> {
  refuseIntoItself(partner, parent);
  refuseTests(partner, parent);
  const path = `${parent.path}${partner.number}.`;
  if (path === partner.path) return;
  await refuseLostTaxRates(sql, partner.path, path);
  await refuseWhileConfirming(sql, partner.path);
  await refuseKeyTwice(sql, partner.path, path);
}

/**
 * Asked after the rows moved: a confirm that begins meanwhile waits for them, and finds them
 * elsewhere than its preview did.
 */
async function refuseWhileConfirming(sql: ScopedSql, path: string): Promise<void> {
  const date = await dateOfConfirmingRun(sql, path);
  if (date)
    throw conflict(
      'RUN_CONFIRMING',
      `The billing run for ${date} is being confirmed for this partner. Move it when that is done.`,
    );
}

/** A tax rate is usable below its owner only; a tariff without its rate would be billed without tax. */
async function refuseLostTaxRates(sql: ScopedSql, from: string, to: string): Promise<void> {
  const tariff = await tariffLosingItsRate(sql, from, to);
  if (tariff)
    throw conflict(
      'TAX_RATE_OUT_OF_REACH',
      `The tariff "${tariff}" uses a tax rate that cannot be used at the new place. Give it another tax rate first.`,
    );
}
