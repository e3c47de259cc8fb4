import { Box } from '@mui/material';
import { formatDate, formatMoney } from '@backhaul/design';
import { isPositive } from '@backhaul/domain/money/decimals';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { FactList, useLocale, Warnings } from '../kit/index.ts';
import { useSendsByItself } from '../settings/index.ts';
import type { ProformaInTheMaking } from './useProformaForm.ts';

/** The last look before a proforma is issued: whom it asks for how much until when, and who is told. */
export function IssueDialog({
  proforma,
  onClose,
}: {
  proforma: ProformaInTheMaking;
  onClose: () => void;
}) {
  const locale = useLocale();
  const { customer, amounts, currency, terms, asked, submission } = proforma;
  const sends = useSendsByItself(customer?.partner.id ?? null);
  if (!customer) return null;
  const total = formatMoney(amounts.total, currency, locale);
  const tax = isPositive(amounts.tax)
    ? `, of it about ${formatMoney(amounts.tax, currency, locale)} tax`
    : '';
  return (
    <FormDialog
      title="Issue this proforma"
      submitLabel={`Ask for ${total}`}
      busyLabel="Issuing"
      submission={submission}
      onSubmit={() => void proforma.issue()}
      onClose={onClose}
      failure="The proforma was not made."
      disabled={asked.blocked}
    >
      <FactList
        facts={[
          ['Customer', `${customer.name} #${customer.number}`],
          ['Asks for', `${total}${tax}`],
          ['Dated', formatDate(proforma.documentDate, locale, { weekday: true })],
          ['Pay by', terms ? formatDate(terms.dueDate, locale, { weekday: true }) : '…'],
          ['Mail', sayMail(terms?.email ?? null, sends)],
        ]}
      />
      <Box>
        It gets its number and is frozen: it can only be made void then. Nothing is booked until it
        is paid in full.
      </Box>
      <Warnings asked={asked} goOn="Yes, issue it like this" />
    </FormDialog>
  );
}

function sayMail(email: string | null, sends: boolean | null): string {
  if (!email) return 'None: the customer has no e-mail address.';
  if (sends === null) return `To ${email}, if documents are sent by themselves.`;
  return sends ? `To ${email}` : 'None by itself. You can send it from its page.';
}
