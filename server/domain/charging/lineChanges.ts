import { addDays } from '../time/calendar.ts';
import { formatMinor } from '../money/money.ts';
import type { ServiceFacts } from './facts.ts';
import { stepsBetween, type ServiceSide } from './chargeSteps.ts';
import type { ComparedLine, LineChange } from './lineChange.ts';

/** The customer and its currency, as far as a comparison needs them. */
export interface ComparedWith {
  /** By which billing day the days of the new charge are counted. */
  billingDay: number;
  /** Of the currency. */
  digits: number;
  /** What is known of the services today: whether one ended, paused, or was charged before. */
  services?: readonly Pick<
    ServiceFacts,
    'id' | 'startDate' | 'endDate' | 'chargedUntil' | 'pauses'
  >[];
}

/**
 * Why a charge differs from another one of the same customer, line by line: their amounts add up
 * to the difference of the totals exactly, whatever was rounded. The services come first, what is
 * charged once last; what makes no difference in money is not told. Source: billing rules, Billing
 * runs, Flags.
 */
export function lineChanges(
  current: readonly ComparedLine[],
  last: readonly ComparedLine[],
  compared: ComparedWith,
): LineChange[] {
  const now = servicesOf(current);
  const then = servicesOf(last);
  const ids = [...new Set([...then.keys(), ...now.keys()])];
  return [
    ...ids.flatMap((id) => ofService(id, now.get(id), then.get(id), compared)),
    ...onceCharged(current, last, now, then, compared.digits),
  ].filter((change) => change.amount !== 0n);
}

/** The services charged for days, each with its discounts. */
function servicesOf(lines: readonly ComparedLine[]): Map<string, ServiceSide> {
  const services = new Map<string, ServiceSide>();
  for (const line of lines) {
    if (line.serviceId === null || line.discount || !isForDays(line)) continue;
    const side = services.get(line.serviceId) ?? { lines: [], discounts: [] };
    side.lines.push(line);
    services.set(line.serviceId, side);
  }
  for (const line of lines)
    if (line.serviceId !== null && line.discount)
      services.get(line.serviceId)?.discounts.push(line);
  return services;
}

function isForDays(line: ComparedLine): line is ServiceSide['lines'][number] {
  return !line.usage && line.periodFrom !== null && line.periodTo !== null;
}

const sumOf = (lines: readonly ComparedLine[]): bigint =>
  lines.reduce((sum, line) => sum + line.total, 0n);

function ofService(
  id: string,
  now: ServiceSide | undefined,
  then: ServiceSide | undefined,
  compared: ComparedWith,
): LineChange[] {
  const facts = compared.services?.find((service) => service.id === id);
  const whole = (side: ServiceSide) => sumOf(side.lines) + sumOf(side.discounts);
  if (!now || !then) {
    if (now) return [{ ...begun(now, facts), serviceId: id, amount: whole(now) }];
    return then ? [{ ...gone(then, facts), serviceId: id, amount: -whole(then) }] : [];
  }
  const { description, periodFrom } = now.lines[0];
  const steps = stepsBetween(now, then, compared).map((step): LineChange => ({
    serviceId: id,
    description,
    on: periodFrom,
    ...step,
    ...(step.kind === 'PRORATED' ? cutShort(now, facts) : {}),
    ...(step.kind === 'PRICE' ? { on: now.lines[now.lines.length - 1].periodFrom } : {}),
  }));
  return [...steps, ...discountChange(id, now, then, compared.digits)];
}

type Facts = NonNullable<ComparedWith['services']>[number] | undefined;
type Told = Omit<LineChange, 'serviceId' | 'amount'>;

function begun(now: ServiceSide, facts: Facts): Told {
  const { description, periodFrom } = now.lines[0];
  const goesOn = facts !== undefined && facts.chargedUntil > facts.startDate;
  return {
    description,
    kind: goesOn ? 'CHARGED_NOW' : 'STARTED',
    on: periodFrom,
    before: null,
    now: null,
  };
}

function gone(then: ServiceSide, facts: Facts): Told {
  const { description, periodTo } = then.lines[then.lines.length - 1];
  const told = { description, before: null, now: null };
  const paused = facts?.pauses.find((pause) => pause.until === null || pause.until > periodTo);
  if (facts && facts.endDate === null)
    return paused
      ? { ...told, kind: 'PAUSED', on: paused.from }
      : { ...told, kind: 'NOT_CHARGED_NOW', on: null };
  return { ...told, kind: 'ENDED', on: facts?.endDate ?? addDays(periodTo, -1) };
}

/** Other days because the service ends, or rests, within them. */
function cutShort(now: ServiceSide, facts: Facts): Partial<LineChange> {
  const { periodFrom } = now.lines[0];
  const { periodTo } = now.lines[now.lines.length - 1];
  if (facts?.endDate && addDays(facts.endDate, 1) === periodTo)
    return { kind: 'ENDED', on: facts.endDate };
  const pause = facts?.pauses.find(
    ({ from, until }) => from <= periodTo && (until === null || until > periodFrom),
  );
  return pause ? { kind: 'PAUSED', on: pause.from } : {};
}

function discountChange(
  serviceId: string,
  now: ServiceSide,
  then: ServiceSide,
  digits: number,
): LineChange[] {
  const is = sumOf(now.discounts);
  const was = sumOf(then.discounts);
  const { description } = now.lines[0];
  const told = { serviceId, description, amount: is - was };
  const off = (amount: bigint) => formatMinor(-amount, digits);
  const kept = { before: off(was), now: off(is) };
  if (was === 0n)
    return [
      { ...told, ...kept, kind: 'DISCOUNT_STARTED', on: now.discounts[0]?.periodFrom ?? null },
    ];
  if (is !== 0n) return [{ ...told, ...kept, kind: 'DISCOUNT', on: now.lines[0].periodFrom }];
  const until = then.discounts[then.discounts.length - 1].periodTo;
  return [{ ...told, ...kept, kind: 'DISCOUNT_ENDED', on: until && addDays(until, -1) }];
}

/** What is charged for no days, and discounts on it: by its text, what comes both times compared by its sum. */
function onceCharged(
  current: readonly ComparedLine[],
  last: readonly ComparedLine[],
  now: ReadonlyMap<string, ServiceSide>,
  then: ReadonlyMap<string, ServiceSide>,
  digits: number,
): LineChange[] {
  const is = onceOf(current, now);
  const was = onceOf(last, then);
  return [...new Set([...is.keys(), ...was.keys()])].map((description) => {
    const [charged, before] = [is.get(description), was.get(description)];
    return {
      serviceId: charged?.serviceId ?? before?.serviceId ?? null,
      description,
      kind: 'ONE_OFF',
      on: null,
      before: before ? formatMinor(before.total, digits) : null,
      now: charged ? formatMinor(charged.total, digits) : null,
      amount: (charged?.total ?? 0n) - (before?.total ?? 0n),
    };
  });
}

function onceOf(
  lines: readonly ComparedLine[],
  services: ReadonlyMap<string, ServiceSide>,
): Map<string, { serviceId: string | null; total: bigint }> {
  const once = new Map<string, { serviceId: string | null; total: bigint }>();
  for (const line of lines) {
    const { serviceId, description, discount, total } = line;
    const ofDays = serviceId !== null && services.has(serviceId) && (discount || isForDays(line));
    if (ofDays) continue;
    const known = once.get(description);
    once.set(description, { serviceId, total: total + (known?.total ?? 0n) });
  }
  return once;
}
