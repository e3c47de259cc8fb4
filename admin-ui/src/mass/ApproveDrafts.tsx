import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { useListContext } from 'react-admin';
import { addDecimals } from '@backhaul/domain/money/decimals';
import { formatMoney } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { apiFilter } from '../api/dataProvider.ts';
import type {
  ApproveInvoicesMutationVariables,
  InvoiceRowFragment,
  MassJobPartsFragment,
} from '../generated/graphql.ts';
import { invoiceApi } from '../invoices/index.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useLocale } from '../kit/index.ts';
import type { ChosenProps } from '../kit/list/chosen.ts';
import { useScopeFilter } from '../kit/scope/partnerScope.ts';
import { ApproveInvoices } from './api.ts';
import { MassJobDialog } from './MassJobDialog.tsx';

/** Issues the drafts among the invoices that are ticked. */
export function ApproveChosen({ rows, pending, clear }: ChosenProps<InvoiceRowFragment>) {
  const locale = useLocale();
  const drafts = rows.filter(({ status }) => status === 'DRAFT');
  const currencies = [...new Set(drafts.map(({ currency }) => currency))].sort();
  const amounts = currencies.map((currency) =>
    formatMoney(
      addDecimals(drafts.flatMap((row) => (row.currency === currency ? row.total : []))),
      currency,
      locale,
    ),
  );
  return (
    <Approve
      label="Approve drafts"
      disabled={pending || drafts.length === 0}
      count={drafts.length}
      amounts={amounts.join(' and ')}
      chosen={{ ids: drafts.map(({ id }) => id) }}
      onDone={clear}
    />
  );
}

/** Issues every draft that the list's filters find, whatever page is open; there while drafts alone are shown. */
export function ApproveFound() {
  const { filterValues, total } = useListContext();
  const scope = useScopeFilter();
  const values = filterValues as Record<string, unknown>;
  const filter = apiFilter(invoiceApi, { ...values, ...scope });
  const drafts = values['status'] === 'DRAFT' ? (total ?? 0) : 0;
  // what came of it is read when no draft is left
  return <Approve label={drafts > 0 && 'Approve all'} count={drafts} chosen={{ filter }} />;
}

interface ApproveProps {
  /** Nothing: there is nothing to approve. */
  label: string | false;
  count: number;
  /** What they come to, where that is known. */
  amounts?: string;
  chosen: ApproveInvoicesMutationVariables;
  disabled?: boolean;
  onDone?: () => void;
}

function Approve({ label, count, amounts, chosen, disabled, onDone }: ApproveProps) {
  const [step, setStep] = useState<'ASKED' | MassJobPartsFragment | null>(null);
  const close = () => setStep(null);
  return (
    <>
      {label && (
        <Button variant="outlined" disabled={disabled} onClick={() => setStep('ASKED')}>
          {label}
        </Button>
      )}
      {step === 'ASKED' && (
        <AskFirst
          count={count}
          amounts={amounts}
          chosen={chosen}
          onBegun={setStep}
          onClose={close}
        />
      )}
      {step !== null && step !== 'ASKED' && (
        <MassJobDialog begun={step} title="Approve drafts" onClose={close} onDone={onDone} />
      )}
    </>
  );
}

function AskFirst({
  count,
  amounts,
  chosen,
  onBegun,
  onClose,
}: Pick<ApproveProps, 'count' | 'amounts' | 'chosen'> & {
  onBegun: (job: MassJobPartsFragment) => void;
  onClose: () => void;
}) {
  const locale = useLocale();
  const submission = useSubmit();
  const drafts = countOf(count, 'draft', 'drafts', locale);
  const begin = () =>
    submission.submit(async () => {
      onBegun((await request(ApproveInvoices, chosen)).approveInvoices);
    });
  return (
    <FormDialog
      title={`Approve ${drafts}`}
      submitLabel={`Issue ${drafts}`}
      submission={submission}
      onSubmit={() => void begin()}
      onClose={onClose}
      failure="No draft was issued."
      width="xs"
    >
      <Box>
        Each gets its number and charges its customer{amounts ? `: ${amounts} in all` : ''}. From
        then on their lines are frozen; they can only be voided or corrected.
      </Box>
    </FormDialog>
  );
}
