import DescriptionOutlined from '@mui/icons-material/DescriptionOutlined';
import type { ResourceProps } from 'react-admin';
import { InvoiceCreate } from './InvoiceCreate.tsx';
import { InvoiceList } from './InvoiceList.tsx';
import { InvoiceShow } from './InvoiceShow.tsx';

const invoices: ResourceProps = {
  name: 'invoices',
  list: InvoiceList,
  create: InvoiceCreate,
  show: InvoiceShow,
  recordRepresentation: (invoice: { number: string | null }) => invoice.number ?? 'Draft',
  icon: DescriptionOutlined,
  options: { label: 'Invoices' },
};

export default invoices;
