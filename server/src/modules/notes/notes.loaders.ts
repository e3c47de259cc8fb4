import type { Context } from '../../kit/context.ts';
import { toNote, type NoteType } from './notes.types.ts';

/** A note inside the scope; null for any other. */
export async function loadNote(ctx: Context, id: string): Promise<NoteType | null> {
  const row = await ctx.loadOne(
    'note',
    id,
    (tx, ids) => tx.note.findMany({ where: { id: { in: ids } } }),
    (note) => note.id,
  );
  return row && toNote(row);
}
