import { zoneOf } from '@backhaul/domain/time/partnerClock';
import type { Clock } from '../../platform/clock.ts';
import { v7 as uuid } from 'uuid';
import {
  proformaBillingDate,
  proformaDays,
  proformaMonths,
} from '@backhaul/domain/schedule/proformas';
import { dueDateFor, nextBillingDate } from '@backhaul/domain/schedule/schedule';
import type { FinanceValues } from '@backhaul/domain/settings/finance';
import { maxDate } from '@backhaul/domain/time/calendar';
import { countedBy } from '@backhaul/domain/time/periods';
import { instantAt } from '@backhaul/domain/time/wallClock';
import { contentHash } from '../../kit/content.ts';
import { got, last } from '../../platform/must.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { applyDefaults } from '../fields/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import { type Billable, billableCustomers, planJson, planOne } from '../runs/index.ts';
import { loadFinance } from '../settings/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import {
  askedFor,
  customersDue,
  keepMade,
  lockAsking,
  lockInOrder,
  type Asking,
} from './automatic.store.ts';
import { insertProformas, type ProformaToWrite } from './proformas.store.ts';

/** So many customers are asked in one transaction: a kill costs one chunk at most. */
const CHUNK = 200;

/** The instants, through one, at which a partner's proformas come by themselves: midnights of its own. */
export async function proformaInstants(
  sql: ScopedSql,
  partnerId: string,
  untilIn: Clock['today'],
): Promise<Date[]> {
  const asking = await lockAsking(sql, partnerId);
  if (!asking) return [];
  const days = await daysOf(sql, asking, untilIn(asking.clock));
  return days.map((day) => instantAt(day, '00:00', zoneOf(asking.clock)));
}

/**
 * Asks the next customers of a partner to pay what their next charge would take, on the next of its days that has come;
 * false when all are asked. Each lists what the planner of runs says for the billing date; a customer is asked once for
 * that, and not while an earlier one is open. until, late: the partner's days through which they have come, and on which
 * what comes late is dated. Two at once take turns. Refuses with what assignNumbers refuses.
 */
export async function askNext(
  sql: ScopedSql,
  partnerId: string,
  { until, late }: Record<'until' | 'late', Clock['today']>,
): Promise<boolean> {
  const asking = await lockAsking(sql, partnerId);
  if (!asking) return false;
  const [day] = await daysOf(sql, asking, until(asking.clock));
  if (day === undefined) return false;
  const finance = got(await loadFinance(sql, [partnerId]), partnerId);
  const latest = proformaBillingDate(day, 28, finance.autoProformaNextMonth);
  const due = await customersDue(sql, partnerId, {
    on: latest,
    after: asking.madeCustomer,
    limit: CHUNK,
  });
  const ids = due.map(({ id }) => id);
  await lockInOrder(sql, ids);
  const asked = await askedFor(sql, ids);
  const plans = (await billableCustomers(sql, ids)).flatMap((customer) => {
    const { id, settings } = customer.facts;
    const on = settings.cycleWeeks
      ? nextBillingDate(customer.facts)
      : proformaBillingDate(day, settings.billingDay, finance.autoProformaNextMonth);
    if (on === null || on > latest || asked.open.has(id) || asked.dates.has(`${id} ${on}`))
      return [];
    const wanted = planAhead(sql, customer, on, finance);
    return wanted ? [{ customer, on, ...wanted }] : [];
  });
  const documentDate = maxDate(day, late(asking.clock));
  await write(sql, asking, plans, { documentDate, format: finance.proformaNumberFormat });
  await keepMade(
    sql,
    partnerId,
    due.length < CHUNK ? { through: day, customer: 0 } : { customer: last(due).number },
  );
  return true;
}

async function daysOf(sql: ScopedSql, asking: Asking, until: string): Promise<string[]> {
  const { partnerId, since, madeThrough: made } = asking;
  const { autoProformaDay } = got(await loadFinance(sql, [partnerId]), partnerId);
  return proformaDays(autoProformaDay, { since, made, until });
}

/** The charge that a customer is asked to pay ahead; null where there is none, or none with an invoice. */
function planAhead(
  sql: ScopedSql,
  customer: Billable,
  on: string,
  { autoProformaMonths }: FinanceValues,
) {
  const { facts } = customer;
  const prepaidMonths = proformaMonths(facts.settings.prepaidMonths, autoProformaMonths);
  // what was used is charged afterwards: more of it comes until then
  const ahead = { ...facts, usage: [], settings: { ...facts.settings, prepaidMonths } };
  const { plan } = planOne({ ...customer, facts: ahead }, on, sql.today);
  return plan && plan.total > 0n && plan.createsInvoice ? { plan } : null;
}

type Planned = NonNullable<ReturnType<typeof planAhead>> & { customer: Billable; on: string };

async function write(
  sql: ScopedSql,
  asking: Asking,
  plans: readonly Planned[],
  { documentDate, format }: { documentDate: string; format: string },
): Promise<void> {
  if (!plans.length) return;
  const partner = { id: asking.partnerId, path: asking.partnerPath };
  const numbers = await assignNumbers(
    sql,
    'PROFORMA',
    plans.map(({ customer }) => ({
      partner,
      format,
      vars: { customerId: customer.number, partnerId: asking.number, date: documentDate },
    })),
  );
  const printed = await printedWith(sql, TemplateKind.PROFORMA_PDF, [partner.id]);
  const proformas = plans.map(({ customer, plan, on }, i): ProformaToWrite => {
    const { id: customerId, settings } = customer.facts;
    return {
      id: uuid(),
      customerId,
      number: numbers[i],
      documentDate,
      dueDate: dueDateFor(documentDate, settings.paymentDueDays),
      net: plan.net,
      tax: plan.tax,
      total: plan.total,
      key: null,
      hash: contentHash([customerId, on]),
      lines: plan.lines,
      billingDay: countedBy(settings),
      billingDate: on,
      plan: planJson(customer, plan),
    };
  });
  await insertProformas(sql, proformas, printed);
  await applyDefaults(
    sql,
    'PROFORMA',
    proformas.map(({ id }) => id),
  );
  for (const { id, customerId } of proformas) {
    sql.happened('proformaIssued', { customerId, proformaId: id });
    sql.happened('accountChanged', { customerId });
  }
  await audit(sql, {
    action: 'ask-ahead',
    entity: 'partner',
    entityId: partner.id,
    after: { date: documentDate, proformas: proformas.map(({ number }) => number) },
    partner,
  });
}
