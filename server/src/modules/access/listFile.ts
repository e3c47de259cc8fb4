import type { ListFile } from '../../kit/listFile.ts';
import { PARTNER_COLUMNS } from '../partners/index.ts';

/** The list of users as a file. */
export const USERS_FILE: ListFile = {
  name: 'users',
  field: 'users',
  filter: 'UserFilter',
  entity: 'USER',
  columns: [
    ['name', 'name'],
    ['email', 'email'],
    ['role', 'role'],
    ['active', 'active'],
    ['last_sign_in', 'lastSignInAt'],
    ...PARTNER_COLUMNS,
  ],
};
