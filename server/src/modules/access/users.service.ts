import { emailInput, textInput } from '../../kit/input.ts';
import { badInput, conflict, forbidden, notFound } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import type { App } from '../../kit/app.ts';
import { confirmMove, unconfirmedMove } from './confirm.service.ts';
import { writingUnique } from '../../kit/guessing.ts';
import { checkPresentPassword, hashPassword, passwordProblem } from './password.ts';
import { mayGrant, permissionsOfRole, roleNamed } from './permissions.ts';
import { reads } from '../../kit/rights.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { endSessions, endSockets } from './endSessions.ts';
import { writeCustomFields } from '../fields/index.ts';
import { pathOfPartner } from '../partners/index.ts';
import { emailSeenInUse, insertUser, lockUser, updateUserRow } from './users.store.ts';
import type { UserInput, UserUpdateInput } from './users.types.ts';

/**
 * A role that the viewer may give; refuses an unknown one by field, and one with permissions it
 * lacks with FORBIDDEN.
 */
function grantable(viewer: Viewer, name: string): string {
  const role = roleNamed(name);
  if (!role) throw badInput({ role: 'is not a role; see the list of roles' });
  if (!mayGrant(viewer.permissions, role)) throw forbidden();
  return role.name;
}

async function passwordInput(password: string): Promise<string> {
  const problem = passwordProblem(password);
  if (problem) throw badInput({ password: problem });
  return hashPassword(password);
}

/**
 * Runs a write of an address; one that is taken is said to be where the viewer reads by whom. null:
 * it stays. id: the user whose own it may be.
 */
async function refusingTakenEmail<T>(
  sql: ScopedSql,
  viewer: Viewer,
  email: string | null,
  id: string | null,
  work: () => Promise<T>,
): Promise<T> {
  if (email === null) return work();
  const readsUsers = reads(viewer.permissions, 'User', 'email');
  if (readsUsers && (await emailSeenInUse(sql, email, id)))
    throw badInput({ email: 'is used by another user' });
  return writingUnique(
    sql,
    {
      constraint: 'app_user_email_key_key',
      field: 'email',
      problem: 'cannot be used; give another e-mail address',
    },
    work,
  );
}

/**
 * Makes a user of a partner. Refuses a partner outside the scope (NOT_FOUND), a role with permissions that the viewer
 * lacks (FORBIDDEN), and by field: an unknown role, a weak password, an e-mail address that is taken. Returns the id.
 */
export async function createUser(
  sql: ScopedSql,
  viewer: Viewer,
  partnerId: string,
  input: UserInput,
): Promise<string> {
  const partnerPath = await pathOfPartner(sql, partnerId);
  if (partnerPath === undefined) throw notFound();
  const email = emailInput(input.email, 'email');
  const name = textInput(input.name, 'name');
  const role = grantable(viewer, input.role);
  const passwordHash = input.password != null ? await passwordInput(input.password) : null;
  const id = await refusingTakenEmail(sql, viewer, email, null, () =>
    insertUser(sql, { partnerId, partnerPath, email, name, passwordHash, role }),
  );
  const fields = await writeCustomFields(
    sql,
    'USER',
    { id, partnerId, partnerPath },
    input.customFields,
    null,
  );
  await audit(sql, {
    action: 'create',
    entity: 'user',
    entityId: id,
    after: { email, name, role, customFields: fields?.after },
    partner: { id: partnerId, path: partnerPath },
  });
  return id;
}

/** Makes a user. Refusals: see createUser. */
export function addUser(
  app: App,
  viewer: Viewer,
  partnerId: string,
  input: UserInput,
): Promise<string> {
  return app.boundary.inSql(viewer.scope, (sql) => createUser(sql, viewer, partnerId, input));
}

/**
 * Changes a user. Whoever changes the own e-mail address gives the present password too: links to
 * set a new one go there. Refuses what confirmMove and updateUser refuse.
 */
export async function saveUser(
  app: App,
  viewer: Viewer,
  id: string,
  input: UserUpdateInput,
): Promise<void> {
  checkPresentPassword(input.currentPassword, 'currentPassword');
  const moves = id === viewer.id && input.email != null && input.email.trim() !== viewer.email;
  if (moves)
    await confirmMove(app, viewer, emailInput(input.email!, 'email'), input.currentPassword);
  await app.boundary.inSql(viewer.scope, (sql) => updateUser(sql, viewer, id, input, moves));
}

/**
 * Moves one's own account to another e-mail address, whatever one's role; the old one is told.
 * Refuses an address by field, what confirmMove refuses, and customers, who have a profile.
 */
export async function changeOwnEmail(
  app: App,
  viewer: Viewer,
  email: string,
  currentPassword: string,
): Promise<void> {
  if (viewer.kind === 'CUSTOMER')
    throw conflict('PROFILE', 'Customers change their address in the profile of the portal.');
  const moved = emailInput(email, 'email');
  checkPresentPassword(currentPassword, 'currentPassword');
  await confirmMove(app, viewer, moved, currentPassword);
  await app.boundary.inSql(viewer.scope, (sql) =>
    updateUser(sql, viewer, viewer.id, { email: moved }, true),
  );
}

/**
 * Changes a user; a new password or switching off ends its sessions, another role holds from the
 * next request on and ends its sockets. Refuses a user outside the scope (NOT_FOUND), one with more
 * permissions than the viewer (FORBIDDEN), and anybody's own role, activity and password (CONFLICT,
 * SELF: the own password needs the current one, see changePassword). confirmed: that the own
 * address may move.
 */
async function updateUser(
  sql: ScopedSql,
  viewer: Viewer,
  id: string,
  input: UserUpdateInput,
  confirmed: boolean,
): Promise<void> {
  const before = await lockUser(sql, id);
  if (!before) throw notFound();
  if (
    ![...permissionsOfRole(before.role)].every((permission) => viewer.permissions.has(permission))
  )
    throw forbidden();
  const role =
    input.role != null && input.role !== before.role ? grantable(viewer, input.role) : before.role;
  const after = {
    email: input.email != null ? emailInput(input.email, 'email') : before.email,
    name: input.name != null ? textInput(input.name, 'name') : before.name,
    role,
    active: input.active ?? before.active,
  };
  if (id === viewer.id && (after.role !== before.role || !after.active || input.password != null)) {
    throw conflict(
      'SELF',
      input.password != null
        ? 'Change your own password with the present one, under your profile.'
        : 'Nobody switches off or changes the role of their own user; ask another administrator.',
    );
  }
  const passwordHash = input.password != null ? await passwordInput(input.password) : null;
  const moved = after.email === before.email ? null : after.email;
  if (moved !== null && id === viewer.id && !confirmed) throw unconfirmedMove();
  await refusingTakenEmail(sql, viewer, moved, id, () =>
    updateUserRow(sql, id, after, passwordHash),
  );
  if (passwordHash || (before.active && !after.active)) await endSessions(sql, { userId: id });
  else if (after.role !== before.role) await endSockets(sql, { userId: id });
  const fields = await writeCustomFields(
    sql,
    'USER',
    { id, partnerId: before.partnerId, partnerPath: before.partnerPath },
    input.customFields,
    before.customFields,
  );
  const { email, name, active } = before;
  if (id === viewer.id && moved !== null)
    sql.happened('emailReplaced', {
      partnerId: before.partnerId,
      userId: id,
      customerId: null,
      address: email,
    });
  await audit(sql, {
    action: 'update',
    entity: 'user',
    entityId: id,
    before: { email, name, role: before.role, active, customFields: fields?.before },
    after: {
      ...after,
      customFields: fields?.after,
      ...(passwordHash ? { password: 'changed' } : {}),
    },
    partner: { id: before.partnerId, path: before.partnerPath },
  });
}
