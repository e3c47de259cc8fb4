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
} from 'type-graphql';
import { ArgId } from '../../kit/argId.ts';
import type { Context } from '../../kit/context.ts';
import { idInput } from '../../kit/input.ts';
import { partnerRecords, PartnerType, placesLookedAt } from '../partners/index.ts';
import {
  bankFileRecords,
  bankStatementRecords,
  bankTransactionRecords,
  csvMappingRecords,
  toSkipped,
} from './bank.records.ts';
import {
  BankFileType,
  BankStatementType,
  BankTransactionType,
  CsvMappingInput,
  CsvMappingType,
  SkippedEntryType,
} from './bank.types.ts';
import { saveCsvMapping } from './mappings.service.ts';
import { undoFile } from './undoFile.service.ts';

/** What a file leads to is listed up to here; the list of entries has pages. */
const LISTED = 1000;

@Resolver(() => BankFileType)
export class BankFilesResolver {
  @Authorized('bank:read')
  @Query(() => BankFileType)
  bankFile(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<BankFileType> {
    return bankFileRecords.found(ctx, id);
  }

  @Authorized('bank:read')
  @Query(() => [BankFileType], {
    description: 'The latest, up to 50: of a partner and those below it, or of all.',
  })
  async bankFiles(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<BankFileType[]> {
    const places = await ctx.read((tx) => placesLookedAt(ctx, tx, { partnerId }));
    return (await bankFileRecords.page(ctx, { first: 50 }, { AND: places })).nodes;
  }

  @Authorized('bank:write')
  @Mutation(() => BankFileType, {
    description:
      'Reverses what was posted of it and withdraws its entries, all or nothing; then it can come again.',
  })
  async undoBankFile(
    @ArgId('id') id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<BankFileType> {
    await ctx.sql((sql) => undoFile(sql, id, reason, ctx.app.clock.today));
    return bankFileRecords.found(ctx, id);
  }

  @FieldResolver(() => Int)
  posted(@Root() file: BankFileType, @Ctx() ctx: Context): Promise<number> {
    const where = { fileId: file.id, status: 'POSTED' };
    return ctx.read((tx) => tx.bankTransaction.count({ where }));
  }

  @FieldResolver(() => [SkippedEntryType], { description: 'Up to 1,000.' })
  async skipped(@Root() file: BankFileType, @Ctx() ctx: Context): Promise<SkippedEntryType[]> {
    const rows = await ctx.read((tx) =>
      tx.bankSkipped.findMany({
        where: { fileId: file.id, takenInAs: null },
        orderBy: { id: 'asc' },
        take: LISTED,
      }),
    );
    return rows.map(toSkipped);
  }

  @FieldResolver(() => [BankStatementType], { description: 'Up to 200.' })
  async statements(@Root() file: BankFileType, @Ctx() ctx: Context): Promise<BankStatementType[]> {
    return (await bankStatementRecords.page(ctx, { first: 200 }, { fileId: file.id })).nodes;
  }
}

@Resolver(() => SkippedEntryType)
export class SkippedEntryResolver {
  @FieldResolver(() => BankTransactionType)
  sameAs(
    @Root() skipped: SkippedEntryType,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType | null> {
    return bankTransactionRecords.load(ctx, skipped.sameAsId);
  }
}

@Resolver(() => CsvMappingType)
export class CsvMappingsResolver {
  @Authorized('bank:read')
  @Query(() => [CsvMappingType])
  async csvMappings(
    @Arg('partnerId', () => ID) partnerId: string,
    @Ctx() ctx: Context,
  ): Promise<CsvMappingType[]> {
    const { id } = await partnerRecords.found(ctx, partnerId);
    return (await csvMappingRecords.page(ctx, { first: 200 }, { partnerId: id })).nodes;
  }

  @Authorized('bank:write')
  @Mutation(() => CsvMappingType)
  async saveCsvMapping(
    @Arg('input', () => CsvMappingInput) input: CsvMappingInput,
    @Ctx() ctx: Context,
  ): Promise<CsvMappingType> {
    const partnerId = idInput(input.partnerId, 'partnerId');
    return csvMappingRecords.found(
      ctx,
      await ctx.sql((sql) => saveCsvMapping(sql, { ...input, partnerId })),
    );
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() mapping: CsvMappingType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, mapping.partnerId);
  }
}
