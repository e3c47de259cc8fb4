import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { App } from '../../kit/app.ts';
import type { FieldValues } from '@backhaul/domain/fields/customFields';
import { Context } from '../../kit/context.ts';
import { badInput, Refusal } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { fieldsOf } from '../fields/index.ts';
import { FIELD_PREFIX } from '../imports/index.ts';
import { cellOf, csv, fieldCell } from '../../kit/cells.ts';
import { ListPages, type Asked, type ListRecord } from './listPages.ts';
import { listFileNamed, type ListColumn, type ListFile } from '../../kit/listFile.ts';
import { queryParameter } from '../../kit/query.ts';

const ASKED_MAX = 20_000;
const STATUS: Partial<Record<Refusal['code'], number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
};

/**
 * One list of the back office as a file: all that its filter finds, in its order, by the rights of
 * its viewer; recorded before the first row leaves. A list that nobody knows is 404, a wrong filter
 * or sort 400 with words.
 */
export async function sendList(
  app: App,
  schema: GraphQLSchema,
  viewer: Viewer,
  req: Request,
  res: Response,
): Promise<void> {
  const name = /^([a-z-]+)\.csv$/.exec(String(req.params.file))?.[1] ?? '';
  const list = listFileNamed(name);
  if (!list) {
    res.status(404).type('text').send('There is no such file.\n');
    return;
  }
  try {
    const asked: Asked = {
      filter: jsonOf(req, 'filter'),
      sort: jsonOf(req, 'sort'),
    };
    const visitor = {
      door: 'admin',
      address: req.ip ?? 'unknown',
      userAgent: req.header('user-agent') ?? null,
      host: req.hostname,
      device: null,
    } as const;
    const pages = new ListPages(schema, () => new Context(app, viewer, visitor, null), list, asked);
    const columns = await pages.open();
    const keys = list.entity ? await fieldKeys(app, viewer, list.entity) : [];
    await app.boundary.inSql(viewer.scope, (sql) =>
      audit(sql, {
        action: 'export',
        entity: `list of ${name}`,
        after: { ...asked, columns: columns.length },
      }),
    );
    res.setHeader('cache-control', 'no-store');
    res.attachment(`${name}.csv`).type('text/csv');
    await pipeline(
      rows(pages, columns, keys),
      csv([...columns.map(([heading]) => heading), ...keys.map((key) => FIELD_PREFIX + key)]),
      res,
    );
  } catch (error) {
    if (!(error instanceof Refusal) || res.headersSent) throw error;
    res
      .status(STATUS[error.code] ?? 400)
      .type('text')
      .send(`${error.message}\n`);
  }
}

async function* rows(
  pages: ListPages,
  columns: readonly ListColumn[],
  keys: readonly string[],
): AsyncGenerator<string[]> {
  for await (const record of pages.records()) {
    const values = (record.customFields ?? {}) as FieldValues;
    yield [
      ...columns.map(([, path]) => cellAt(record, path.split('.'))),
      ...keys.map((key) => fieldCell(Object.hasOwn(values, key) ? values[key] : undefined)),
    ];
  }
}

/** What stands at a path; of several, one after the other. */
function cellAt(value: unknown, path: readonly string[]): string {
  if (Array.isArray(value)) return value.map((each) => cellAt(each, path)).join('; ');
  const [step, ...rest] = path;
  return step === undefined || value === null || value === undefined
    ? cellOf(value)
    : cellAt((value as ListRecord)[step], rest);
}

async function fieldKeys(
  app: App,
  viewer: Viewer,
  entity: NonNullable<ListFile['entity']>,
): Promise<string[]> {
  const fields = await app.boundary.inSql(viewer.scope, (sql) => fieldsOf(sql, entity));
  return [...new Set(fields.map(({ key }) => key))];
}

function jsonOf(req: Request, field: string): unknown {
  const given = queryParameter(req, field);
  if (given === undefined) return null;
  if (given.length > ASKED_MAX) throw badInput({ [field]: 'is not one JSON value' });
  try {
    return JSON.parse(given);
  } catch {
    throw badInput({ [field]: 'is not JSON' });
  }
}
