import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CustomerFacts, ServiceFacts, TariffKind } from '@backhaul/domain/charging/facts';
import { formatMinor } from '@backhaul/domain/money/money';
import { planCharge } from '@backhaul/domain/charging/planCharge';
import type { ChargePlan } from '@backhaul/domain/charging/plan';
import { FINANCE_DEFAULTS, resolveCustomerBilling } from '@backhaul/domain/settings/finance';

const folder = fileURLToPath(new URL('../../../shared/data/migration/', import.meta.url));

describe.runIf(existsSync(folder))('the data an ISP moves in with', () => {
  it('plans partner 2 for 1 April 2026 to the cent', () => {
    const plans = plansOf('2', '2026-04-01');
    expect(plans).toHaveLength(390);
    expect(sum(plans, 'net')).toBe('254124.06');
    expect(sum(plans, 'tax')).toBe('38118.77');
    expect(sum(plans, 'total')).toBe('292242.83');
  });
});

function plansOf(partner: string, on: string): ChargePlan[] {
  const tariffs = new Map(rows('tariffs.csv', ',').map((row) => [row.code, row]));
  const services = new Map<string | undefined, Row[]>();
  for (const row of rows('services.csv', ','))
    services.set(row.customer, [...(services.get(row.customer) ?? []), row]);
  return rows('customers.csv', ';')
    .filter((row) => row.partner === partner)
    .map((row) =>
      customerOf(
        row,
        (services.get(row.customer) ?? []).map((service) =>
          serviceOf(service, tariffs.get(service.tariff) ?? {}),
        ),
      ),
    )
    .map((customer) => planCharge(customer, on, { issueDate: on }))
    .flatMap((result) => ('plan' in result ? [result.plan] : []));
}

function customerOf(row: Row, services: ServiceFacts[]): CustomerFacts {
  const own = {
    ...(row.billing_enabled ? { billingEnabled: row.billing_enabled === 'yes' } : {}),
    ...(row.payment_period ? { paymentPeriod: row.payment_period as 'PREPAID' | 'POSTPAID' } : {}),
    ...(row.prepaid_months ? { prepaidMonths: Number(row.prepaid_months) } : {}),
    ...(row.billing_day ? { billingDay: Number(row.billing_day) } : {}),
    ...(row.payment_due_days ? { paymentDueDays: Number(row.payment_due_days) } : {}),
  };
  return {
    id: row.customer ?? '',
    currency: 'ZAR',
    status: row.status as CustomerFacts['status'],
    billingType: 'RECURRING',
    settings: resolveCustomerBilling(FINANCE_DEFAULTS, own),
    inactiveSince: null,
    services,
    futureItems: [],
  };
}

function serviceOf(row: Row, tariff: Row): ServiceFacts {
  const discount = {
    kind: row.discount_kind as 'PERCENT' | 'FIXED',
    value: row.discount_value ?? '',
    from: row.discount_from || null,
    until: row.discount_until || null,
    message: null,
  };
  return {
    id: `${row.customer} ${row.tariff} ${row.start}`,
    description: row.description ?? '',
    kind: tariff.kind as TariffKind,
    status: 'ACTIVE',
    startDate: row.start ?? '',
    endDate: row.end || null,
    chargedUntil: row.charged_until || (row.start ?? ''),
    quantity: row.quantity ?? '',
    unitPrice: row.unit_price || (tariff.price ?? ''),
    earlierPrices: [],
    taxPercent: tariff.tax_percent ?? '',
    taxIncluded: tariff.tax_included === 'yes',
    setupFee: '0',
    setupCharged: true,
    pauses: [],
    discounts: row.discount_kind ? [discount] : [],
  };
}

function sum(plans: ChargePlan[], field: 'net' | 'tax' | 'total'): string {
  return formatMinor(
    plans.reduce((all, plan) => all + plan[field], 0n),
    2,
  );
}

type Row = Record<string, string | undefined>;

// Names may be quoted, with delimiters and doubled quotes in them, but no line breaks; a full reader belongs to the import.
function rows(file: string, delimiter: string): Row[] {
  const [head = '', ...lines] = readFileSync(folder + file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  const names = head.split(delimiter);
  return lines.map((line) => {
    const cells = cellsOf(line, delimiter);
    return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
  });
}

function cellsOf(line: string, delimiter: string): string[] {
  const cell = new RegExp(`(?:^|${delimiter})(?:"((?:[^"]|"")*)"|([^${delimiter}]*))`, 'g');
  return Array.from(
    line.matchAll(cell),
    ([, quoted, plain]) => plain ?? quoted?.replaceAll('""', '"') ?? '',
  );
}
