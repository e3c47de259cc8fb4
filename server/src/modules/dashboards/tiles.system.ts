import { lineOf } from '../../tenancy/scope.ts';
import type { Frame } from './frame.ts';
import type { Waiting } from './frame.store.ts';
import { systemState } from './system.store.ts';
import { countTile, type NeededTile } from './tile.ts';

const HOUR = 3600;

/** How the installation does: for its operator alone, on the dashboard of all that it has. */
export async function systemTiles(frame: Frame, waiting: Waiting): Promise<NeededTile[]> {
  const { area, app, sql } = frame;
  const root = lineOf(area.path).length === 1 && area.id === frame.partnerId;
  if (!root || !frame.can('system:read')) return [];
  const state = await systemState(sql);
  if (!state) return [];
  const seconds = (since: Date | null) =>
    since ? Math.max(0, Math.round((app.clock.now().getTime() - since.getTime()) / 1000)) : 0;
  // by the hour: a tile that is another one each second says nothing new
  const uptime = Math.floor(process.uptime() / HOUR) * HOUR;
  const row = (label: string, value: number | bigint, note?: string | null) => ({
    label,
    value: String(value),
    ...(note && { note }),
  });
  return [
    countTile('system', [state.jobsFailed], {
      need: 'system:read',
      rows: [
        row('UPTIME_SECONDS', uptime),
        row('DATABASE_BYTES', state.databaseBytes),
        row('JOBS_WAITING', state.jobsWaiting),
        row('OLDEST_JOB_SECONDS', seconds(state.oldestSince)),
        row('FAILED_JOBS', state.jobsFailed),
        row('MAIL_WAITING', state.mailWaiting),
        row('MAIL_HELD', waiting.held),
        row('MAIL_FAILED', waiting.failed),
        row('LAST_RUN', state.lastRun ? 1 : 0, state.lastRun),
      ],
    }),
  ];
}
