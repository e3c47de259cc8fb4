import { signOfFile, columnsOf, amountsOf, needsHeader } from '@backhaul/domain/bank/csvEntries';
import type { CsvMapping } from '@backhaul/domain/bank/csvMapping';
import { Unreadable, type BankFormat } from '@backhaul/domain/bank/entry';
import type { App } from '../../kit/app.ts';
import { enqueue } from '../../platform/queue.ts';
import { announce } from '../../platform/signals.ts';
import { NOBODY, type Scope } from '../../tenancy/scope.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { rootPartner } from '../partners/index.ts';
import {
  endFile,
  fileToRead,
  filesReading,
  holdFile,
  markRead,
  setProgress,
  type FileToRead,
} from './files.store.ts';
import { contentOf, memberContent, readAtOf, textOf, type Content } from './content.ts';
import { formatOf, PACKED, readerOf } from './formats/formats.ts';
import { rowsOf } from './formats/csv.ts';
import { intakeOf } from './intake.ts';
import { mappingFor } from './mappings.service.ts';
import { pairFile, postFitting, type Run } from './pairing.task.ts';
import { membersOf } from './zip.ts';

/** Reading is so much of the work, pairing and posting the rest. */
const READ_SHARE = 0.7;

type JobScope = Extract<Scope, { path: string }>;

/**
 * Reads a file: all of its entries in one transaction or none, then pairs them, then posts what fits. A process that is
 * killed lets go of it, and whoever comes next begins again, or goes on where the entries are there.
 */
export async function readFile(
  app: App,
  { partnerId, fileId }: { partnerId: string; fileId: string },
  stop: AbortSignal,
): Promise<void> {
  const scope = await app.boundary.jobScope(partnerId);
  if (!scope || scope.kind === 'nobody') return;
  try {
    const file = await app.boundary.inSql(scope, (sql) => takeEntries(app, scope, sql, fileId));
    if (!file) return;
  } catch (error) {
    const failure = failureOf(app, error, fileId);
    await app.boundary.inSql(scope, async (sql) => {
      await endFile(sql, fileId, failure);
      await announce(sql, { topic: 'finance', path: scope.path });
    });
    return;
  }
  await pairFile(app, scope, fileId, stop);
  if (stop.aborted) return;
  const run: Run = (work) => app.boundary.inSql(scope, work);
  await postFitting(run, { fileId }, { from: null, today: app.clock.today }, stop);
  if (stop.aborted) return;
  await app.boundary.inSql(scope, async (sql) => {
    await endFile(sql, fileId, null);
    await announce(sql, { topic: 'finance', path: scope.path });
  });
}

/** What is told of a file that cannot be taken; what may pass by itself is thrown, and tried again. */
function failureOf(
  app: App,
  error: unknown,
  fileId: string,
): { message: string; line: number | null } {
  if (error instanceof Unreadable) return { message: error.message, line: error.line };
  const { code = '' } = error as { code?: string };
  // the database's own word that a value is none
  if (!code.startsWith('22')) throw error;
  app.log.error({ err: error, fileId }, 'a file of a bank could not be stored');
  return { message: 'The server failed at it; its log says why.', line: null };
}

/** Null where there is nothing to do: it ended, or somebody else reads it. */
async function takeEntries(
  app: App,
  scope: JobScope,
  sql: ScopedSql,
  fileId: string,
): Promise<FileToRead | null> {
  if (!(await holdFile(sql, fileId))) return null;
  const file = await fileToRead(sql, fileId);
  if (file?.status !== 'READING') return null;
  if (file.readAt) return file;
  const intake = await intakeOf(sql, file);
  let told = 0;
  let at = 0;
  const moved: Moved = async (read) => {
    at += read;
    const progress = Math.min(1, at / Number(file.size)) * READ_SHARE;
    if (progress - told < 0.01) return;
    told = progress;
    // by another connection: this transaction shows nothing until all of it is there
    await app.boundary.inSql(scope, (beside) => setProgress(beside, fileId, progress));
  };
  if (file.format === PACKED) await takeMembers(sql, file, intake, moved);
  else await takeContent(contentOf(sql, file), { ...file, format: file.format }, intake, moved);
  await markRead(sql, fileId, await intake.end());
  return file;
}

/** How many bytes of the file were read. */
type Moved = (read: number) => Promise<void>;
type Intake = Awaited<ReturnType<typeof intakeOf>>;

async function takeMembers(
  sql: ScopedSql,
  file: FileToRead,
  intake: Intake,
  moved: Moved,
): Promise<void> {
  const readAt = readAtOf(sql, file.id);
  for (const member of await membersOf(readAt, Number(file.size))) {
    intake.next();
    try {
      const content = await memberContent(readAt, member);
      const format = formatOf(content.beginning);
      if (!format) throw new Unreadable('It is no file of a bank that is read here.');
      const mapping = format === 'CSV' ? await mappingFor(sql, null, content.beginning) : null;
      const encoding = mapping?.encoding ?? content.encoding;
      await takeContent({ ...content, encoding }, { format, mapping }, intake, moved);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      throw new Unreadable(`${member.name}: ${error.message}`, error.line);
    }
  }
}

async function takeContent(
  content: Content,
  { format, mapping }: { format: BankFormat; mapping: CsvMapping | null },
  intake: Intake,
  moved: Moved,
): Promise<void> {
  const signed = mapping && (await withSign(content, mapping));
  const reader = readerOf(format).open({ mapping: signed });
  for await (const { text, read } of textOf(content)) {
    await intake.take(text === null ? reader.end() : reader.push(text));
    await moved(read);
  }
}

/** A mapping with the decimal sign that all amounts of the file tell, where it does not say one. */
async function withSign(content: Content, mapping: CsvMapping): Promise<CsvMapping> {
  if (mapping.decimalSign) return mapping;
  const rows = rowsOf(mapping);
  const signs = signOfFile();
  let columns: ReturnType<typeof columnsOf> | null = null;
  for await (const { text } of textOf(content))
    for (const row of text === null ? rows.end() : rows.push(text)) {
      if (columns) for (const amount of amountsOf(row, columns)) signs.see(amount, row.line);
      else {
        columns = columnsOf(mapping, needsHeader(mapping) ? row.cells : null);
        if (!needsHeader(mapping))
          for (const amount of amountsOf(row, columns)) signs.see(amount, row.line);
      }
    }
  return { ...mapping, decimalSign: signs.sign() };
}

/** Goes on with what a killed process left. */
export async function recoverFiles(app: App): Promise<void> {
  const root = await app.boundary.inSql(NOBODY, rootPartner);
  const scope = root && (await app.boundary.jobScope(root));
  if (!scope) return;
  await app.boundary.inSql(scope, async (sql) => {
    for (const { id, partnerId } of await filesReading(sql))
      await enqueue(sql, 'bank:read', { partnerId, fileId: id }, { key: `bank:read:${id}` });
  });
}
