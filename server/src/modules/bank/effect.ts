import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { Suggestion } from '@backhaul/domain/bank/pairing';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { settledByEntry, standings, tookBackByEntry, type Standing } from './effect.store.ts';
import { postEntry, type GivenPart } from './post.service.ts';

/** What posting would do for one customer; amounts as decimals. */
export interface PostingEffect {
  customerId: string;
  /** Of the suggestion that is posted, as it stands now. */
  reason: string | null;
  balanceAfter: string;
  unblocks: boolean;
  settles: Settles[];
  /** Of a return. */
  takesBack: TakesBack | null;
}

interface Settles {
  invoiceId: string;
  amount: string;
}

/** What a return takes back of its customer; amounts as decimals. */
export interface TakesBack {
  paymentId: string;
  amount: string;
  bankFee: string | null;
  charged: string;
  reopens: Settles[];
}

/** What posting an entry would do: it is posted, looked at and taken back. Refuses as posting does. */
export async function effectOfPosting(
  { boundary, clock }: App,
  scope: Scope,
  entry: { id: string; currency: string; customers: readonly string[] },
  parts: readonly GivenPart[] | null,
): Promise<PostingEffect[]> {
  const { id, currency, customers } = entry;
  const write = (minor: bigint) => formatMinor(minor, currencyDigits(currency));
  const before = new Map<string, Standing>();
  let reason: string | null = null;
  return boundary.asIf(
    scope,
    async (sql) => {
      for (const each of await standings(sql, customers)) before.set(each.id, each);
      const unless = (best: Suggestion | undefined) => {
        reason = parts ? null : (best?.reason ?? null);
        return false;
      };
      await postEntry(sql, { id, parts, learn: false, unless }, clock.today);
    },
    async (sql) => {
      const settled = await settledByEntry(sql, id);
      const took = await tookBackByEntry(sql, id);
      const writeOf = (each: { invoiceId: string; amount: bigint }) => ({
        ...each,
        amount: write(each.amount),
      });
      return (await standings(sql, customers)).map((after) => ({
        customerId: after.id,
        reason,
        balanceAfter: write(after.balance),
        unblocks: before.get(after.id)?.status === 'BLOCKED' && after.status !== 'BLOCKED',
        settles: settled
          .filter(({ customerId }) => customerId === after.id)
          .map(({ invoiceId, amount }) => writeOf({ invoiceId, amount })),
        takesBack:
          took?.customerId === after.id
            ? {
                paymentId: took.paymentId,
                amount: write(took.amount),
                bankFee: took.bankFee ? write(took.bankFee) : null,
                charged: write(took.charged),
                reopens: took.reopens.map(writeOf),
              }
            : null,
      }));
    },
  );
}
