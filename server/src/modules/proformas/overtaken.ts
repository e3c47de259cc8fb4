import { lineWords } from '@backhaul/domain/charging/lineWords';
import { isStillPlanned, type EarlierPlan } from '@backhaul/domain/charging/stillPlanned';
import { languageOf } from '@backhaul/domain/text/languages';
import { got, must } from '../../platform/must.ts';
import { firstOpenDay } from '../closing/index.ts';
import { billableCustomers } from '../runs/index.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { openAskings, overtakenOf, type OpenAsking, type Overtaken } from './overtaken.store.ts';
import { voidOpen } from './void.service.ts';

/**
 * Proformas that came by themselves ask for days and items that are still to be charged: those whose
 * days were charged meanwhile, taken back, or are gone become void, with words, and what waited on
 * them is free; so do those whose services end, rest, or cost something else by now: nobody pays for
 * days without service, or twice. The customers are locked.
 */
export async function voidOvertaken(
  sql: ScopedSql,
  customers: readonly { customerId: string }[],
): Promise<void> {
  const ids = customers.map(({ customerId }) => customerId);
  for (const overtaken of await overtakenOf(sql, ids))
    await voidOne(sql, overtaken, why(overtaken));
  const open = await openAskings(sql, ids);
  if (!open.length) return;
  const billed = await billableCustomers(
    sql,
    open.map(({ customerId }) => customerId),
  );
  const facts = new Map(billed.map((customer) => [customer.facts.id, customer.facts]));
  for (const asking of open)
    if (!isStillPlanned(got(facts, asking.customerId), planOf(asking)))
      await voidOne(sql, asking, lineWords(languageOf(asking.language)).askedOtherwise);
}

async function voidOne(
  sql: ScopedSql,
  { id, customerId, partnerId, partnerPath, clock }: Omit<OpenAsking, 'plan' | 'language'>,
  reason: string,
): Promise<void> {
  const account = { id: customerId, partnerId, partnerPath };
  const on = await firstOpenDay(sql, account, sql.today(clock));
  await voidOpen(sql, account, [{ id, reason }], on);
}

function planOf({ plan: { billingDay, services, lines } }: OpenAsking): EarlierPlan {
  return {
    billingDay: must(billingDay),
    services,
    lines: lines.map((line) => ({ ...line, net: BigInt(line.net), total: BigInt(line.total) })),
  };
}

/** Why one is void, in the language in which it speaks: the reason is printed on it. */
function why({ charged, invoiceNumber, language }: Overtaken): string {
  const words = lineWords(languageOf(language));
  if (!charged) return words.askedOtherwise;
  return invoiceNumber === null ? words.chargedBefore : words.chargedBeforeBy(invoiceNumber);
}
