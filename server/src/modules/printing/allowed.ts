import type { Request, Response } from 'express';
import type { App } from '../../kit/app.ts';
import { visitors } from '../access/index.ts';
import { meets, type Need } from '../../kit/rights.ts';
import type { Viewer } from '../../kit/viewer.ts';

/** The first of those signed in who may see the record; says 401, 403 or 404 when nobody may. */
export async function allowed(
  app: App,
  req: Request,
  res: Response,
  permission: Need,
  sees: (viewer: Viewer) => Promise<boolean>,
): Promise<Viewer | null> {
  const viewers = await visitors(app, req);
  const permitted = viewers.filter((viewer) => meets(viewer.permissions, permission));
  for (const viewer of permitted) if (await sees(viewer)) return viewer;
  const [status, error] = !viewers.length
    ? [401, 'Sign in first.']
    : !permitted.length
      ? [403, 'You are not allowed to do this.']
      : [404, 'There is no such record.'];
  res.status(status as number).json({ error });
  return null;
}
