import type { Module } from '../../kit/module.ts';
import { USERS_FILE } from './listFile.ts';
import { handled } from '../../kit/task.ts';
import { AuthResolver } from './auth.resolver.ts';
import { PasswordResetResolver } from './passwordReset.resolver.ts';
import { UsersResolver } from './users.resolver.ts';
import { KINDS, PARTS, PERMISSIONS } from './rights.ts';
import { requestedReset } from './passwordReset.service.ts';
import { purgeSignIns } from './purge.ts';
import { TASKS } from './queue.ts';

export const access: Module = {
  name: 'access',
  listFiles: [USERS_FILE],
  permissions: PERMISSIONS,
  kinds: KINDS,
  parts: PARTS,
  resolvers: [AuthResolver, PasswordResetResolver, UsersResolver],
  tasks: handled(TASKS, {
    'password-reset:request': (app, { app: door, ...request }) =>
      requestedReset(app, { door, ...request }),
    'sign-ins:purge': (app, _payload, stop) => purgeSignIns(app, stop),
  }),
};

export { seesUser, SOMEBODY_ABOVE } from './actors.ts';
export { ViewerType } from './auth.types.ts';
export { confirmMove, unconfirmedMove } from './confirm.service.ts';
export { DEVICE_COOKIE, DEVICE_LIVES_MS, deviceOf } from './devices.ts';
export { endSessions } from './endSessions.ts';
export { cookieName, doorOf, PERSON_HEADER, sameOrigin, tokenOf } from './origin.ts';
export { checkPresentPassword, hashPassword, passwordFits, passwordProblem } from './password.ts';
export { grant, permissionsOfRole, rolesWith } from './permissions.ts';
export { hashToken, viewerFor, viewerOf } from './session.service.ts';
export { createUser } from './users.service.ts';
export { requestViewer, visitors } from './visitors.ts';
