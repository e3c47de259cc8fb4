import { conflict, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { fieldsMoved } from '../fields/index.ts';

interface Place {
  id: string;
  path: string;
  number: number;
  parent_id: string | null;
}

/**
 * Hangs a partner, with everything below it, under another parent; all its rows follow their
 * partner's path. From then on it inherits from the new ancestors, and only they see it. Refuses
 * partners outside the scope (NOT_FOUND) and a move under itself or its descendants (CONFLICT,
 * MOVE_INTO_ITSELF): so nobody moves the operator, nor the partner it belongs to. Refused while a
 * billing run over it is being confirmed (CONFLICT, RUN_CONFIRMING), which would do less than was
 * approved. Also refused is a place where a tariff sold below would lose its tax rate (CONFLICT,
 * TAX_RATE_OUT_OF_REACH), and what fieldsMoved refuses.
 */
export async function movePartner(sql: ScopedSql, id: string, parentId: string): Promise<void> {
  // one change of the tree at a time: the lock of next_partner_number()
  await sql.rows('select pg_advisory_xact_lock(4117)');
  const places = await sql.rows<Place>(
    'select id, path, number, parent_id from partner where id = any ($1::uuid[]) for update',
    [[id, parentId]],
  );
  const partner = places.find((place) => place.id === id);
  const parent = places.find((place) => place.id === parentId);
  if (!partner || !parent) throw notFound();
  if (parent.path.startsWith(partner.path))
    throw conflict(
      'MOVE_INTO_ITSELF',
      'A partner cannot be moved under itself or under what lies below it.',
    );
  if (partner.parent_id === parent.id) return;
  const path = `${parent.path}${partner.number}.`;
  await refuseLostTaxRates(sql, partner.path, path);
  await sql.rows(
    'update partner set path = $2 || substr(path, length($1) + 1) where path >= $1 and path < $1 || chr(1114111)',
    [partner.path, path],
  );
  await refuseWhileConfirming(sql, path);
  await fieldsMoved(sql, partner.path, path);
  await sql.rows('update partner set parent_id = $2 where id = $1', [id, parent.id]);
  await audit(sql, {
    action: 'move',
    entity: 'partner',
    entityId: id,
    before: { parentId: partner.parent_id },
    after: { parentId: parent.id },
    partner: { id, path },
  });
  sql.happened('partnerTermsChanged', { path });
  // open sockets see from the old place: they end, and come back at the new one
  const sessions = await sql.rows<{ id: string; path: string }>(
    `select id, partner_path path
    from session
    where partner_path >= $1 and partner_path < $1 || chr(1114111)
      and revoked_at is null
      and expires_at > now()`,
    [path],
  );
  for (const session of sessions)
    await announce(sql, { topic: 'access', path: session.path, id: session.id });
  for (const changed of [partner.path, path])
    await announce(sql, { topic: 'finance', path: changed });
}

/**
 * Asked after the rows moved: a confirm that begins meanwhile waits for them, and finds them
 * elsewhere than its preview did.
 */
async function refuseWhileConfirming(sql: ScopedSql, path: string): Promise<void> {
  const [run] = await sql.rows<{ date: string }>(
    `select date
    from billing_run
    where (status = 'CONFIRMING' or status = 'FAILED' and failed_phase = 'CONFIRMING')
      and partner_ids && array(
        select id from partner where path >= $1 and path < $1 || chr(1114111)
      )
    limit 1`,
    [path],
  );
  if (run)
    throw conflict(
      'RUN_CONFIRMING',
      `The billing run for ${run.date} is being confirmed for this partner. Move it when that is done.`,
    );
}

/** A tax rate is usable below its owner only; a tariff without its rate would be billed without tax. */
async function refuseLostTaxRates(sql: ScopedSql, from: string, to: string): Promise<void> {
  const [lost] = await sql.rows<{ tariff: string }>(
    `select t.name tariff
    from tariff_partner o
    join tariff t on t.id = o.tariff_id
    join tax_rate r on r.id = t.tax_rate_id
    where o.partner_path >= $1 and o.partner_path < $1 || chr(1114111)
      and starts_with($1, r.partner_path)
      and r.partner_path <> $1
      and not starts_with($2, r.partner_path)
    limit 1`,
    [from, to],
  );
  if (lost)
    throw conflict(
      'TAX_RATE_OUT_OF_REACH',
      `The tariff "${lost.tariff}" uses a tax rate that cannot be used at the new place. Give it another tax rate first.`,
    );
}
