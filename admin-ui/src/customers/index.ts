import GroupsOutlined from '@mui/icons-material/GroupsOutlined';
import type { ResourceProps } from 'react-admin';
import { CustomerCreate } from './CustomerCreate.tsx';
import { CustomerEdit } from './CustomerEdit.tsx';
import { CustomerList } from './CustomerList.tsx';
import { CustomerShow } from './CustomerShow.tsx';

const customers: ResourceProps = {
  name: 'customers',
  list: CustomerList,
  create: CustomerCreate,
  edit: CustomerEdit,
  show: CustomerShow,
  recordRepresentation: (customer: { name: string }) => customer.name,
  icon: GroupsOutlined,
  options: { label: 'Customers' },
};

export default customers;
