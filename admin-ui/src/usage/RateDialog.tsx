import { useState } from 'react';
import { Box } from '@mui/material';
import { useNotify } from 'react-admin';
import { formatPrice } from '@backhaul/design';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { usageAmount } from '@backhaul/domain/charging/usage';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import type { UsageRowFragment } from '../generated/graphql.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Choice, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useRefresh } from '../kit/form/useRefresh.ts';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale, usePartnerScope, useViewer } from '../kit/index.ts';
import { RateUsage } from './api.ts';

interface RateDialogProps {
  records: readonly UsageRowFragment[];
  onClose: () => void;
  onRated: () => void;
}

type Which = 'ticked' | 'kind';

/** A unit price for records that have none: the ticked ones, or all of their kind. */
export function RateDialog({ records, onClose, onRated }: RateDialogProps) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const place = usePlace();
  const [unitPrice, setUnitPrice] = useState('');
  const [which, setWhich] = useState<Which>('ticked');
  const submission = useSubmit();
  const kinds = [...new Set(records.map(({ kind }) => kind))];
  const currencies = [...new Set(records.map(({ customer }) => customer.currency))];
  const price = cleanDecimal(unitPrice);
  const ticked = countOf(records.length, 'ticked record', 'ticked records', locale);
  const rate = async () => {
    if (price === '') return submission.refuse({ unitPrice: 'Say what one of it costs.' });
    const done = await submission.submit(async () => {
      const input =
        which === 'ticked'
          ? { unitPrice: price, ids: records.map(({ id }) => id) }
          : { unitPrice: price, kind: kinds[0], partnerId: place };
      const { rateUsage } = await request(RateUsage, { input });
      const left = rateUsage.left ? ` ${rateUsage.left} are left: do it again.` : '';
      notify(`${countOf(rateUsage.rated, 'record has', 'records have', locale)} a price.${left}`, {
        type: 'success',
      });
      onRated();
      void refresh();
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      title="Give usage a price"
      submitLabel={which === 'ticked' ? `Rate ${ticked}` : `Rate all of “${kinds[0]}”`}
      submission={submission}
      onSubmit={() => void rate()}
      onClose={onClose}
      failure="Nothing was rated."
      width="sm"
    >
      <Box sx={{ color: 'text.secondary' }}>
        It goes on the first bill after its billing period. A price that is set stays: a record with
        a wrong one is withdrawn, and sent again.
      </Box>
      {kinds.length === 1 && (
        <Choice<Which>
          name="ids"
          label="Which"
          value={which}
          onChange={setWhich}
          choices={[
            { value: 'ticked', label: `The ${ticked}` },
            { value: 'kind', label: `All of “${kinds[0]}” without a price, 2,000 at a time` },
          ]}
          errors={submission.fields}
        />
      )}
      <MoneyField
        name="unitPrice"
        label="Price of one"
        value={unitPrice}
        onChange={setUnitPrice}
        errors={submission.fields}
        help="Up to 4 decimals, without tax or with it as the plan’s price."
        {...(currencies.length === 1 ? { currency: currencies[0] } : {})}
        required
        autoFocus
      />
      {which === 'ticked' && currencies.length === 1 && /^\d+(\.\d{1,4})?$/.test(price) && (
        <Box role="status">
          Together {formatPrice(together(records, price), currencies[0], locale)}
        </Box>
      )}
    </FormDialog>
  );
}

const together = (records: readonly UsageRowFragment[], price: string): string =>
  addDecimals(records.map(({ quantity }) => usageAmount(quantity, price)));

/** Where "all of a kind" is looked for: what the partner switch shows. */
function usePlace(): string | null {
  const viewer = useViewer();
  const { partnerId } = usePartnerScope();
  return partnerId ?? viewer?.partner.id ?? null;
}
