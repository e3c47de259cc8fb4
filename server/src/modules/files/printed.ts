import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { FileMeta } from './files.service.ts';
import { drawer } from './drawer.ts';

/**
 * Draws a picture for printing, once and for ever: what is issued with it looks the same years
 * later, whatever draws pictures then. False when it cannot be drawn.
 */
export async function keepPrinted(sql: ScopedSql, file: FileMeta): Promise<boolean> {
  const [source] = await sql.rows<{ content: Buffer }>(
    `select content
    from file_content c
    where c.file_id = $1
      and not exists (select 1 from printed_picture p where p.file_id = c.file_id)`,
    [file.id],
  );
  if (!source) return true;
  const content = await drawer.print(source.content);
  if (!content) return false;
  await sql.rows(
    `insert into printed_picture (file_id, partner_id, partner_path, content)
    values ($1, $2, $3, $4)
    on conflict (file_id) do nothing`,
    [file.id, file.partnerId, file.partnerPath, content],
  );
  return true;
}
