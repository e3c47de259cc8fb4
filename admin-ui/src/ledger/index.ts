import SwapVert from '@mui/icons-material/SwapVert';
import type { ResourceProps } from 'react-admin';
import { TransactionShow } from './TransactionShow.tsx';
import { TransactionList } from './TransactionList.tsx';

const transactions: ResourceProps = {
  name: 'transactions',
  list: TransactionList,
  show: TransactionShow,
  recordRepresentation: (entry: { description: string }) => entry.description,
  icon: SwapVert,
  options: { label: 'Ledger' },
};

export default transactions;
