/**
 * A plain reference of one account: what a person with a calendar and a pocket calculator would say.
 * It knows days and months, not how the product works: every day has a price, a charge takes the
 * days that were not charged, what is given back is what those days cost.
 */
export interface Model {
  /** In cents; above zero the customer has money. */
  balance: number;
  services: ModelService[];
  charges: ModelCharge[];
  payments: { id: string; cents: number; reversed: boolean }[];
}

export interface ModelService {
  id: string;
  /** For a month, in cents. */
  price: number;
  start: Day;
  /** The last day. */
  end: Day | null;
  /** Days on which it rests: from, until (exclusive; null: open). */
  rests: [from: Day, until: Day | null][];
  /** The first day that is not charged. */
  until: Day;
  /**
   * It rested on days that were paid before: they are not given back, and whether they are when it
   * ends during them is not said anywhere.
   */
  restsWhilePaid?: boolean;
}

/** What one charge took of one service: days, and what of them was given back. */
export interface ModelCharge {
  /** left: cents of its line that no note took yet; all notes together never exceed it. */
  parts: { service: string; days: Day[]; given: Set<Day>; before: Day; left: number }[];
  cents: number;
  /** Cents given back of it. */
  back: number;
  undone: boolean;
}

/** YYYY-MM-DD. */
export type Day = string;

export const nextDay = (day: Day, by = 1): Day =>
  new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
const monthOf = (day: Day): string => day.slice(0, 7);
const daysIn = (month: string): number =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
/** The first day after the month of a day. */
export const monthAfter = (day: Day): Day => nextDay(`${monthOf(day)}-01`, daysIn(monthOf(day)));

/** Round half up; nothing here is below zero. */
const rounded = (over: bigint, under: bigint): number => Number((over * 2n + under) / (under * 2n));

/** What days of a service cost together, in cents: each its part of its month, rounded once. */
export function costOf(price: number, days: readonly Day[]): number {
  const under = 28n * 29n * 30n * 31n;
  const over = days.reduce(
    (sum, day) => sum + (BigInt(price) * under) / BigInt(daysIn(monthOf(day))),
    0n,
  );
  return rounded(over, under);
}

const restsOn = ({ rests }: ModelService, day: Day): boolean =>
  rests.some(([from, until]) => from <= day && (until === null || day < until));

/** The first day from one on that a charge would take; null while the service rests. */
export function nextOpen(service: ModelService, day: Day): Day | null {
  for (let next = day; ; next = nextDay(next)) {
    if (!restsOn(service, next)) return next;
    if (service.rests.some(([from, until]) => until === null && from <= next)) return null;
  }
}

/** The days of a service that a charge of all before `before` takes. */
export function open(service: ModelService, before: Day): Day[] {
  const days: Day[] = [];
  for (let day = service.until; day < before; day = nextDay(day)) {
    if (service.end !== null && day > service.end) break;
    if (day >= service.start && !restsOn(service, day)) days.push(day);
  }
  return days;
}

/** Charges services up to a day; null where there is nothing. */
export function charge(
  model: Model,
  services: readonly ModelService[],
  before: Day,
): number | null {
  const parts = services.flatMap((service) => {
    const days = open(service, before);
    return days.length
      ? [
          {
            service: service.id,
            days,
            given: new Set<Day>(),
            before: service.until,
            left: costOf(service.price, days),
          },
        ]
      : [];
  });
  if (!parts.length) return null;
  let cents = 0;
  for (const part of parts) {
    const service = serviceOf(model, part.service);
    cents += part.left;
    service.until = nextDay(part.days.at(-1)!);
  }
  model.charges.push({ parts, cents, back: 0, undone: false });
  model.balance -= cents;
  return cents;
}

export function serviceOf(model: Model, id: string): ModelService {
  return model.services.find((service) => service.id === id)!;
}

/** What is charged of a service behind its last day comes back, charge by charge. */
export function giveBack(model: Model, service: ModelService): number {
  let all = 0;
  for (const made of model.charges.filter(({ undone }) => !undone))
    for (const part of made.parts.filter((each) => each.service === service.id)) {
      const days = part.days.filter((day) => day > service.end! && !part.given.has(day));
      const cents = Math.min(costOf(service.price, days), part.left);
      part.left -= cents;
      for (const day of days) part.given.add(day);
      made.back += cents;
      all += cents;
    }
  if (service.until > nextDay(service.end!)) service.until = nextDay(service.end!);
  model.balance += all;
  return all;
}

/** The last charge that stands is taken back: its money, and its days. */
export function undo(model: Model): void {
  const made = model.charges.findLast(({ undone }) => !undone)!;
  made.undone = true;
  model.balance += made.cents - made.back;
  for (const part of made.parts) {
    const service = serviceOf(model, part.service);
    // days before it that were given back meanwhile stay open
    if (part.before < service.until) service.until = part.before;
  }
}
