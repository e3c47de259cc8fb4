import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import type { App } from '../../kit/app.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { closeTill, countTill, createTill, openTill, takePayment } from '../cashDesk/index.ts';
import { hasTill, payersOf, workplaceOf } from './till.store.ts';

const FLOAT = 100n;
const PAYERS = 3;

/** A till of the cashier's: a session that was counted and closed, and one that is open. */
export async function openShop(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  email: string,
): Promise<void> {
  const cashier = await app.boundary.inSql(scope, async (sql) => {
    const user = await workplaceOf(sql, email);
    if (!user || (await hasTill(sql, user.partnerId))) return null;
    return user;
  });
  if (!cashier) return;
  const { id: userId, name, partnerId, path } = cashier;
  const tillId = await app.boundary.inSql(scope, (sql) =>
    createTill(sql, { partnerId, name: 'Shop', userIds: [userId] }),
  );
  await app.boundary.inSql(
    { kind: 'partner', partnerId, path, actor: { kind: 'USER', id: userId, name } },
    (sql) => workTheDay(sql, { userId, partnerId, tillId }, app.clock.today),
  );
}

async function workTheDay(
  sql: ScopedSql,
  { userId, partnerId, tillId }: { userId: string; partnerId: string; tillId: string },
  todayIn: App['clock']['today'],
): Promise<void> {
  const cashier = { userId, manages: false };
  const payers = await payersOf(sql, partnerId, PAYERS);
  const digits = currencyDigits(payers[0]?.currency ?? 'EUR');
  const unit = 10n ** BigInt(digits);
  const say = (minor: bigint) => formatMinor(minor, digits);
  const float = say(FLOAT * unit);
  const sessionId = await openTill(sql, cashier, { tillId, float }, todayIn);
  let cash = FLOAT * unit;
  for (const [at, { id, due }] of payers.entries()) {
    const method = at === 1 ? 'CARD' : 'CASH';
    await takePayment(
      sql,
      userId,
      { customerId: id, amount: say(due), method, idempotencyKey: `sample ${id}` },
      todayIn,
    );
    if (method === 'CASH') cash += due;
  }
  const count = { sessionId, counted: say(cash), left: float };
  await countTill(sql, cashier, count);
  await closeTill(sql, cashier, count, todayIn);
  await openTill(sql, cashier, { tillId, float }, todayIn);
}
