import type { LocalDate } from '@backhaul/domain/time/calendar';
import { UTC, type PartnerClock } from '@backhaul/domain/time/partnerClock';
import type { Context } from '../../kit/context.ts';
import { idInput, isId } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { isTest, lineOf, TEST_SIGN } from '../../tenancy/scope.ts';
import { clocks, hasTestPartners } from './counts.store.ts';

/** The last character there is: everything below a path lies before path + END. */
const END = '\u{10FFFF}';

/** A condition on partnerPath. */
export interface PlaceRange {
  gte?: string;
  lt?: string;
  not?: { contains: string };
}

/** What is real. */
const REAL: PlaceRange = { not: { contains: TEST_SIGN } };

/**
 * The rows of a partner and everything below it, as a condition on partnerPath that the index
 * answers; below a real partner those of real ones.
 */
export function belowPath(path: string): PlaceRange {
  return { gte: path, lt: path + END, ...(isTest(path) ? {} : REAL) };
}

/** The same for the partner a filter names. A partner outside the scope has no rows, like one that does not exist. */
export async function belowPartner(
  tx: ScopedTx,
  partnerId: string,
  field = 'filter.partnerId',
): Promise<PlaceRange> {
  const path = await pathOf(tx, idInput(partnerId, field));
  return path === undefined ? { gte: END, lt: END } : belowPath(path);
}

async function pathOf(tx: ScopedTx, id: string): Promise<string | undefined> {
  const partner = await tx.partner.findUnique({ where: { id }, select: { path: true } });
  return partner?.path;
}

/** What a list is asked for: a partner with those below it, or what is one customer's. */
export interface LookedAt {
  partnerId?: string | null;
  customerId?: string | null;
  /** Without the partners below the one that it names. */
  partnerOnly?: boolean | null;
  /** It names something else that belongs to one partner. */
  one?: boolean;
}

/**
 * Where the rows of a list stand: at the partner that its filter names and below, else anywhere in
 * the scope. What is only tested is in the lists of test partners and nowhere else, so that a list
 * holds what its figures add up; what is asked for by name is there all the same.
 */
export async function placesLookedAt(
  ctx: Context,
  tx: ScopedTx,
  { partnerId, customerId, partnerOnly, one }: LookedAt,
): Promise<{ partnerPath: PlaceRange; partnerId?: string }[]> {
  if (partnerId) {
    const below = { partnerPath: await belowPartner(tx, partnerId) };
    return [partnerOnly ? { ...below, partnerId: partnerId.toLowerCase() } : below];
  }
  if (customerId || one || seesTestsAlone(ctx)) return [];
  return [{ partnerPath: REAL }];
}

function seesTestsAlone({ scope }: Context): boolean {
  return scope.kind === 'nobody' || isTest(scope.path);
}

/** The test partners that a list of what is real leaves out, for what names partners by their ids. */
export async function testsLeftOut(ctx: Context, tx: ScopedTx): Promise<string[]> {
  if (seesTestsAlone(ctx)) return [];
  const tests = await tx.partner.findMany({
    where: { testDay: { not: null } },
    select: { id: true },
  });
  return tests.map(({ id }) => id);
}

/** The place of the test partner that a list is asked for; null where it is of what is real. */
async function testLookedAt(
  ctx: Context,
  tx: ScopedTx,
  { partnerId, customerId }: LookedAt,
): Promise<string | null> {
  const { scope } = ctx;
  if (scope.kind === 'nobody') return null;
  if (!isTest(scope.path) && !(await hasTestPartners(tx))) return null;
  const owner =
    customerId && isId(customerId)
      ? await tx.customer.findUnique({ where: { id: customerId }, select: { partnerPath: true } })
      : null;
  const named = partnerId && isId(partnerId) ? await pathOf(tx, partnerId) : owner?.partnerPath;
  return lineOf(named ?? scope.path).find(isTest) ?? null;
}

/** A day that it is now at partners inside the scope. */
export interface DayNow {
  today: LocalDate;
  partnerIds(): Promise<string[]>;
}

/**
 * The days that it is now at the partners that a list looks at, the earliest first: three at most at
 * one instant, and one alone where all live in the same.
 */
export async function daysNow(
  ctx: Context,
  tx: ScopedTx,
  looked: LookedAt,
): Promise<[DayNow, ...DayNow[]]> {
  const days = new Map<LocalDate, PartnerClock[]>();
  const test = await testLookedAt(ctx, tx, looked);
  for (const clock of await clocks(tx, test)) {
    const today = ctx.app.clock.today(clock);
    days.set(today, [...(days.get(today) ?? []), clock]);
  }
  if (!days.size) days.set(ctx.app.clock.today(UTC), []);
  const [first, ...later] = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([today, shown]) => ({
      today,
      partnerIds: async () =>
        (await tx.partner.findMany({ where: { clock: { in: shown } }, select: { id: true } })).map(
          ({ id }) => id,
        ),
    }));
  return [first, ...later];
}
