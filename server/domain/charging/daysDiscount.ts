import type { LocalDate } from '../time/calendar.ts';
import { toDayNumber } from '../time/dayNumber.ts';
import { fromInt } from '../money/fraction.ts';
import { currencyDigits, formatMinor } from '../money/money.ts';
import { discountText } from './discountLines.ts';
import { discountsOnDay } from './discounts.ts';
import type { CustomerFacts, DiscountFacts, ServiceFacts } from './facts.ts';
import { lineWords } from './lineWords.ts';
import type { PlannedLine } from './plan.ts';
import { dayLine } from './prepaidDay.ts';

type Sums = Pick<PlannedLine, 'net' | 'tax' | 'total'>;

/**
 * The line of days that were charged one by one, as it stands on the invoice of their month: with
 * discounts on them, what they would have cost without, and a line of what was taken off. Where they
 * came to something else than the service as it is now says, for it was changed backwards since, it
 * stays one line. Source: billing rules, Recurring billing, Discounts; Prepaid (daily).
 */
export function discountShown(
  line: PlannedLine,
  days: readonly LocalDate[],
  { services, currency, settings }: Pick<CustomerFacts, 'services' | 'currency' | 'settings'>,
): PlannedLine[] {
  const service = services.find(({ id }) => id === line.serviceId);
  if (line.kind !== 'SERVICE' || !service) return [line];
  const discounts = discountsOf(service, days);
  if (!discounts.length) return [line];
  const digits = currencyDigits(currency);
  const charged = sumOfDays(service, days, digits);
  if (charged.net !== line.net || charged.total !== line.total) return [line];
  const full = sumOfDays({ ...service, discounts: [] }, days, digits);
  const off = {
    net: line.net - full.net,
    tax: line.tax - full.tax,
    total: line.total - full.total,
  };
  const language = settings.documentLanguage;
  const [only] = discounts;
  return [
    { ...line, ...full },
    {
      ...line,
      ...off,
      kind: 'DISCOUNT',
      description:
        discounts.length === 1
          ? discountText(only, line.description, language)
          : `${lineWords(language).discount}: ${line.description}`,
      quantity: '1',
      unitPrice: formatMinor(line.taxIncluded ? off.total : off.net, digits),
      category: 'Discount',
    },
  ];
}

/** The discounts that hold on one of the days. */
function discountsOf(service: ServiceFacts, days: readonly LocalDate[]): DiscountFacts[] {
  const held = new Set<DiscountFacts>();
  for (const day of days)
    for (const { discount } of discountsOnDay(service.discounts, fromInt(100), toDayNumber(day)))
      held.add(discount);
  return [...held];
}

function sumOfDays(service: ServiceFacts, days: readonly LocalDate[], digits: number): Sums {
  const sum = { net: 0n, tax: 0n, total: 0n };
  for (const day of days) {
    const { net, tax, total } = dayLine(service, day, digits);
    sum.net += net;
    sum.tax += tax;
    sum.total += total;
  }
  return sum;
}
