import { textInput } from '../../kit/input.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { announceMoney, auditPlace } from '../ledger/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { lockInvoice } from './documents.service.ts';
import { printedNow, printedRows } from './issue.ts';

type Facts = Record<string, unknown>;
interface Printed {
  customer: Facts;
  company: Facts | null;
  fields: Facts;
  template: string | null;
  layout: number | null;
  templateVersionId: string | null;
  companyVersionId: string | null;
  renewals: number;
}

const PRINTED = `select i.billed_to customer, v.details company,
    coalesce(i.issued_fields, i.custom_fields) fields, t.hash template, t.layout,
    i.template_version_id "templateVersionId", i.company_version_id "companyVersionId", i.renewals
  from invoice i
  left join template_version t on t.id = i.template_version_id
  left join company_version v on v.id = i.company_version_id
  where i.id = $1`;

/** Everything that is printed, detail by detail. */
function details({ customer, company, fields, template, layout }: Printed): Facts {
  const named = (of: string, facts: Facts) =>
    Object.entries(facts).map(([key, value]): [string, unknown] => [`${of}.${key}`, value]);
  return Object.fromEntries([
    ...named('customer', customer),
    ...named('company', company ?? {}),
    ...named('customFields', fields),
    ['template', template],
    ['layout', layout],
  ]);
}

/**
 * Prints an issued invoice anew: with the names, company details, template and layout of now
 * instead of those it was issued with. Amounts, lines, dates and number stay. Recorded with its
 * reason and every detail that changed, as it was and as it is. Refuses NOT_FOUND, CONFLICT
 * NOT_ISSUED and a missing reason.
 */
export async function renewInvoiceDocument(
  sql: ScopedSql,
  id: string,
  reason: string,
): Promise<void> {
  if (!reason.trim()) throw badInput({ reason: 'say why the document is renewed; it is recorded' });
  const words = textInput(reason, 'reason', { max: 500 });
  const { account, invoice } = await lockInvoice(sql, id);
  if (invoice.state === 'DRAFT')
    throw conflict('NOT_ISSUED', 'A draft is always printed as it is now.');
  const printed = await printedWith(sql, TemplateKind.INVOICE_PDF, [account.partnerId]);
  const before = await sql.row<Printed>(PRINTED, [id]);
  await sql.rows(
    `update invoice i
    set renewals = renewals + 1, ${printedNow('c.balance_minor')}
    from customer c
    join ${printedRows('$2')} on w."partnerId" = c.partner_id
    where i.id = $1 and c.id = i.customer_id`,
    [id, JSON.stringify([...printed.values()])],
  );
  const after = await sql.row<Printed>(PRINTED, [id]);
  const [was, is] = [details(before), details(after)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
    .sort();
  const only = (facts: Facts) =>
    Object.fromEntries(changed.map((key) => [key, facts[key] ?? null]));
  const versions = ({ templateVersionId, companyVersionId, renewals }: Printed) => ({
    templateVersionId,
    companyVersionId,
    renewals,
  });
  await audit(sql, {
    action: 'renew-document',
    entity: 'invoice',
    entityId: id,
    before: { ...versions(before), printed: only(was) },
    after: { ...versions(after), printed: only(is), changed, reason: words },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
}
