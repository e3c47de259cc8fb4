import { TemplateKind, type TemplateSource } from '../kinds.ts';
import {
  BANK,
  CUSTOMER_NUMBER,
  DUE,
  FACT,
  FOOTER,
  HEADER,
  LINES,
  SMALL_HEAD,
  SUM,
  TH,
  TH_FIRST,
  TOP,
  TOTALS,
  VOID_NOTE,
  WATERMARK,
} from './pageParts.ts';

const INVOICE_PDF = `${WATERMARK}${HEADER('{{#if document.draft}}Draft invoice{{else}}Invoice{{/if}}')}${TOP(
  'Billed to',
  `${FACT('Invoice no.', '{{default document.number "not issued yet"}}')}
      ${FACT('Invoice date', '{{date document.date}}')}
      ${FACT('Due date', '{{date document.dueDate}}')}
      ${CUSTOMER_NUMBER}`,
)}${VOID_NOTE}${LINES}${TOTALS(DUE)}{{#if payments}}<p style="font-size:8.5pt; color:#5b6771">{{#each payments}}Paid {{money amount ../document.currency}} on {{date date}}{{#if receiptNumber}}, receipt {{receiptNumber}}{{/if}}. {{/each}}</p>{{/if}}{{#if credits}}<p style="font-size:8.5pt; color:#5b6771">{{#each credits}}Credited {{money amount ../document.currency}} on {{date date}}, credit note {{number}}. {{/each}}</p>{{/if}}
${BANK}${FOOTER}`;

const CREDIT_NOTE_PDF = `${WATERMARK}${HEADER('Credit note')}${TOP(
  'Credited to',
  `${FACT('Credit note no.', '{{document.number}}')}
      ${FACT('Date', '{{date document.date}}')}
      {{#if document.invoiceNumber}}${FACT('For invoice', '{{document.invoiceNumber}}')}
      ${FACT('Invoice date', '{{date document.invoiceDate}}')}{{/if}}
      ${CUSTOMER_NUMBER}`,
)}{{#if document.reason}}<p style="margin-top:10pt">{{document.reason}}</p>{{/if}}${LINES}${TOTALS('')}<p style="margin-top:16pt; color:#5b6771">This amount is credited to your account.{{#if document.invoiceNumber}} It settles the invoice it belongs to first; the rest is on your balance.{{/if}}</p>
${FOOTER}`;

const PROFORMA_PDF = `${WATERMARK}${HEADER('Proforma invoice')}${TOP(
  'Prepared for',
  `${FACT('Proforma no.', '{{document.number}}')}
      ${FACT('Date', '{{date document.date}}')}
      ${FACT('Please pay by', '{{date document.dueDate}}')}
      ${CUSTOMER_NUMBER}`,
)}<p style="margin-top:10pt; color:#5b6771">This is a request for payment and no tax document. You receive the invoice when it is paid.</p>
${LINES}${TOTALS(DUE)}${BANK}${FOOTER}`;

const THANKS = '<p style="margin-top:18pt; color:#5b6771">Thank you for your payment.</p>';

const RECEIPT_PDF = `{{#if document.void}}<watermark>REVERSED</watermark>{{/if}}${HEADER('{{#if document.void}}Reversed receipt{{else}}Receipt{{/if}}')}${TOP(
  'Received from',
  `${FACT('Receipt no.', '{{document.number}}')}
      ${FACT('Date', '{{date document.date}}')}
      ${FACT('Paid by', '{{payment.method}}')}
      ${CUSTOMER_NUMBER}`,
)}{{#if document.void}}<p style="margin-top:10pt; padding:7pt 10pt 7pt 10pt; background:#fdecec; color:#991b1b">This receipt was reversed{{#if document.voidDate}} on {{date document.voidDate}}{{/if}}: the payment was taken back.{{#if document.voidReason}} Reason: {{document.voidReason}}{{/if}}</p>{{/if}}
<div style="margin-top:22pt; margin-bottom:16pt; background:{{company.tint}}; padding:14pt 16pt 14pt 16pt">
  <p style="${SMALL_HEAD}">{{#if document.void}}Amount taken back{{else}}Amount received{{/if}}</p>
  <p style="font-size:20pt; font-weight:700; color:{{company.colour}}; margin:2pt 0 0 0">{{money document.total document.currency}}</p>
</div>
{{#if allocations}}
<p style="${SMALL_HEAD}">What it pays</p>
<table>
  <thead><tr style="border-bottom:1.2pt {{company.colour}}"><th style="${TH_FIRST}; width:40%">Invoice</th><th style="${TH}; width:30%">Invoice date</th><th style="${TH}; width:30%; text-align:right">Amount</th></tr></thead>
  <tbody>{{#each allocations}}<tr style="border-bottom:0.5pt #e4e8ec"><td style="padding:5pt 5pt 5pt 0">{{number}}</td><td>{{date date}}</td><td style="text-align:right">{{money amount ../document.currency}}</td></tr>{{/each}}</tbody>
</table>
{{/if}}
{{#if document.rest}}<p>{{money document.rest document.currency}} stays on your balance and pays your next invoices.</p>{{/if}}
{{#unless document.void}}${THANKS}{{/unless}}
${FOOTER}`;

const STATEMENT_PDF = `${HEADER('Statement of account')}${TOP(
  'Account of',
  `${FACT('From', '{{date document.from}}')}
      ${FACT('To', '{{date document.to}}')}
      ${FACT('Currency', '{{document.currency}}')}
      ${CUSTOMER_NUMBER}`,
)}
<table style="margin-top:20pt; margin-bottom:0">
  <thead>
    <tr style="border-bottom:1.2pt {{company.colour}}"><th style="${TH_FIRST}; width:15%">Date</th><th style="${TH}; width:43%">Entry</th><th style="${TH}; width:14%; text-align:right">Charged</th><th style="${TH}; width:14%; text-align:right">Credited</th><th style="${TH}; width:14%; text-align:right; padding:0 0 5pt 5pt">Balance</th></tr>
  </thead>
  <tbody>
    <tr style="border-bottom:0.5pt #e4e8ec"><td style="padding:5pt 5pt 5pt 0">{{date document.from}}</td><td style="font-weight:600">Balance brought forward</td><td></td><td></td><td style="text-align:right; font-weight:600; padding:5pt 0 5pt 5pt">{{money document.opening}}</td></tr>
    {{#each entries}}<tr style="border-bottom:0.5pt #e4e8ec"><td style="padding:5pt 5pt 5pt 0">{{date date}}</td><td>{{description}}{{#if document}} <span style="color:#5b6771">({{document}})</span>{{/if}}</td><td style="text-align:right">{{money debit}}</td><td style="text-align:right">{{money credit}}</td><td style="text-align:right; padding:5pt 0 5pt 5pt">{{money balance}}</td></tr>
    {{/each}}
  </tbody>
</table>
<table role="presentation" style="margin-top:14pt; break-inside:avoid">
  <tr><td style="width:51%"></td><td style="width:49%"><table role="presentation" style="margin-top:0">
    ${SUM('Charged', '{{money document.debits document.currency}}')}
    ${SUM('Credited', '{{money document.credits document.currency}}')}
    ${SUM('<b>Balance on {{date document.to}}</b>', '<b>{{money document.closing document.currency}}</b>', 'font-size:10.5pt; color:{{company.colour}}; background:{{company.tint}}; padding:7pt 8pt 7pt 8pt')}
  </table></td></tr>
</table>
<p style="margin-top:12pt; font-size:8.5pt; color:#5b6771">A positive balance is money you have with us, a negative one is what is still to be paid.{{#if document.more}} This statement shows the first {{document.shown}} entries; ask for a shorter time for the others.{{/if}}</p>
${FOOTER}`;

/** The documents that everybody begins with, as pages. */
export const DOCUMENTS = {
  [TemplateKind.INVOICE_PDF]: { source: INVOICE_PDF, subject: null },
  [TemplateKind.CREDIT_NOTE_PDF]: { source: CREDIT_NOTE_PDF, subject: null },
  [TemplateKind.PROFORMA_PDF]: { source: PROFORMA_PDF, subject: null },
  [TemplateKind.RECEIPT_PDF]: { source: RECEIPT_PDF, subject: null },
  [TemplateKind.STATEMENT_PDF]: { source: STATEMENT_PDF, subject: null },
} satisfies Partial<Record<TemplateKind, TemplateSource>>;

/**
 * The template that a reversed receipt is printed with. One it was issued with may thank for the
 * payment whatever became of it: the product's own words of thanks are left out of it, and one that
 * never looks at a reversal could not tell it at all.
 */
export function forReversed<T extends { source: string; layout: number }>(
  template: T,
  now: number,
): T {
  if (!template.source.includes('document.void'))
    return { ...template, ...DOCUMENTS.RECEIPT_PDF, layout: now };
  return { ...template, source: template.source.replace(`\n${THANKS}\n`, '\n') };
}
