import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import type { ResourceProps } from 'react-admin';
import { RunList } from './RunList.tsx';
import { NewRun } from './NewRun.tsx';
import { RunShow } from './RunShow.tsx';

const billingRuns: ResourceProps = {
  name: 'billing-runs',
  list: RunList,
  create: NewRun,
  show: RunShow,
  recordRepresentation: (run: { date: string }) => run.date,
  icon: ReceiptLongOutlined,
  options: { label: 'Billing runs' },
};

export default billingRuns;
