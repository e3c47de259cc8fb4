import type { ResourceProps } from 'react-admin';
import { iconComponent } from '../../kit/icons.tsx';
import { UserCreate } from './UserCreate.tsx';
import { UserEdit } from './UserEdit.tsx';
import { UserShow } from './UserShow.tsx';
import { UserList } from './UserList.tsx';

const users: ResourceProps = {
  name: 'users',
  list: UserList,
  create: UserCreate,
  edit: UserEdit,
  show: UserShow,
  recordRepresentation: 'name',
  icon: iconComponent('users'),
  options: { label: 'Users' },
};

export default users;
