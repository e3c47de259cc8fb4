import { currencyDigits, formatMinor } from '@backhaul/domain/money/money';
import { linesOf, MOVED, type SessionReport, sumsOf } from '../cashDesk/index.ts';

const NAMES: Readonly<Record<string, string>> = {
  CASH: 'cash',
  CARD: 'card',
  BANK_TRANSFER: 'bank transfer',
  REFILL_CARD: 'refill card',
  DIRECT_DEBIT: 'direct debit',
  OTHER: 'other',
};
/** What a reader looks for first. */
const STRONG: ReadonlySet<string> = new Set([
  'Expected in open tills',
  'Expected',
  'Counted',
  'Difference',
]);

/** A line of the CSV as a line of the page: the same figures, for they are the same. */
function rowOf([, , , what, method, count, amount, currency, why]: readonly string[]) {
  return {
    what: method ? `${what}, ${NAMES[method] ?? method}` : what,
    count,
    amount,
    currency: amount && currency,
    strong: STRONG.has(what),
    why,
  };
}

function sectionOf(report: SessionReport) {
  const { session, till, movements } = report;
  const { approvedBy } = session;
  const minor = (amount: bigint) => formatMinor(amount, currencyDigits(till.currency));
  return {
    till: till.name,
    close: session.number === null ? 'still open' : `close ${session.number}`,
    cashier: session.openedBy,
    day: session.openedOn,
    rows: linesOf(report).map(rowOf),
    moved: movements
      .filter(({ kind }) => kind !== 'PAYMENT')
      .map(({ kind, reason, amount, recordedBy }) => ({
        what: `${MOVED[kind]}: ${reason ?? ''}`,
        by: recordedBy,
        amount: minor(amount),
        currency: till.currency,
      })),
    approved: approvedBy && `${approvedBy}: ${session.approvalReason ?? ''}`,
  };
}

/** What the report of sessions is filled with; sums: of all of them together, where there may be several. */
export function reportData(
  reports: readonly SessionReport[],
  { title, company, sums }: { title: string; company: string; sums: boolean },
): Record<string, unknown> {
  return {
    title,
    company,
    sessions: reports.map(sectionOf),
    days: (sums ? sumsOf(reports) : []).map(({ till, lines }) => ({
      title: till === null ? 'The whole day' : `${till}, the whole day`,
      rows: lines.map(rowOf),
    })),
    none: !reports.length,
  };
}

const CELL = 'padding:1.5pt 4pt 1.5pt 0';
// room before it: the count of a line and its amount would read as one figure
const AMOUNT = 'padding:1.5pt 0 1.5pt 6pt; text-align:right';
const ROWS = (list: string) => `<table style="margin-top:3pt; margin-bottom:4pt">
  <thead><tr style="border-bottom:0.6pt #8a949e"><th style="${CELL}; text-align:left; width:46%">What</th><th style="${AMOUNT}; width:12%">No.</th><th style="${AMOUNT}; width:42%">Amount</th></tr></thead>
  <tbody>{{#each ${list}}}<tr><td style="${CELL}">{{#if strong}}<b>{{what}}</b>{{else}}{{what}}{{/if}}{{#if why}}: {{why}}{{/if}}</td><td style="${AMOUNT}">{{count}}</td><td style="${AMOUNT}">{{#if strong}}<b>{{money amount currency}}</b>{{else}}{{money amount currency}}{{/if}}</td></tr>{{/each}}</tbody>
</table>`;

/** The page of a report, on A4 and on a roll. */
export const REPORT_PAGE = `<p style="margin:0 0 2pt 0">{{company}}</p>
<h1 style="font-size:15pt; margin:0 0 8pt 0">{{title}}</h1>
{{#if none}}<p>No till was opened on this day.</p>{{/if}}
{{#each sessions}}<section style="margin-bottom:12pt">
<h2 style="font-size:11pt; margin:8pt 0 1pt 0">{{till}}, {{close}}</h2>
<p style="margin:0 0 2pt 0">{{cashier}}, {{date day "long"}}</p>
${ROWS('rows')}
{{#if moved}}<h3 style="margin:4pt 0 1pt 0">Without a sale</h3>
<table style="margin-top:2pt; margin-bottom:4pt"><tbody>{{#each moved}}<tr><td style="${CELL}; width:70%">{{what}} ({{by}})</td><td style="${AMOUNT}; width:30%">{{money amount currency}}</td></tr>{{/each}}</tbody></table>{{/if}}
{{#if approved}}<p style="margin:2pt 0 2pt 0"><b>Approved:</b> {{approved}}</p>{{/if}}
</section>{{/each}}
{{#each days}}<section><h2 style="font-size:11pt; margin:8pt 0 1pt 0">{{title}}</h2>
${ROWS('rows')}</section>{{/each}}
`;
