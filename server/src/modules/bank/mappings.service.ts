import { delimiterOf, readMapping, type CsvMapping } from '@backhaul/domain/bank/csvMapping';
import { textInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  mappingById,
  mappingByHeader,
  partnerPlace,
  rememberHeader,
  saveMapping,
} from './mappings.store.ts';

const HEADER_MAX = 2000;

/** The mapping that is named, or the one that knows the file's header; null: nobody said what is where. */
export async function mappingFor(
  sql: ScopedSql,
  id: string | null,
  beginning: string,
): Promise<CsvMapping | null> {
  const lines = beginning.split(/\r?\n/);
  if (id) {
    const found = await mappingById(sql, id);
    if (!found) throw notFound();
    await rememberHeader(sql, id, headerOf(lines, found.skipLines));
    return found;
  }
  const headers = lines.slice(0, 30).map((line) => line.slice(0, HEADER_MAX));
  const known = await mappingByHeader(
    sql,
    headers.filter((line) => delimiterOf([line]) !== null),
  );
  return known ?? null;
}

const headerOf = (lines: readonly string[], skip: number): string =>
  (lines[skip] ?? '').slice(0, HEADER_MAX);

/** Saves a mapping under its name, in the place of one of that name. Refuses by key what is wrong in it. */
export async function saveCsvMapping(
  sql: ScopedSql,
  input: { partnerId: string; name: string; mapping: unknown },
): Promise<string> {
  const name = textInput(input.name, 'name', { min: 1, max: 100 });
  const read = readMapping(input.mapping);
  if ('problems' in read)
    throw badInput(
      Object.fromEntries(
        Object.entries(read.problems).map(([key, problem]) => [
          key ? `mapping.${key}` : 'mapping',
          problem,
        ]),
      ),
    );
  const partner = await partnerPlace(sql, input.partnerId);
  if (!partner) throw notFound();
  const id = await saveMapping(sql, partner, name, read.mapping);
  await audit(sql, {
    action: 'save',
    entity: 'csv-mapping',
    entityId: id,
    after: { name, mapping: read.mapping },
    partner,
  });
  return id;
}
