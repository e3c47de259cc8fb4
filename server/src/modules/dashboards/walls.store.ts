import type { Permission } from '../../kit/permission.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { DashboardKind } from './dashboard.types.ts';

/** What a wall display shows, and to whom. */
export interface Wall {
  id: string;
  partnerId: string;
  partnerPath: string;
  name: string;
  dashboards: DashboardKind[];
  seconds: number;
  showMoney: boolean;
  showNames: boolean;
  permissions: Permission[];
  expiresAt: Date;
}

const COLUMNS = `id, partner_id "partnerId", partner_path "partnerPath", name, dashboards, seconds,
      show_money "showMoney", show_names "showNames", permissions, expires_at "expiresAt"`;

/** The display of a token, by its hash; undefined when there is none, or it is over. Asked without a scope. */
export async function wallOfToken(
  sql: Pick<ScopedSql, 'rows'>,
  tokenHash: Buffer,
): Promise<Wall | undefined> {
  const [wall] = await sql.rows<Wall>(`select ${COLUMNS} from wall_of($1)`, [tokenHash]);
  return wall;
}

/** Those of the scope, by name. */
export function wallsIn(sql: ScopedSql): Promise<(Wall & { lastSeenAt: Date | null })[]> {
  return sql.rows(
    `select ${COLUMNS}, last_seen_at "lastSeenAt" from wall_display order by name, id limit 500`,
  );
}

export async function insertWall(
  sql: ScopedSql,
  wall: Omit<Wall, 'id'>,
  tokenHash: Buffer,
): Promise<string> {
  const { id } = await sql.row<{ id: string }>(
    `insert into wall_display (
      partner_id, partner_path, name, dashboards, seconds,
      show_money, show_names, permissions, token_hash, expires_at)
    values ($1, $2, $3, $4::jsonb, $5, $6, $7, $8::jsonb, $9, $10)
    returning id`,
    [
      wall.partnerId,
      wall.partnerPath,
      wall.name,
      JSON.stringify(wall.dashboards),
      wall.seconds,
      wall.showMoney,
      wall.showNames,
      JSON.stringify(wall.permissions),
      tokenHash,
      wall.expiresAt,
    ],
  );
  return id;
}

/** Takes one away; undefined when the scope has none such. */
export async function deleteWall(sql: ScopedSql, id: string): Promise<Wall | undefined> {
  const [wall] = await sql.rows<Wall>(
    `delete from wall_display where id = $1 returning ${COLUMNS}`,
    [id],
  );
  return wall;
}
