import { textInput } from '../../kit/input.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { announceMoney, auditPlace } from '../ledger/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { lockInvoice } from './documents.service.ts';
import { type Facts, printAnew, type Printed, printedOn } from './printed.store.ts';

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
  const before = await printedOn(sql, id);
  await printAnew(sql, id, printed);
  const after = await printedOn(sql, id);
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
