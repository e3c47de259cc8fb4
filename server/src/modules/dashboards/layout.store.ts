import type { Place } from '@backhaul/domain/figures/layout';
import type { ScopedSql } from '../../tenancy/boundary.ts';

/** Whose layout: a user's own, or the one of a partner for itself and those below it. */
export type Owner = { userId: string } | { partnerId: string; partnerPath: string };

/** What somebody sees: its own layout, else the nearest of the partner's and those above; null: nobody made one. */
export async function layoutFor(
  sql: ScopedSql,
  { userId, partnerPath }: { userId: string | null; partnerPath: string },
  kind: string,
): Promise<Place[] | null> {
  const [found] = await sql.rows<{ places: Place[] }>(
    `select places
    from tile_layout
    where kind = $1 and (user_id = $2 or user_id is null and starts_with($3, partner_path))
    order by user_id nulls last, length(partner_path) desc
    limit 1`,
    [kind, userId, partnerPath],
  );
  return found?.places ?? null;
}

/** Keeps a layout in place of the one before; places null: none any more. */
export async function keepLayout(
  sql: ScopedSql,
  owner: Owner,
  kind: string,
  places: readonly Place[] | null,
): Promise<void> {
  const ofUser = 'userId' in owner;
  const id = ofUser ? owner.userId : owner.partnerId;
  if (!places) {
    const whose = ofUser ? 'user_id = $1' : 'partner_id = $1 and user_id is null';
    await sql.rows(`delete from tile_layout where ${whose} and kind = $2`, [id, kind]);
    return;
  }
  await sql.rows(
    ofUser
      ? `insert into tile_layout (partner_id, partner_path, user_id, kind, places)
        select partner_id, partner_path, id, $2, $3::jsonb from app_user where id = $1
        on conflict (user_id, kind) where user_id is not null do update set places = excluded.places`
      : `insert into tile_layout (partner_id, partner_path, kind, places)
        select id, path, $2, $3::jsonb from partner where id = $1
        on conflict (partner_id, kind) where user_id is null do update set places = excluded.places`,
    [id, kind, JSON.stringify(places)],
  );
}
