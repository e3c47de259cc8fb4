import type { ScopedSql } from '../../../tenancy/boundary.ts';

/** What the file of an import's rejected rows is made of; undefined outside the scope. */
export async function rejectedOf(
  sql: ScopedSql,
  id: string,
): Promise<{ fileName: string; headings: string[] } | undefined> {
  const [job] = await sql.rows<{ fileName: string; headings: string[] }>(
    `select file_name "fileName",
      array(select c ->> 'heading' from jsonb_array_elements(columns) with ordinality as e(c, n) order by n) headings
    from import_job
    where id = $1`,
    [id],
  );
  return job;
}

/** The next rows behind a line that were not imported. */
export function rejectedRows(
  sql: ScopedSql,
  id: string,
  after: number,
  limit: number,
): Promise<{ line: number; cells: string[]; errors: Record<string, string> }[]> {
  return sql.rows(
    `select line, cells, errors
    from import_row
    where job_id = $1 and state in ('ERROR', 'REJECTED') and line > $2
    order by line
    limit $3`,
    [id, after, limit],
  );
}
