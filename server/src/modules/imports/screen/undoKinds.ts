import type { ImportKind } from '@backhaul/domain/imports/targets';
import type { LocalDate } from '@backhaul/domain/time/calendar';
import type { CustomerStatus } from '@backhaul/domain/charging/facts';
import type { ScopedSql } from '../../../tenancy/boundary.ts';
import { moveStatus } from '../../customers/index.ts';
import { recordedBy } from '../../ledger/index.ts';
import {
  balancesMade,
  customersMade,
  deleteCustomers,
  deleteLabels,
  deleteLocations,
  deleteServices,
  freeCustomers,
  labelsMade,
  locationsMade,
  lockCustomers,
  ownersOf,
  reverseOpenings,
  servicesMade,
  servicesOwners,
  type Made,
} from './undoMade.store.ts';

/** How what files of a kind made is taken back. */
interface UndoKind {
  /** What audit entries call a record. */
  entity: string;
  /** Records that are there still, with why they stay. */
  made(sql: ScopedSql, ids: readonly string[]): Promise<Made[]>;
  /** Nobody changes what keeps them until the transaction ends. */
  lock(sql: ScopedSql, ids: readonly string[]): Promise<void>;
  remove(sql: ScopedSql, made: readonly Made[], today: LocalDate): Promise<void>;
}

const idsOf = (made: readonly Made[]) => made.map(({ recordId }) => recordId);
const openingsOf = (made: readonly Made[]) =>
  made.flatMap(({ openingId }) => (openingId === null ? [] : [openingId]));

/** Opening balances stand in the books: they are reversed, and whose they are stays for that, inactive. */
async function removeCustomers(
  sql: ScopedSql,
  made: readonly Made[],
  today: LocalDate,
): Promise<void> {
  const booked = made.filter(({ openingId }) => openingId !== null);
  const unbooked = made.filter(({ openingId }) => openingId === null);
  if (unbooked.length) await deleteCustomers(sql, idsOf(unbooked));
  if (!booked.length) return;
  await reverseOpenings(sql, openingsOf(booked), { date: today, by: recordedBy(sql) });
  const freed = await freeCustomers(sql, idsOf(booked));
  await moveStatus(
    sql,
    freed
      .filter(({ from }) => from !== 'INACTIVE')
      .map(({ customerId, from }) => ({
        customerId,
        from: from as CustomerStatus,
        to: 'INACTIVE',
        reason: 'its import was taken back',
      })),
    today,
    { byHand: true },
  );
}

/** The kinds of files whose import can be taken back as a whole. */
export const UNDO_KINDS: Readonly<Partial<Record<ImportKind, UndoKind>>> = {
  CUSTOMER: {
    entity: 'customer',
    made: customersMade,
    lock: lockCustomers,
    remove: removeCustomers,
  },
  SERVICE: {
    entity: 'service',
    made: servicesMade,
    lock: async (sql, ids) => lockCustomers(sql, await servicesOwners(sql, ids)),
    async remove(sql, made) {
      for (const customerId of new Set(await deleteServices(sql, idsOf(made))))
        sql.happened('termsChanged', { customerId });
    },
  },
  OPENING_BALANCE: {
    entity: 'transaction',
    made: balancesMade,
    lock: async (sql, ids) => lockCustomers(sql, await ownersOf(sql, ids)),
    remove: (sql, made, today) =>
      reverseOpenings(sql, openingsOf(made), { date: today, by: recordedBy(sql) }),
  },
  LOCATION: {
    entity: 'location',
    made: locationsMade,
    lock: async () => {},
    remove: (sql, made) => deleteLocations(sql, idsOf(made)),
  },
  LABEL: {
    entity: 'label',
    made: labelsMade,
    lock: async () => {},
    remove: (sql, made) => deleteLabels(sql, idsOf(made)),
  },
};
