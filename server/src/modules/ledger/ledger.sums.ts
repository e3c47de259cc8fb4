import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../kit/context.ts';
import { keptFigures } from '../../kit/kept.ts';
import { MoneyType, toMoney } from '../../kit/money.types.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { transactionsKept, type FoundEntries } from './ledger.filter.ts';
import { OF_NO_NOTE } from './ledger.parts.ts';
import { TransactionConnection, type TransactionFilter } from './ledger.types.ts';

/** What entries come to in a currency, in minor units; tax: of debits less that of credits. */
interface EntrySums {
  currency: string;
  debits: bigint;
  credits: bigint;
  tax: bigint;
}

/** A list of entries that says what all of them come to. */
export interface SummedEntries {
  sums: () => Promise<EntrySums[]>;
}

/** Asked once, however many of the sums are. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= work());
}

/** What the entries that a filter finds come to: of the sums that are kept where it allows, else of the entries. */
export function sumsOfEntries(
  ctx: Context,
  filter: TransactionFilter,
  { where, notes }: FoundEntries,
): SummedEntries {
  const sums = () =>
    ctx.read(async (tx) => {
      const asked = transactionsKept(filter);
      const kept = asked && (await keptFigures(tx, ctx.scope, asked, ['DEBITS', 'ENTRY_TAX']));
      if (kept)
        return [...kept].map(([currency, { amount }]) => ({
          currency,
          debits: amount('DEBITS'),
          credits: amount('ENTRIES') + amount('DEBITS'),
          tax: amount('ENTRY_TAX'),
        }));
      const rows = await tx.transaction.groupBy({
        by: ['currency', 'type'],
        where: notes ? { AND: [where, OF_NO_NOTE] } : where,
        _sum: { amountMinor: true, taxMinor: true },
        orderBy: { currency: 'asc' },
      });
      return byCurrency([...rows, ...(notes ? await linesThatFit(tx, notes) : [])]);
    });
  return { sums: once(sums) };
}

/** What the lines of credit notes that fit come to, as credits. */
async function linesThatFit(
  tx: ScopedTx,
  { where, lines }: NonNullable<FoundEntries['notes']>,
): Promise<Row[]> {
  const currencies = await tx.creditNote.groupBy({
    by: ['currency'],
    where: { transactions: { some: where } },
    orderBy: { currency: 'asc' },
  });
  const rows: Row[] = [];
  for (const { currency } of currencies) {
    const { _sum } = await tx.creditNoteLine.aggregate({
      where: { AND: [lines, { creditNote: { currency, transactions: { some: where } } }] },
      _sum: { totalMinor: true, taxMinor: true },
    });
    rows.push({
      currency,
      type: 'CREDIT',
      _sum: { amountMinor: _sum.totalMinor, taxMinor: _sum.taxMinor },
    });
  }
  return rows;
}

/** What all entries of a customer come to; those of one level of an answer by one statement. */
export function sumsOfAccount(ctx: Context, customerId: string): SummedEntries {
  const sums = async () => {
    const rows = await ctx.loadMany(
      'sums of entries',
      customerId,
      (tx, ids) =>
        tx.transaction.groupBy({
          by: ['customerId', 'currency', 'type'],
          where: { customerId: { in: ids } },
          _sum: { amountMinor: true, taxMinor: true },
          orderBy: { currency: 'asc' },
        }),
      (row) => row.customerId,
    );
    return byCurrency(rows);
  };
  return { sums: once(sums) };
}

interface Row {
  currency: string;
  type: string;
  _sum: { amountMinor: bigint | null; taxMinor: bigint | null };
}

function byCurrency(rows: readonly Row[]): EntrySums[] {
  const sums = new Map<string, EntrySums>();
  for (const { currency, type, _sum } of rows) {
    const known = sums.get(currency) ?? { currency, debits: 0n, credits: 0n, tax: 0n };
    const [amount, tax] = [_sum.amountMinor ?? 0n, _sum.taxMinor ?? 0n];
    sums.set(
      currency,
      type === 'DEBIT'
        ? { ...known, debits: known.debits + amount, tax: known.tax + tax }
        : { ...known, credits: known.credits + amount, tax: known.tax - tax },
    );
  }
  return [...sums.values()];
}

@Resolver(() => TransactionConnection)
export class EntrySumsResolver {
  @FieldResolver(() => [MoneyType])
  async debits(@Root() { sums }: SummedEntries): Promise<MoneyType[]> {
    return (await sums()).map(({ currency, debits }) => toMoney(debits, currency));
  }

  @FieldResolver(() => [MoneyType])
  async credits(@Root() { sums }: SummedEntries): Promise<MoneyType[]> {
    return (await sums()).map(({ currency, credits }) => toMoney(credits, currency));
  }

  @FieldResolver(() => [MoneyType], { description: 'Debits less credits, net of tax.' })
  async net(@Root() { sums }: SummedEntries): Promise<MoneyType[]> {
    return (await sums()).map(({ currency, debits, credits, tax }) =>
      toMoney(debits - credits - tax, currency),
    );
  }

  @FieldResolver(() => [MoneyType], { description: 'The tax of debits less that of credits.' })
  async tax(@Root() { sums }: SummedEntries): Promise<MoneyType[]> {
    return (await sums()).map(({ currency, tax }) => toMoney(tax, currency));
  }
}
