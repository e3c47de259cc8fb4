import { addCell, noFacts, type ColumnFacts } from '@backhaul/domain/imports/mapping';
import { badInput, notFound } from '../../../platform/refusal.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { sentBytes } from '../../files/index.ts';
import { openFile, type HowRead, type OpenedFile } from '../reading/open.ts';
import { FileRefused } from '../reading/refused.ts';

/** A file as it is read, with what its columns hold. */
export interface ReadFile {
  name: string;
  file: OpenedFile;
  facts: ColumnFacts[];
  total: number;
}

/** A file that was sent, opened. Refuses NOT_FOUND, and by `field` what cannot be read. */
export async function openSent(
  sql: ScopedSql,
  fileId: string,
  { chosen, field }: { chosen?: Partial<HowRead>; field: string },
): Promise<{ name: string; file: OpenedFile }> {
  const sent = await sentBytes(sql, fileId);
  if (!sent) throw notFound();
  return { name: sent.name, file: await readable(field, () => openFile(sent.bytes, chosen)) };
}

/** A file that was sent, read once from end to end. */
export async function readSent(
  sql: ScopedSql,
  fileId: string,
  how: { chosen?: Partial<HowRead>; field: string },
): Promise<ReadFile> {
  const { name, file } = await openSent(sql, fileId, how);
  const facts = file.headings.map(noFacts);
  let total = 0;
  await readable(how.field, async () => {
    for await (const { cells } of file.rows()) {
      total += 1;
      for (const [i, cell] of cells.entries()) addCell(facts[i], cell);
    }
  });
  return { name, file, facts, total };
}

async function readable<T>(field: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FileRefused) throw badInput({ [field]: error.message });
    throw error;
  }
}
