import { yearAndDay } from '../schedule/automationWords.ts';
import type { LocalDate } from '../time/calendar.ts';
import { exactMinor, writtenDay } from './amounts.ts';
import { BLANK_ENTRY, type BankEntry, type Found } from './entry.ts';
import { nodeAt, nodesAt, textAt, type XmlNode } from './xmlNode.ts';

/** What one of the movements that a booking consists of tells. */
export type CamtDetail = Pick<
  BankEntry,
  | 'lines'
  | 'endToEndId'
  | 'mandateReference'
  | 'structuredReference'
  | 'customerReference'
  | 'returnCode'
> & {
  line: number;
  amount: string | null;
  instructed: string | null;
  out: boolean | null;
  debtor: Party;
  creditor: Party;
  reference: string | null;
};
interface Party {
  name: string | null;
  iban: string | null;
}

/** More digits than any currency has: to compare sums of amounts whose currency does not matter. */
const FINE = 10;

/** A day as XML writes it, with or without a time; one that does not exist is the month's last. */
export function camtDay(text: string | null): { date: LocalDate; corrected: boolean } | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? '') ?? [];
  return year ? writtenDay(Number(year), Number(month), Number(day)) : null;
}

export function detailOf(node: XmlNode): CamtDetail {
  const structured = nodesAt(node, 'RmtInf', 'Strd');
  const unstructured = nodesAt(node, 'RmtInf', 'Ustrd').map(({ text }) => text.trim());
  const more = structured.flatMap((each) =>
    nodesAt(each, '', 'AddtlRmtInf').map(({ text }) => text.trim()),
  );
  return {
    line: node.line,
    amount: textAt(node, 'Amt', 'AmtDtls/TxAmt/Amt'),
    instructed: textAt(node, 'AmtDtls/InstdAmt/Amt'),
    out: sideOf(textAt(node, 'CdtDbtInd')),
    debtor: partyOf(node, 'Dbtr'),
    creditor: partyOf(node, 'Cdtr'),
    reference: textAt(node, 'Refs/AcctSvcrRef'),
    lines:
      [...unstructured, ...more].filter(Boolean).join('\n') || textAt(node, 'AddtlTxInf') || '',
    endToEndId: provided(textAt(node, 'Refs/EndToEndId')),
    mandateReference: provided(textAt(node, 'Refs/MndtId')),
    structuredReference:
      structured.map((each) => textAt(each, 'CdtrRefInf/Ref')).find(Boolean) ?? null,
    customerReference: provided(textAt(node, 'Refs/InstrId')),
    returnCode:
      textAt(node, 'RtrInf/Rsn/Cd', 'RtrInf/Rsn/Prtry') ?? (nodeAt(node, 'RtrInf') ? '' : null),
  };
}

function partyOf(node: XmlNode, role: string): Party {
  return {
    name: textAt(node, `RltdPties/${role}/Pty/Nm`, `RltdPties/${role}/Nm`),
    iban: textAt(node, `RltdPties/${role}Acct/Id/IBAN`)?.replace(/\s/g, '').toUpperCase() ?? null,
  };
}

const sideOf = (side: string | null) => (side === null ? null : side === 'DBIT');
const provided = (text: string | null) =>
  text && !/^(NOTPROVIDED|NONREF)$/i.test(text) ? text : null;

/** The transactions of a booking: one for each detail when these add up to it, else one. Only what is booked counts. */
export function entriesOf(node: XmlNode, details: readonly CamtDetail[]): Found[] {
  const status = textAt(node, 'Sts/Cd', 'Sts');
  if (status !== null && status !== 'BOOK') return [];
  const aside = (message: string): Found[] => [
    { kind: 'warning', code: 'ENTRY_SET_ASIDE', line: node.line, message },
  ];
  const amount = textAt(node, 'Amt');
  if (amount === null || exactMinor(amount, FINE) === null)
    return aside(`This entry has no amount that can be read: "${amount ?? ''}".`);
  // the side is told beside it: which of the two is meant nobody can know
  if (amount.startsWith('-'))
    return aside(
      `This entry has an amount with a sign, "${amount}", beside its ${textAt(node, 'CdtDbtInd') ?? 'side'}.`,
    );
  const booked = camtDay(textAt(node, 'BookgDt/Dt', 'BookgDt/DtTm', 'ValDt/Dt', 'ValDt/DtTm'));
  if (!booked) return aside('This entry has no booking date.');
  const valued = textAt(node, 'ValDt/Dt', 'ValDt/DtTm');
  const value = camtDay(valued);
  const found: Found[] = [];
  const moved = [booked, value].find((each) => each?.corrected);
  if (moved) {
    const message = `There is no such day in this entry; ${yearAndDay(moved.date)}, the month's last, was taken.`;
    found.push({ kind: 'warning', code: 'DATE_CORRECTED', line: node.line, message });
  }
  const whole = bookingOf(node, amount, booked.date, value?.date ?? null);
  const out = textAt(node, 'CdtDbtInd') === 'DBIT';
  const batch = Number(textAt(node, 'NtryDtls/Btch/NbOfTxs') ?? 0);
  if (!details.length) {
    const awaitsDetails = batch > 1;
    return [...found, { kind: 'entry', entry: { ...whole, awaitsDetails } }];
  }
  if (details.length === 1)
    return [...found, { kind: 'entry', entry: withDetail(whole, details[0], out) }];
  const sum = details.reduce((all, each) => all + fine(each, out), 0n);
  if (
    details.every((each) => each.amount && !each.amount.startsWith('-')) &&
    sum === exactMinor(whole.amount, FINE)
  )
    return [
      ...found,
      ...details.map((each): Found => ({
        kind: 'entry',
        entry: withDetail({ ...whole, amount: signedBy(each, out) }, each, out, true),
      })),
    ];
  const message = `The ${details.length} details of this entry do not add up to it; it was taken as one.`;
  return [
    ...found,
    { kind: 'warning', code: 'DETAILS_DO_NOT_ADD_UP', line: node.line, message },
    { kind: 'entry', entry: whole },
  ];
}

function bookingOf(
  node: XmlNode,
  amount: string,
  bookingDate: LocalDate,
  valueDate: LocalDate | null,
): BankEntry {
  const reference = provided(textAt(node, 'AcctSvcrRef'));
  return {
    ...BLANK_ENTRY,
    line: node.line,
    bookingDate,
    valueDate,
    amount: textAt(node, 'CdtDbtInd') === 'DBIT' && /[1-9]/.test(amount) ? `-${amount}` : amount,
    currency: nodeAt(node, 'Amt')?.attributes.Ccy ?? null,
    lines: textAt(node, 'AddtlNtryInf') ?? '',
    bankReference: reference,
    entryReference: reference,
    code: codeOf(node),
    reversal: textAt(node, 'RvslInd') === 'true',
  };
}

function codeOf(node: XmlNode): string | null {
  const own = textAt(node, 'BkTxCd/Prtry/Cd');
  const parts = ['BkTxCd/Domn/Cd', 'BkTxCd/Domn/Fmly/Cd', 'BkTxCd/Domn/Fmly/SubFmlyCd'];
  const domain = parts.map((path) => textAt(node, path)).filter(Boolean);
  return domain.length ? domain.join('-') : own;
}

const signedBy = ({ amount, out }: CamtDetail, entryOut: boolean): string =>
  (out ?? entryOut) && /[1-9]/.test(amount ?? '') ? `-${amount}` : (amount ?? '0');
const fine = (detail: CamtDetail, out: boolean): bigint =>
  exactMinor(signedBy(detail, out), FINE) ?? 0n;

function withDetail(
  whole: BankEntry,
  detail: CamtDetail,
  out: boolean,
  several = false,
): BankEntry {
  const returned = detail.returnCode !== null || whole.reversal;
  const party = (detail.out ?? out) === returned ? detail.debtor : detail.creditor;
  const other = party === detail.debtor ? detail.creditor : detail.debtor;
  const { endToEndId, mandateReference, structuredReference, customerReference, returnCode } =
    detail;
  return {
    ...whole,
    line: several ? detail.line : whole.line,
    name: party.name ?? other.name,
    iban: party.iban ?? other.iban,
    lines: detail.lines || (several ? '' : whole.lines),
    bankReference: detail.reference ?? (several ? null : whole.bankReference),
    endToEndId,
    mandateReference,
    structuredReference,
    customerReference,
    returnCode,
    originalAmount: returned ? detail.instructed : null,
  };
}
