import type { App } from '../../kit/app.ts';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { Scope } from '../../tenancy/scope.ts';
import { changeTariffPrice, PriceScope, tariffPriceEffect } from '../tariffs/index.ts';
import { DEARER } from './sample.ts';
import { notDearerYet } from './year.store.ts';

/** A tariff whose price rises from a day on, for those at the old one: once, however often it is called. */
export async function raisePrice(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  from: LocalDate,
): Promise<void> {
  await app.boundary.inSql(scope, async (sql) => {
    const tariffId = await notDearerYet(sql, scope.partnerId, DEARER.name);
    if (tariffId === null) return;
    const input = {
      tariffId,
      price: DEARER.price,
      from,
      scope: PriceScope.THOSE_AT_THE_OLD_PRICE,
    };
    const { fingerprint } = await tariffPriceEffect(sql, app.clock, tariffId, input);
    await changeTariffPrice(sql, app.clock, tariffId, input, fingerprint);
  });
}
