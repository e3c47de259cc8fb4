import { withoutNestedLoops } from '../../platform/planner.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Asked, AskedField } from './asked.ts';
import { dimensionOf, type Dimension } from './dimensions.store.ts';
import { summed, type SummedKind } from './kind.ts';
import { Params } from './params.ts';

/** A row of sums: by its groupings, with the custom fields that are shown beside them. */
export interface SummedRow {
  keys: (string | null)[];
  shown: (string | null)[];
  fields: unknown[];
  sums: bigint[];
}

export interface SummedPage {
  rows: SummedRow[];
  rowCount: number;
  /** Of everything, each fact once, whatever groups it is in. */
  totals: bigint[];
}

type Row = Record<string, unknown> & { total: boolean; rows: number };

const unique = (lines: readonly string[]): string[] => [...new Set(lines)];

/** Where the row lies whose custom field is shown beside a grouping. */
const TABLES = { customer: 'customer', tariff: 'tariff', service: 'service' } as const;

function columnsShown(asked: Asked): string {
  const at = (of: AskedField['of']) => asked.groupBy.findIndex((each) => each === of);
  return asked.columns
    .map(
      ({ of, field }, n) => `,
      (select r.custom_fields -> '${field.key.replaceAll("'", "''")}'
        from ${TABLES[of]} r where r.id = page.k${at(of)}::uuid) x${n}`,
    )
    .join('');
}

/**
 * One page of a report and what all of it comes to, by one statement: facts are summed by what tells groups apart, which
 * is little beside them, then by group. What counts in several groups counts once in the totals.
 */
export async function summedPage(
  sql: ScopedSql,
  kind: SummedKind,
  asked: Asked,
  { first, offset }: { first: number | null; offset: number },
): Promise<SummedPage> {
  const { text, values } = asStatement(kind, asked, { first, offset });
  const [total, ...rows] = await withoutNestedLoops(sql, () => sql.rows<Row>(text, values));
  return {
    rowCount: Number(total?.rows ?? 0),
    totals: sumsOf(kind, asked, total),
    rows: rows.map((row) => toRow(kind, asked, row)),
  };
}

const CHUNK = 2000;

/** All rows of a report as they stand at one moment, so many at a time, each with how many there are and the totals. */
export async function* eachChunk(
  sql: ScopedSql,
  kind: SummedKind,
  asked: Asked,
): AsyncGenerator<SummedPage, void> {
  const { text, values } = asStatement(kind, asked, { first: null, offset: 0 });
  await withoutNestedLoops(sql, () =>
    sql.rows(`declare report_rows no scroll cursor for ${text}`, values),
  );
  const [total] = await sql.rows<Row>('fetch 1 from report_rows');
  const page = { rowCount: Number(total?.rows ?? 0), totals: sumsOf(kind, asked, total) };
  for (let rows: Row[] | null = null; rows === null || rows.length === CHUNK;) {
    rows = await sql.rows<Row>(`fetch ${CHUNK} from report_rows`);
    yield { ...page, rows: rows.map((row) => toRow(kind, asked, row)) };
  }
}

const columnOf = (measure: string): string => `m_${measure}`;

function sumsOf(kind: SummedKind, asked: Asked, row: Row | undefined): bigint[] {
  return summed(kind.measures(asked)).map(({ key }) =>
    BigInt((row?.[columnOf(key)] as string | null | undefined) ?? 0),
  );
}

function toRow(kind: SummedKind, asked: Asked, row: Row): SummedRow {
  return {
    keys: asked.groupBy.map((_, n) => row[`k${n}`] as string | null),
    shown: asked.groupBy.map((_, n) => row[`v${n}`] as string | null),
    fields: asked.columns.map((_, n) => row[`x${n}`]),
    sums: sumsOf(kind, asked, row),
  };
}

function asStatement(
  kind: SummedKind,
  asked: Asked,
  { first, offset }: { first: number | null; offset: number },
): { text: string; values: unknown[] } {
  const p = new Params();
  const measures = summed(kind.measures(asked)).map(({ key }) => columnOf(key));
  const text = statement(kind.facts(asked, p), measures, asked.groupBy.map(dimensionOf), {
    fields: columnsShown(asked),
    limit: `${first === null ? '' : `limit ${p.add(first, 'int')} `}offset ${p.add(offset, 'int')}`,
  });
  return { text, values: p.values };
}

function statement(
  facts: string,
  measures: readonly string[],
  dimensions: readonly Dimension[],
  { fields, limit }: { fields: string; limit: string },
): string {
  const grain = Object.entries(Object.assign({}, ...dimensions.map((each) => each.grain)));
  const told = grain.map(([name, from]) => `${String(from)} ${name}, `).join('');
  const by = grain.map((_, n) => n + 1).join(', ');
  const sums = (of: string, type = '::bigint') =>
    measures.map((name) => `, sum(${of}."${name}")${type} "${name}"`);
  const keys = dimensions.map(
    (each, n) => `${each.key} k${n}, ${each.shown} v${n}, ${each.order} o${n}, `,
  );
  const names = dimensions.flatMap((_, n) => [`k${n}`, `v${n}`, `o${n}`]);
  const joins = unique(dimensions.flatMap((each) => each.joins)).join('\n      ');
  const empty = names.map((name) => `null::text ${name}, `).join('');
  return `with
    facts as (${facts}),
    grain as materialized (
      select ${told}sum(f.n)::bigint n${sums('f', '').join('')}
      from facts f
      ${by && `group by ${by}`}),
    cells as materialized (
      select ${keys.join('')}sum(g.n) n${sums('g').join('')}
      from grain g
      ${joins}
      ${names.length ? `group by ${names.map((_, n) => n + 1).join(', ')}` : ''}
      having sum(g.n) > 0),
    page as (
      select * from cells
      order by ${[...dimensions.map((_, n) => `o${n} nulls last, k${n}`), 'n'].join(', ')}
      ${limit})
    select true total, (select count(*) from cells)::int rows, ${empty}null::numeric n${sums('g').join('')}${fields && nulls(fields)}
    from grain g
    union all
    select false, 0, page.*${fields} from page`;
}

/** As many empty columns as there are fields shown. */
const nulls = (fields: string): string =>
  (fields.match(/\) x\d+/g) ?? []).map((_, n) => `, null::jsonb x${n}`).join('');
