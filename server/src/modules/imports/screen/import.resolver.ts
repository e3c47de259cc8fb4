import type { ImportKind } from '@backhaul/domain/imports/targets';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { ArgId } from '../../../kit/argId.ts';
import type { Context } from '../../../kit/context.ts';
import { changes } from '../../../kit/live.ts';
import { JSONScalar } from '../../../kit/scalars.ts';
import { must } from '../../../platform/must.ts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { partnerRecords, PartnerType } from '../../partners/index.ts';
import { importJobs } from './import.records.ts';
import {
  ImportJobType,
  ImportKinds,
  ImportMappingInput,
  ImportRowType,
  MigrationKits,
  toImportJob,
  toImportRow,
  UndoPreview,
  type Kit,
} from './import.types.ts';
import { checkImport, createImport, editRow, runImportJob } from './job.service.ts';
import { setMapping } from './mapping.service.ts';
import { previewUndo, undoImport } from './undo.service.ts';

const ROWS_MAX = 1000;
const JOBS_MAX = 100;

const between = (given: number | null | undefined, standard: number, max: number) =>
  Math.min(Math.max(given ?? standard, 0), max);

@Resolver(() => ImportJobType)
export class ImportResolver {
  @Authorized('imports:run')
  @Query(() => ImportJobType)
  importJob(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<ImportJobType> {
    return importJobs.found(ctx, id);
  }

  @Authorized('imports:run')
  @Query(() => [ImportJobType], { description: 'The latest first; 30 unless said.' })
  async importJobs(
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ImportJobType[]> {
    const found = await ctx.read((tx) =>
      tx.importJob.findMany({
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: between(first, 30, JOBS_MAX),
        skip: Math.max(offset ?? 0, 0),
      }),
    );
    return found.map(toImportJob);
  }

  @FieldResolver(() => PartnerType)
  async partner(@Root() job: ImportJobType, @Ctx() ctx: Context): Promise<PartnerType> {
    return must(await partnerRecords.load(ctx, job.partnerId));
  }

  @FieldResolver(() => [ImportRowType], {
    description: 'In the order of the file; 100 unless said.',
  })
  async rows(
    @Root() job: ImportJobType,
    @Arg('first', () => Int, { nullable: true }) first: number | null | undefined,
    @Arg('offset', () => Int, { nullable: true }) offset: number | null | undefined,
    @Arg('onlyErrors', () => Boolean, { nullable: true, defaultValue: true })
    onlyErrors: boolean | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ImportRowType[]> {
    const found = await ctx.read((tx) =>
      tx.importRow.findMany({
        where: {
          jobId: job.id,
          ...(onlyErrors !== false && {
            state: { in: ['ERROR', 'REJECTED', ...(job.status === 'UNDONE' ? ['KEPT'] : [])] },
          }),
        },
        orderBy: { line: 'asc' },
        take: between(first, 100, ROWS_MAX),
        skip: Math.max(offset ?? 0, 0),
      }),
    );
    return found.map(toImportRow);
  }

  @Authorized('imports:run')
  @Mutation(() => ImportJobType, {
    description: 'Begins an import of a file that was sent by POST /files?purpose=import.',
  })
  async createImport(
    @Arg('kind', () => ImportKinds) kind: ImportKind,
    @ArgId('fileId') fileId: string,
    @ArgId('partnerId', { nullable: true }) partnerId: string | null | undefined,
    @Arg('kit', () => MigrationKits, { nullable: true }) kit: Kit | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ImportJobType> {
    const id = await ctx.sql((sql) =>
      createImport(sql, { kind, fileId, partnerId: partnerId ?? null, kit: kit ?? null }),
    );
    return must(await importJobs.load(ctx, id));
  }

  @Authorized('imports:run')
  @Mutation(() => ImportJobType, {
    description: 'Says where the columns go, and how the file is read.',
  })
  setImportMapping(
    @ArgId('id') id: string,
    @Arg('input', () => ImportMappingInput) input: ImportMappingInput,
    @Ctx() ctx: Context,
  ): Promise<ImportJobType> {
    return this.#change(ctx, id, (sql) => setMapping(sql, id, input));
  }

  @Authorized('imports:run')
  @Mutation(() => ImportJobType, {
    description: 'Says in the background what importing would do, and writes nothing.',
  })
  checkImport(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<ImportJobType> {
    return this.#change(ctx, id, (sql) => checkImport(sql, id));
  }

  @Authorized('imports:run')
  @Mutation(() => ImportJobType, {
    description:
      'values: column index to its new text; allLike: every row whose column has the old text. It is checked again.',
  })
  editImportRow(
    @ArgId('id') id: string,
    @Arg('line', () => Int) line: number,
    @Arg('values', () => JSONScalar) values: unknown,
    @Arg('allLike', () => Boolean, { nullable: true, defaultValue: false })
    allLike: boolean | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ImportJobType> {
    return this.#change(ctx, id, (sql) =>
      editRow(sql, id, { line, values, allLike: allLike ?? false }),
    );
  }

  @Authorized('imports:run')
  @Mutation(() => ImportJobType, {
    description: 'Writes what was checked, in the background, once however often it is sent.',
  })
  async runImport(
    @ArgId('id') id: string,
    @Arg('fingerprint', () => String) fingerprint: string,
    @Arg('setAside', () => Boolean, { nullable: true, defaultValue: false })
    setAside: boolean | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<ImportJobType> {
    await runImportJob(ctx.app, (work) => ctx.sql(work), id, {
      fingerprint,
      setAside: setAside ?? false,
    });
    return must(await importJobs.load(ctx, id));
  }

  @Authorized('imports:run')
  @Query(() => UndoPreview, {
    description: 'What taking an import back would do, changing nothing.',
  })
  async undoPreview(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<UndoPreview> {
    const job = await importJobs.found(ctx, id);
    const look = await ctx.sql((sql) => previewUndo(sql, job.id));
    return Object.assign(new UndoPreview(), look);
  }

  @Authorized('imports:run')
  @Mutation(() => ImportJobType, {
    description:
      'Takes back what an import did, for 30 days, but for what something happened to since; once however often it is sent.',
  })
  undoImport(@ArgId('id') id: string, @Ctx() ctx: Context): Promise<ImportJobType> {
    return this.#change(ctx, id, (sql) => undoImport(sql, id));
  }

  @Authorized('imports:run')
  @Subscription(() => ImportJobType, {
    subscribe: async ({ args, context }: { args: { id: string }; context: Context }) => {
      const { id } = await importJobs.found(context, args.id);
      return changes(context, (signal) => signal.topic === 'import' && signal.id === id);
    },
  })
  async importProgress(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<ImportJobType> {
    return importJobs.found(ctx, id);
  }

  async #change(
    ctx: Context,
    id: string,
    work: (sql: ScopedSql) => Promise<void>,
  ): Promise<ImportJobType> {
    await ctx.sql(work);
    return must(await importJobs.load(ctx, id));
  }
}
