import type { ScopedSql } from '../../tenancy/boundary.ts';
import { drawer } from './drawer.ts';
import { contentToPrint, insertPrinted, type FileMeta } from './files.store.ts';

/**
 * Draws a picture for printing, once and for ever: what is issued with it looks the same years
 * later, whatever draws pictures then. False when it cannot be drawn.
 */
export async function keepPrinted(sql: ScopedSql, file: FileMeta): Promise<boolean> {
  const source = await contentToPrint(sql, file.id);
  if (!source) return true;
  const content = await drawer.print(source);
  if (!content) return false;
  await insertPrinted(sql, file, content);
  return true;
}
