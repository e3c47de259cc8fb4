import { Box, Button } from '@mui/material';
import { sayMethod } from '../customers/index.ts';
import { Choice, MoneyField } from '../kit/form/Fields.tsx';
import type { Till } from './api.ts';
import type { Taking } from './useTaking.ts';

/** The three fields of a payment at the desk. */
export function TakeFields({ till, taking }: { till: Till; taking: Taking }) {
  const { fields } = taking.submission;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' } }}>
      <MoneyField
        name="amount"
        label="Amount"
        value={taking.amountText}
        onChange={taking.setAmount}
        currency={till.currency}
        errors={fields}
        help={<OfWhatIsDue taking={taking} />}
        required
        autoFocus
      />
      <Choice
        name="method"
        label="Paid by"
        value={taking.method}
        onChange={taking.setMethod}
        choices={till.methods.map((value) => ({ value, label: sayMethod(value) }))}
        errors={fields}
      />
      {taking.method === 'CASH' && (
        <MoneyField
          name="tendered"
          label="Handed over"
          value={taking.tendered}
          onChange={taking.setTendered}
          currency={till.currency}
          errors={fields}
          help="Empty: just the amount"
        />
      )}
    </Box>
  );
}

function OfWhatIsDue({ taking }: { taking: Taking }) {
  if (taking.rounds) return <>Of {taking.due} due; cash is rounded, the rest corrected</>;
  if (taking.isDue) return <>All that is due</>;
  if (taking.payable === null) return null;
  return (
    <Button size="small" onClick={taking.useDue} sx={{ padding: 0, minHeight: 24 }}>
      Use {taking.payable}, all that is due
    </Button>
  );
}
