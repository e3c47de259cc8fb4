import { amountInput, idInput, textInput } from '../../kit/input.ts';
import { lockedPartner } from '../../kit/inheritance.store.ts';
import { badInput, conflict, notFound, violatedConstraint } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { said } from './tillCash.ts';
import { openSessions } from './sessions.store.ts';
import {
  insertTill,
  lockTill,
  setTillUsers,
  staffOf,
  updateTill,
  usersOfTills,
  type TillToWrite,
} from './tills.store.ts';

interface TillDetails {
  name: string;
  limit?: string | null;
  userIds: readonly string[];
}

/**
 * Sets up a till of a partner; its id. Refuses NOT_FOUND, wrong values by field: a name that another
 * till of the partner has, and users who work neither at the partner nor above it.
 */
export async function createTill(
  sql: ScopedSql,
  input: TillDetails & { partnerId: string },
): Promise<string> {
  const partner = await lockedPartner(sql, input.partnerId);
  if (!partner) throw notFound();
  const till = checkedTill(input, partner.currency);
  const users = await checkedUsers(sql, partner.path, input.userIds);
  const id = await named(() => insertTill(sql, partner, till));
  await setTillUsers(sql, id, users);
  await audit(sql, {
    action: 'create',
    entity: 'till',
    entityId: id,
    after: { ...said({ ...till }, partner.currency), userIds: users },
    partner,
  });
  return id;
}

/** Changes a till. Refuses as createTill() does, and CONFLICT SESSION_OPEN where one that is used is archived. */
export async function changeTill(
  sql: ScopedSql,
  id: string,
  input: Partial<TillDetails> & { archived?: boolean | null },
): Promise<void> {
  const till = await lockTill(sql, id);
  if (!till) throw notFound();
  const before = (await usersOfTills(sql, [id])).map((user) => user.id);
  const next = {
    ...(input.name === undefined && input.limit === undefined
      ? { name: till.name, limit: till.limit }
      : checkedTill(
          { name: input.name ?? till.name, limit: input.limit },
          till.currency,
          input.limit === undefined ? till.limit : undefined,
        )),
    archived: input.archived ?? till.archived,
  };
  const users = input.userIds ? await checkedUsers(sql, till.partnerPath, input.userIds) : before;
  if (next.archived && !till.archived) await refuseWhileOpen(sql, id);
  await named(() => updateTill(sql, id, next));
  if (input.userIds) await setTillUsers(sql, id, users);
  await audit(sql, {
    action: next.archived && !till.archived ? 'archive' : 'update',
    entity: 'till',
    entityId: id,
    before: {
      ...said({ name: till.name, limit: till.limit, archived: till.archived }, till.currency),
      userIds: before,
    },
    after: { ...said({ ...next }, till.currency), userIds: users },
    partner: { id: till.partnerId, path: till.partnerPath },
  });
}

async function refuseWhileOpen(sql: ScopedSql, tillId: string): Promise<void> {
  const [open] = await openSessions(sql, [tillId]);
  if (open) throw conflict('SESSION_OPEN', `${open.openedBy} has it open: close the till first.`);
}

function checkedTill(
  { name, limit }: Pick<TillDetails, 'name' | 'limit'>,
  currency: string,
  kept?: bigint | null,
): TillToWrite {
  return {
    name: textInput(name, 'name', { min: 1, max: 60 }),
    limit:
      kept !== undefined
        ? kept
        : limit == null
          ? null
          : amountInput(limit, currency, 'limit', { positive: true }),
  };
}

async function checkedUsers(
  sql: ScopedSql,
  path: string,
  userIds: readonly string[],
): Promise<string[]> {
  const ids = [...new Set(userIds.map((id) => idInput(id, 'userIds')))];
  const known = await staffOf(sql, path, ids);
  if (known.length < ids.length) throw notFound();
  const wrong = known.filter(({ fits }) => !fits);
  if (wrong.length)
    throw badInput({
      userIds: `${wrong.map(({ name }) => name).join(', ')}: works neither at the partner nor above it, or not any more`,
    });
  return ids;
}

async function named<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (violatedConstraint(error)?.includes('name'))
      throw badInput({ name: 'is the name of another till of this partner' });
    throw error;
  }
}
