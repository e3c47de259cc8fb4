import type { Module } from '../../kit/module.ts';
import { handled } from '../../kit/task.ts';
import { DashboardResolver } from './dashboard.resolver.ts';
import { DashboardsResolver } from './dashboards.resolver.ts';
import { foldFigures, recountPartner, scheduleRecounts } from './keeping.ts';
import { LayoutResolver } from './layout.resolver.ts';
import { MovementsResolver } from './movements.resolver.ts';
import { workOutPlanned } from './planned.ts';
import { PlannedResolver } from './planned.resolver.ts';
import { TASKS } from './queue.ts';
import { WallsResolver } from './walls.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';

export { wallViewer } from './walls.ts';

export const dashboards: Module = {
  name: 'dashboards',
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [
    DashboardResolver,
    DashboardsResolver,
    LayoutResolver,
    MovementsResolver,
    PlannedResolver,
    WallsResolver,
  ],
  tasks: handled(TASKS, {
    'figures:fold': (app, _payload, stop) => foldFigures(app, stop),
    'figures:recount': (app) => scheduleRecounts(app),
    'figures:partner': async (app, { partnerId }) => {
      await recountPartner(app, partnerId);
    },
    'planned:work': (app, { partnerId }) => workOutPlanned(app, partnerId),
  }),
};

export { ListLinkType, TileUnit } from './dashboard.types.ts';
