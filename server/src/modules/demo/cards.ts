import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import { must } from '../../platform/must.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { AutopayKind, setAutopay } from '../autopay/index.ts';
import { lockAccount } from '../ledger/index.ts';
import { acting, keepCards, methodsOfCustomers, prepareCharge } from '../savedCards/index.ts';
import { cardHolders, type CardHolder } from './cards.store.ts';

/** Cards of the sandbox: one that is disputed when it has paid, and one without money. */
const CARDS = [
  { last4: '0259', brand: 'Visa', origin: 'BY_HAND' },
  { last4: '9995', brand: 'Visa', origin: 'AUTOPAY' },
] as const;

/**
 * Two customers who saved a card with the sandbox: one paid with it and took that up with its bank, the other's autopay
 * fails for want of money. Both charges are written here; the sandbox hears of them when the server is there. Once.
 */
export async function saveCards(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  if (!app.config.sandboxGateway) return;
  const holders = await app.boundary.inSql(scope, (sql) => cardHolders(sql, CARDS.length));
  for (const [at, holder] of holders.entries()) await saveCard(app, scope, holder, { at, today });
}

async function saveCard(
  app: App,
  staff: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  { id: customerId, partnerId, gatewayId, due }: CardHolder,
  { at, today }: { at: number; today: LocalDate },
): Promise<void> {
  const { last4, brand, origin } = must(CARDS.at(at));
  const scope = await acting(app, partnerId, staff.actor);
  await app.boundary.inSql(scope, (sql) =>
    keepCards(sql, [
      {
        customerId,
        checkoutId: customerId,
        gatewayAccountId: gatewayId,
        ref: `sandbox_card_${last4}_of the sample`,
        brand,
        last4,
        expMonth: 12,
        expYear: Number(today.slice(0, 4)) + 2,
        test: true,
      },
    ]),
  );
  if (origin === 'AUTOPAY')
    await setAutopay(app, { scope: staff }, customerId, {
      kind: AutopayKind.SAVED_METHOD,
      methodId: null,
    });
  await app.boundary.inSql(scope, async (sql) => {
    const account = await lockAccount(sql, customerId);
    const method = must((await methodsOfCustomers(sql, [customerId]))[0]);
    await prepareCharge(app, sql, account, {
      methodId: method.id,
      invoiceId: null,
      amount: due,
      key: origin === 'AUTOPAY' ? `autopay:${today}` : 'sample',
      origin,
      on: today,
      number: 1,
    });
  });
}
