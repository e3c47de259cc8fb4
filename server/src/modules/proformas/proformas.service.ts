import { v7 as uuid } from 'uuid';
import { plainDecimal } from '@backhaul/domain/money/decimals';
import { contentHash } from '../../kit/content.ts';
import { optionalText } from '../../kit/input.ts';
import { got } from '../../platform/must.ts';
import { badInput, conflict } from '../../platform/refusal.ts';
import { audit } from '../../tenancy/audit.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { writeCustomFields } from '../fields/index.ts';
import { entered } from '../invoices/index.ts';
import {
  type Account,
  accountSettings,
  announceMoney,
  auditPlace,
  lockAccount,
} from '../ledger/index.ts';
import { assignNumbers } from '../numbers/index.ts';
import { printedWith, TemplateKind } from '../templates/index.ts';
import { insertProformas, proformaOfKey } from './proformas.store.ts';
import type { ProformaInput } from './proformas.types.ts';

/**
 * Issues a proforma invoice: numbered in a series of its own, frozen with whom and what it prints, on no ledger. A key
 * used before with the same content gives the first one again. Refuses NOT_FOUND, wrong lines by field, a total that is
 * not above zero, CONFLICT NUMBER_TAKEN, and IDEMPOTENCY_KEY_REUSED for a key used with other content.
 */
export async function createProforma(
  sql: ScopedSql,
  input: ProformaInput & { customerId: string },
): Promise<string> {
  const key = optionalText(input.idempotencyKey, 'idempotencyKey') ?? null;
  const account = await lockAccount(sql, input.customerId);
  const { documentDate, dueDate, lines } = await entered(sql, account, input);
  const hash = contentOf(input);
  const before = key === null ? null : await proformaOfKey(sql, account.partnerId, key);
  if (before && before.contentHash !== hash) throw keyReused();
  if (before) return before.id;
  const sum = (of: 'net' | 'tax' | 'total') => lines.reduce((all, line) => all + line[of], 0n);
  const sums = { net: sum('net'), tax: sum('tax'), total: sum('total') };
  if (sums.total <= 0n)
    throw badInput({ lines: 'must come to more than zero: nobody can pay a request for nothing' });
  const number = await nextNumber(sql, account, documentDate);
  const printed = await printedWith(sql, TemplateKind.PROFORMA_PDF, [account.partnerId]);
  got(printed, account.partnerId);
  const [id] = await insertProformas(
    sql,
    [
      {
        ...sums,
        id: uuid(),
        customerId: account.id,
        number,
        documentDate,
        dueDate,
        key,
        hash,
        lines,
      },
    ],
    printed,
  );
  // the same key came for another customer of the partner at this very moment: that one's content differs
  if (!id) throw keyReused();
  const { partnerId, partnerPath } = account;
  const fields = await writeCustomFields(
    sql,
    'PROFORMA',
    { id, partnerId, partnerPath },
    input.customFields,
    null,
  );
  sql.happened('proformaIssued', { customerId: account.id, proformaId: id });
  await audit(sql, {
    action: 'create',
    entity: 'proforma',
    entityId: id,
    after: {
      number,
      customerId: account.id,
      documentDate,
      dueDate,
      total: sums.total,
      customFields: fields?.after,
    },
    partner: auditPlace(account),
  });
  await announceMoney(sql, account);
  return id;
}

function contentOf({ customerId, documentDate, lines, customFields }: ProformaInput): string {
  return contentHash([
    customerId,
    documentDate,
    lines.map((line) => ({
      ...line,
      unitPrice: plainDecimal(line.unitPrice),
      quantity: plainDecimal(line.quantity ?? '1'),
      taxRateId: line.taxRateId?.toLowerCase() ?? null,
      taxIncluded: line.taxIncluded ?? false,
      discount: line.discount
        ? { ...line.discount, value: plainDecimal(line.discount.value) }
        : null,
    })),
    ...(customFields == null ? [] : [customFields]),
  ]);
}

function keyReused() {
  return conflict(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used for another proforma. Use a new key for a new one.',
  );
}

async function nextNumber(sql: ScopedSql, account: Account, date: string): Promise<string> {
  const { proformaNumberFormat: format } = await accountSettings(sql, account);
  const [number] = await assignNumbers(sql, 'PROFORMA', [
    {
      partner: { id: account.partnerId, path: account.partnerPath },
      format,
      vars: { customerId: account.number, partnerId: account.partnerNumber, date },
    },
  ]);
  return number;
}
