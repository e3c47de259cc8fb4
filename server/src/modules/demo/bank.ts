import { formatMinor, currencyDigits } from '@backhaul/domain/money/money';
import { addDays, type LocalDate } from '@backhaul/domain/time/calendar';
import type { App } from '../../kit/app.ts';
import type { Scope } from '../../tenancy/scope.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import { createBankAccount, saveCsvMapping, takeText } from '../bank/index.ts';
import { currencyOf, hasBankAccount, paidBefore, payable, type Payable } from './bank.store.ts';

const IBAN = 'DE12500105170648489890';
const SECOND = 'AT611904300234573201';
const MOST = 12;
/** What the bank asks for a payment that it takes back, in minor units. */
const ASKED = 350n;

/**
 * Statements of the ISP's banks, in three formats: most of what they hold names what it pays, some does not, and one
 * payment was taken back for a fee. Once.
 */
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
    const third = Math.ceil(invoices.length / 3);
    const before = addDays(today, -1);
    await takeText(sql, {
      name: `${before}.sta`,
      format: 'MT940',
      text: mt940Of(invoices.slice(0, third), before, currency),
    });
    await takeText(sql, {
      name: `${today}.xml`,
      format: 'CAMT_053',
      text: camtOf(invoices.slice(third, 2 * third), await paidBefore(sql, currency), {
        day: today,
        currency,
      }),
    });
    const second = { partnerId, name: 'Second account', iban: SECOND, currency };
    const accountId = await createBankAccount(sql, second);
    await takeText(sql, {
      name: `${today}.csv`,
      format: 'CSV',
      text: csvOf(invoices.slice(2 * third), today, currency),
      table: { accountId, mappingId: await mappingOf(sql, partnerId) },
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

/** What the columns of the second bank's own table are; files of its header are known from now on. */
function mappingOf(sql: ScopedSql, partnerId: string): Promise<string> {
  const mapping = {
    bookingDate: 'Date',
    amount: 'Amount',
    name: 'Payer',
    text: ['Text'],
    dateFormat: 'YYYY-MM-DD',
    decimalSign: '.',
    delimiter: ';',
  };
  return saveCsvMapping(sql, { partnerId, name: 'Second bank', mapping });
}

function csvOf(invoices: readonly Payable[], day: LocalDate, currency: string): string {
  const digits = currencyDigits(currency);
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = invoices.map((each, at) =>
    [day, formatMinor(each.due, digits), cell(each.name), cell(saidBy(each, at + 2))].join(';'),
  );
  return ['Date;Amount;Payer;Text', ...rows, ''].join('\n');
}

function camtOf(
  invoices: readonly Payable[],
  back: Payable | null,
  { day, currency }: { day: LocalDate; currency: string },
): string {
  const digits = currencyDigits(currency);
  const text = (plain: string) => plain.replace(/[<>&]/g, ' ');
  const entries = invoices.map(
    (each, at) =>
      `<Ntry><Amt Ccy="${currency}">${formatMinor(each.due, digits)}</Amt><CdtDbtInd>CRDT</CdtDbtInd>` +
      `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>C${at}</AcctSvcrRef>` +
      `<NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>${text(each.name)}</Nm></Pty></Dbtr></RltdPties>` +
      `<RmtInf><Ustrd>${saidBy(each, at + 1)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`,
  );
  if (back)
    entries.push(
      `<Ntry><Amt Ccy="${currency}">${formatMinor(back.due + ASKED, digits)}</Amt><CdtDbtInd>DBIT</CdtDbtInd>` +
        `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day}</Dt></BookgDt><AcctSvcrRef>BACK</AcctSvcrRef>` +
        `<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="${currency}">${formatMinor(back.due, digits)}</Amt>` +
        `</InstdAmt></AmtDtls><RltdPties><Dbtr><Pty><Nm>${text(back.name)}</Nm></Pty></Dbtr></RltdPties>` +
        `<RmtInf><Ustrd>Return of invoice ${back.number}</Ustrd></RmtInf>` +
        '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>',
    );
  const account = `<Acct><Id><IBAN>${IBAN}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>' +
    `<Id>42</Id><ElctrncSeqNb>42</ElctrncSeqNb>${account}${entries.join('')}` +
    '</Stmt></BkToCstmrStmt></Document>'
  );
}
