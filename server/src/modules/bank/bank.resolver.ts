import {
  Arg,
  Args,
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
import { ArgId } from '../../kit/argId.ts';
import { PageArgs, SliceArgs, type ConnectionValue } from '../../kit/connection.ts';
import type { Context } from '../../kit/context.ts';
import { changes } from '../../kit/live.ts';
import { must } from '../../platform/must.ts';
import { badInput, notFound } from '../../platform/refusal.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { covers } from '../../tenancy/scope.ts';
import { partnerRecords, PartnerType, placesLookedAt } from '../partners/index.ts';
import { createBankAccount } from './accounts.service.ts';
import { transactionsKept, transactionsWhere } from './bank.filter.ts';
import {
  bankAccountRecords,
  bankStatementRecords,
  bankTransactionRecords,
} from './bank.records.ts';
import {
  BankAccountInput,
  BankAccountType,
  BankIdentifierCheckType,
  BankIdentifierKind,
  BankStatementConnection,
  BankStatementType,
  BankTransactionConnection,
  BankTransactionFilter,
  BankTransactionType,
  PairingPartInput,
} from './bank.types.ts';
import { accountById } from './files.store.ts';
import { bicOf, IDENTIFIERS } from './identifiers.ts';
import { postFitting } from './pairing.task.ts';
import { checkParts, postEntry } from './post.service.ts';
import { takeInEntry } from './takeIn.service.ts';
import { ignoreEntry, undoEntry } from './undo.service.ts';

@Resolver(() => BankAccountType)
export class BankAccountsResolver {
  @Authorized('bank:read')
  @Query(() => [BankAccountType])
  async bankAccounts(
    @Arg('partnerId', () => ID, { nullable: true }) partnerId: string | null | undefined,
    @Ctx() ctx: Context,
  ): Promise<BankAccountType[]> {
    const places = await ctx.read((tx) => placesLookedAt(ctx, tx, { partnerId }));
    const page = await bankAccountRecords.page(ctx, { first: 200 }, { AND: places });
    return page.nodes;
  }

  @Authorized('bank:write')
  @Mutation(() => BankAccountType)
  async createBankAccount(
    @Arg('input', () => BankAccountInput) input: BankAccountInput,
    @Ctx() ctx: Context,
  ): Promise<BankAccountType> {
    return bankAccountRecords.found(ctx, await ctx.sql((sql) => createBankAccount(sql, input)));
  }

  @Authorized()
  @Query(() => BankIdentifierCheckType)
  checkBankIdentifier(
    @Arg('kind', () => BankIdentifierKind) kind: BankIdentifierKind,
    @Arg('value', () => String) value: string,
  ): BankIdentifierCheckType {
    const { cleaned, problem } = IDENTIFIERS[kind](value);
    const bic = kind === 'IBAN' ? bicOf(cleaned) : null;
    return { valid: problem === null, cleaned: cleaned || null, problem, bic };
  }

  @FieldResolver(() => PartnerType)
  partner(@Root() account: BankAccountType, @Ctx() ctx: Context): Promise<PartnerType | null> {
    return partnerRecords.load(ctx, account.partnerId);
  }

  @FieldResolver(() => BankStatementConnection, { description: 'Latest first.' })
  statements(
    @Root() account: BankAccountType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<BankStatementType>> {
    return bankStatementRecords.inside(ctx, account.id, slice, {
      parent: 'account_id',
      order: ['date', 'position', 'id'],
    });
  }
}

@Resolver(() => BankStatementType)
export class BankStatementResolver {
  @FieldResolver(() => BankAccountType)
  account(
    @Root() statement: BankStatementType,
    @Ctx() ctx: Context,
  ): Promise<BankAccountType | null> {
    return bankAccountRecords.load(ctx, statement.accountId);
  }

  @FieldResolver(() => BankTransactionConnection)
  transactions(
    @Root() statement: BankStatementType,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<BankTransactionType>> {
    return bankTransactionRecords.inside(ctx, statement.id, slice, {
      parent: 'statement_id',
      order: ['position', 'id'],
    });
  }
}

@Resolver(() => BankTransactionType)
export class BankTransactionsResolver {
  @Authorized('bank:read')
  @Query(() => BankTransactionConnection, { description: 'Best first, then the oldest.' })
  async bankTransactions(
    @Arg('filter', () => BankTransactionFilter, { nullable: true })
    filter: BankTransactionFilter | undefined,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
  ): Promise<ConnectionValue<BankTransactionType>> {
    const where = await ctx.read((tx) => transactionsWhere(ctx, tx, filter ?? {}));
    return bankTransactionRecords.page(ctx, page, where, {
      kept: () => transactionsKept(filter ?? {}),
    });
  }

  @Authorized('bank:read')
  @Query(() => BankTransactionType)
  bankTransaction(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType> {
    return bankTransactionRecords.found(ctx, id);
  }

  @Authorized('bank:read')
  @Subscription(() => Boolean, {
    description:
      'Once at once, then whenever entries or money inside the scope moved: read the list again.',
    subscribe: ({ context }: { context: Context }) =>
      changes(
        context,
        (signal) => signal.topic === 'finance' && covers(context.scope, signal.path),
      ),
  })
  bankChanged(): boolean {
    return true;
  }

  @Authorized('bank:write')
  @Mutation(() => BankTransactionType, {
    description: 'Without parts: as the best suggestion says.',
  })
  async postBankTransaction(
    @ArgId('id') id: string,
    @Arg('parts', () => [PairingPartInput], { nullable: true })
    parts: PairingPartInput[] | null | undefined,
    @Arg('learnIban', () => Boolean, { nullable: true, defaultValue: true })
    learn: boolean | null,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType> {
    const { today } = ctx.app.clock;
    checkParts(parts);
    return changed(ctx, id, (sql) => postEntry(sql, { id, parts, learn: learn ?? true }, today));
  }

  @Authorized('bank:write')
  @Mutation(() => Int, {
    description:
      'All waiting ones of the account whose best suggestion fits and has at least that confidence; says how many.',
  })
  async postBankSuggestions(
    @ArgId('bankAccountId') accountId: string,
    @Arg('from', () => Int) from: number,
    @Ctx() ctx: Context,
  ): Promise<number> {
    if (from < 1 || from > 100) throw badInput({ from: 'must be a whole number from 1 to 100' });
    if (!(await ctx.sql((sql) => accountById(sql, accountId)))) throw notFound();
    const { today } = ctx.app.clock;
    const stop = new AbortController().signal;
    return postFitting((work) => ctx.sql(work), { accountId }, { from, today }, stop);
  }

  @Authorized('bank:write')
  @Mutation(() => BankTransactionType)
  ignoreBankTransaction(
    @ArgId('id') id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType> {
    return changed(ctx, id, (sql) => ignoreEntry(sql, id, reason));
  }

  @Authorized('bank:write')
  @Mutation(() => BankTransactionType, {
    description: 'A possible duplicate, or an entry that was skipped, taken in as one of its own.',
  })
  async takeInBankTransaction(
    @ArgId('id') id: string,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType> {
    const taken = await ctx.sql((sql) => takeInEntry(sql, id));
    return must(await bankTransactionRecords.load(ctx, taken));
  }

  @Authorized('bank:write')
  @Mutation(() => BankTransactionType)
  undoBankTransaction(
    @ArgId('id') id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() ctx: Context,
  ): Promise<BankTransactionType> {
    const { today } = ctx.app.clock;
    return changed(ctx, id, (sql) => undoEntry(sql, id, reason, today));
  }

  @FieldResolver(() => BankAccountType)
  account(
    @Root() entry: BankTransactionType,
    @Ctx() ctx: Context,
  ): Promise<BankAccountType | null> {
    return bankAccountRecords.load(ctx, entry.accountId);
  }
}

async function changed(
  ctx: Context,
  id: string,
  work: (sql: ScopedSql) => Promise<unknown>,
): Promise<BankTransactionType> {
  await ctx.sql(work);
  return must(await bankTransactionRecords.load(ctx, id));
}
