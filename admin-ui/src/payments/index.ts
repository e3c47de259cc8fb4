import PaymentsOutlined from '@mui/icons-material/PaymentsOutlined';
import type { ResourceProps } from 'react-admin';
import { PaymentCreate } from './PaymentCreate.tsx';
import { PaymentList } from './PaymentList.tsx';
import { PaymentShow } from './PaymentShow.tsx';

const payments: ResourceProps = {
  name: 'payments',
  list: PaymentList,
  create: PaymentCreate,
  show: PaymentShow,
  recordRepresentation: (payment: { receiptNumber: string }) => payment.receiptNumber,
  icon: PaymentsOutlined,
  options: { label: 'Payments' },
};

export default payments;
