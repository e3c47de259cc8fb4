import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Resolver,
  Root,
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import { CustomerType } from '../customers/index.ts';
import { loadNote } from './notes.loaders.ts';
import { addNote, updateNote } from './notes.service.ts';
import { notesOf } from './notes.store.ts';
import { NoteType, NoteVersionType } from './notes.types.ts';

const NOTES_MAX = 200;
const NOTES_USUAL = 50;

@Resolver(() => NoteType)
export class NotesResolver {
  @Authorized('customers:write')
  @Mutation(() => NoteType, {
    description:
      'recordId: of a customer. Users who see it and are named after an @, by name or e-mail, are told by mail.',
  })
  async addNote(
    @ArgId('recordId') recordId: string,
    @Arg('text', () => String) text: string,
    @Arg('pinned', () => Boolean, { nullable: true, defaultValue: false })
    pinned: boolean | null,
    @Arg('fileIds', () => [ID], { nullable: true }) fileIds: string[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<NoteType> {
    const id = await ctx.sql((sql) => addNote(sql, recordId, { text, pinned, fileIds }));
    return found(ctx, id);
  }

  @Authorized('customers:write')
  @Mutation(() => NoteType, {
    description: 'What is left out stays. What it said before is kept in its history.',
  })
  async updateNote(
    @ArgId('id') id: string,
    @Arg('text', () => String, { nullable: true }) text: string | null | undefined,
    @Arg('pinned', () => Boolean, { nullable: true }) pinned: boolean | null | undefined,
    @Arg('fileIds', () => [ID], { nullable: true }) fileIds: string[] | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<NoteType> {
    await ctx.sql((sql) => updateNote(sql, id, { text, pinned, fileIds }));
    return found(ctx, id);
  }

  @FieldResolver(() => [String], { description: 'The addresses of its files on this server.' })
  files(@Root() note: NoteType): string[] {
    return note.fileIds.map((id) => `/files/${id}`);
  }

  @FieldResolver(() => [NoteVersionType], { description: 'What it said before, latest first.' })
  async history(@Root() note: NoteType, @Ctx() ctx: Context): Promise<NoteVersionType[]> {
    const rows = await ctx.loadMany(
      'note.history',
      note.id,
      (tx, ids) =>
        tx.noteVersion.findMany({
          where: { noteId: { in: ids } },
          orderBy: [{ at: 'desc' }, { id: 'desc' }],
        }),
      (version) => version.noteId,
    );
    return rows.map(({ id, text, at, changedBy }) =>
      Object.assign(new NoteVersionType(), { id, text, at, by: changedBy }),
    );
  }
}

async function found(ctx: Context, id: string): Promise<NoteType> {
  const note = await loadNote(ctx, id);
  if (!note) throw notFound();
  return note;
}

@Resolver(() => CustomerType)
export class NotesOfCustomerResolver {
  @FieldResolver(() => [NoteType], {
    description:
      'The pinned ones first, then the latest; 50 by default, 200 at most. Customers themselves see none.',
  })
  async notes(
    @Root() customer: CustomerType,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<NoteType[]> {
    const most = first ?? NOTES_USUAL;
    if (most < 1 || most > NOTES_MAX) throw badInput({ first: `must be 1 to ${NOTES_MAX}` });
    const ids = await ctx.loadMany(
      `customer.notes.${most}`,
      customer.id,
      (tx, customerIds) => notesOf(tx, customerIds, most),
      (row) => row.customerId,
    );
    const all = await Promise.all(ids.map(({ id }) => loadNote(ctx, id)));
    return all.filter((note) => note !== null);
  }
}
