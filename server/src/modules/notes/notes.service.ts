import { mentioned } from '@backhaul/domain/text/mentions';
import { idInput, paragraphInput } from '../../kit/input.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { announce } from '../../platform/signals.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { lineOf } from '../../tenancy/scope.ts';
import { rolesWith } from '../access/index.ts';
import { lockedCustomer } from '../customers/index.ts';
import { loadFileMeta } from '../files/index.ts';
import { insertNote, lockNote, storeNote, usersAbove, type StoredNote } from './notes.store.ts';

const TEXT_MAX = 10_000;
const FILES_MAX = 20;
const READERS_MAX = 2000;

/** What of a note is typed; what a change leaves out stays. */
export interface NoteInput {
  text?: string | null;
  pinned?: boolean | null;
  fileIds?: string[] | null;
}

function noteText(text: string): string {
  const written = paragraphInput(text, 'text', TEXT_MAX);
  if (!written) throw badInput({ text: 'is missing' });
  return written;
}

/** The ids of a note's files, each once. Refuses by field what is no id, and more than 20. */
function fileIdsInput(given: readonly string[]): string[] {
  const ids = [...new Set(given.map((each) => idInput(each, 'fileIds')))];
  if (ids.length > FILES_MAX) throw badInput({ fileIds: `may be ${FILES_MAX} at most` });
  return ids;
}

/**
 * Refuses by field files for a note of a partner that the scope does not see, or that belong to a
 * partner neither above nor below it.
 */
async function checkFiles(
  sql: ScopedSql,
  partnerPath: string,
  ids: readonly string[],
): Promise<void> {
  const files = await loadFileMeta(sql, ids);
  const fit = files.filter(
    (file) => partnerPath.startsWith(file.partnerPath) || file.partnerPath.startsWith(partnerPath),
  );
  if (fit.length !== ids.length) throw badInput({ fileIds: 'names a file that is not there' });
}

/**
 * Writes down something about a customer, and tells whom it mentions. Refuses NOT_FOUND outside the
 * scope, and by field wrong values. Returns the id.
 */
export async function addNote(
  sql: ScopedSql,
  customerId: string,
  input: NoteInput & { text: string },
): Promise<string> {
  const text = noteText(input.text);
  const fileIds = fileIdsInput(input.fileIds ?? []);
  const { partnerId, partnerPath } = await lockedCustomer(sql, customerId);
  await checkFiles(sql, partnerPath, fileIds);
  const pinned = input.pinned ?? false;
  const note = { customerId, partnerId, partnerPath, text, pinned, fileIds };
  const id = await insertNote(sql, note);
  await recorded(sql, { ...note, id }, 'create', { after: { customerId, text, pinned } });
  await tell(sql, { ...note, id }, '');
  return id;
}

/**
 * Changes a note; what it said before is kept, and whoever is mentioned for the first time is told.
 * Refuses NOT_FOUND outside the scope, and by field wrong values.
 */
export async function updateNote(sql: ScopedSql, id: string, input: NoteInput): Promise<void> {
  const text = input.text == null ? null : noteText(input.text);
  const fileIds = input.fileIds ? fileIdsInput(input.fileIds) : null;
  const before = await lockNote(sql, id);
  if (!before) throw notFound();
  // those that stay are not looked at again: whoever sees the note sees them
  const added = (fileIds ?? []).filter((each) => !before.fileIds.includes(each));
  await checkFiles(sql, before.partnerPath, added);
  const after = {
    ...before,
    text: text ?? before.text,
    pinned: input.pinned ?? before.pinned,
    fileIds: fileIds ?? before.fileIds,
  };
  const keys = (['text', 'pinned', 'fileIds'] as const).filter(
    (key) => JSON.stringify(after[key]) !== JSON.stringify(before[key]),
  );
  if (!keys.length) return;
  await storeNote(sql, before, after);
  const of = (note: StoredNote) =>
    Object.fromEntries(
      keys.map((key) => (key === 'fileIds' ? ['files', note.fileIds.length] : [key, note[key]])),
    );
  await recorded(sql, before, 'update', { before: of(before), after: of(after) });
  await tell(sql, after, before.text);
}

/** Has those told whom a text mentions and the one before did not: who see the customer, besides the writer. */
async function tell(sql: ScopedSql, note: StoredNote, textBefore: string): Promise<void> {
  if (!note.text.includes('@')) return;
  const readers = await usersAbove(sql, lineOf(note.partnerPath), READERS_MAX);
  const roles = rolesWith('customers:read');
  const told = new Set(mentioned(textBefore, readers));
  const userIds = mentioned(note.text, readers)
    .filter((each) => !told.has(each) && roles.includes(each.role))
    .map(({ id }) => id);
  if (!userIds.length) return;
  sql.happened('noteMentions', { noteId: note.id, customerId: note.customerId, userIds });
}

async function recorded(
  sql: ScopedSql,
  note: StoredNote,
  action: string,
  change: { before?: object; after?: object },
): Promise<void> {
  await audit(sql, {
    action,
    entity: 'note',
    entityId: note.id,
    partner: { id: note.partnerId, path: note.partnerPath },
    ...change,
  });
  await announce(sql, { topic: 'account', path: note.partnerPath, id: note.customerId });
}
