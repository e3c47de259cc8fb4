import type { ScopedSql } from '../../tenancy/boundary.ts';

/**
 * Pictures as they were drawn when a template with them was stored: of the partner at the path, or
 * known to it from above.
 */
export function drawnBefore(
  sql: ScopedSql,
  ids: readonly string[],
  partnerPath: string,
): Promise<{ id: string; content: Buffer }[]> {
  return sql.rows<{ id: string; content: Buffer }>(
    'select file_id id, content from template_pictures($1::uuid[], $2)',
    [ids, partnerPath],
  );
}

/** What was uploaded, byte by byte; null outside the scope. */
export async function uploaded(sql: ScopedSql, fileId: string): Promise<Buffer | null> {
  const [file] = await sql.rows<{ content: Buffer }>(
    'select content from file_content where file_id = $1',
    [fileId],
  );
  return file?.content ?? null;
}
