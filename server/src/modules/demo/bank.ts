import { formatMinor, currencyDigits } from '@backhaul/domain/money/money';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import { createBankAccount, takeText } from '../bank/index.ts';
import { currencyOf, hasBankAccount, payable, type Payable } from './bank.store.ts';

const IBAN = 'DE12500105170648489890';
const MOST = 9;

/** Two statements of the ISP's bank, in two formats: most of it names what it pays, some does not. Once. */
export async function makeStatements(
  app: App,
  scope: Exclude<Scope, { kind: 'nobody' | 'customer' }>,
  today: LocalDate,
): Promise<void> {
  const { partnerId } = scope;
  await app.boundary.inSql(scope, async (sql) => {
    if (await hasBankAccount(sql)) return;
    const currency = await currencyOf(sql, partnerId);
    const invoices = await payable(sql, currency, MOST);
    if (!invoices.length) return;
    await createBankAccount(sql, { partnerId, name: 'Main account', iban: IBAN, currency });
    const half = Math.ceil(invoices.length / 2);
    const before = addDays(today, -1);
    await takeText(sql, {
      name: `${before}.sta`,
      format: 'MT940',
      text: mt940Of(invoices.slice(0, half), before, currency),
    });
    await takeText(sql, {
      name: `${today}.xml`,
      format: 'CAMT_053',
      text: camtOf(invoices.slice(half), today, currency),
    });
  });
}

/** What people write when they pay. */
function saidBy({ number, customer }: Payable, at: number): string {
  if (at % 4 === 1) return `Internet, C${String(customer).padStart(6, '0')}`;
  return at % 4 === 2 ? 'Thank you' : `Invoice ${number}`;
}

function mt940Of(invoices: readonly Payable[], day: LocalDate, currency: string): string {
  const digits = currencyDigits(currency);
  const amount = (minor: bigint) => formatMinor(minor, digits).replace('.', ',');
  const short = day.slice(2).replaceAll('-', '');
  const sum = invoices.reduce((all, { due }) => all + due, 0n);
  const lines = invoices.map((each, at) => {
    const booked = `${short}${short.slice(2)}`;
    const said = `166?00TRANSFER?20SVWZ+${saidBy(each, at)}?32${each.name}`;
    return `:61:${booked}C${amount(each.due)}NTRFNONREF//M${at}\n:86:${said}`;
  });
  const balance = (tag: string, minor: bigint) => `:${tag}:C${short}${currency}${amount(minor)}`;
  return [
    ':20:DEMO',
    `:25:${IBAN}`,
    ':28C:41',
    balance('60F', 100_000n),
    ...lines,
    balance('62F', 100_000n + sum),
    '-',
  ].join('\n');
}

function camtOf(invoices: readonly Payable[], day: LocalDate, currency: string): string {
  const digits = currencyDigits(currency);
  const text = (plain: string) => plain.replace(/[<>&]/g, ' ');
  const entries = invoices.map(
    (each, at) =>
      `<Ntry><Amt Ccy="${currency}">${formatMinor(each.due, digits)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
      `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>C${at}</AcctSvcrRef>` +
      `<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${text(each.name)}</Nm></Pty></Dbtr></RltdPties>` +
      `<RmtInf><Ustrd>${saidBy(each, at + 1)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  const account = `<Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>' +
    `<Id>42</Id><ElctrncSeqNb>42</ElctrncSeqNb>${account}${entries.join('')}` +
    '</Stmt></BkToCstmrStmt></Document>'
  );
}
