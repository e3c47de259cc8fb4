import { TemplateKind, type TemplateSource } from '../kinds.ts';
import { RECEIPT_80MM_PDF } from './roll.ts';
import {
  BANK,
  COMPANY_FOOTER,
  NOTE,
  TERMS,
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
  word,
} from './pageParts.ts';

const INVOICE_PDF = `${WATERMARK}${HEADER(
  `{{#if document.draft}}${word('draftInvoice')}{{else}}${word('invoice')}{{/if}}`,
)}${TOP(
  word('billedTo'),
  `${FACT(word('invoiceNo'), '{{default document.number (word "notIssued")}}')}
      ${FACT(word('invoiceDate'), '{{date document.date}}')}
      ${FACT(word('dueDate'), '{{date document.dueDate}}')}
      ${CUSTOMER_NUMBER}`,
)}${VOID_NOTE}${LINES}${TOTALS(DUE)}{{#if payments}}<p style="font-size:8.5pt; color:#5b6771">{{#each payments}}{{#if receiptNumber}}{{word "paidWith" (money amount ../document.currency) (date date) receiptNumber}}{{else}}{{word "paidOn" (money amount ../document.currency) (date date)}}{{/if}} {{/each}}</p>{{/if}}{{#if credits}}<p style="font-size:8.5pt; color:#5b6771">{{#each credits}}{{word "creditedBy" (money amount ../document.currency) (date date) number}} {{/each}}</p>{{/if}}
${NOTE}${BANK}${COMPANY_FOOTER}${TERMS}${FOOTER}`;

const CREDIT_NOTE_PDF = `${WATERMARK}${HEADER(word('creditNote'))}${TOP(
  word('creditedTo'),
  `${FACT(word('creditNoteNo'), '{{document.number}}')}
      ${FACT(word('date'), '{{date document.date}}')}
      {{#if document.invoiceNumber}}${FACT(word('forInvoice'), '{{document.invoiceNumber}}')}
      ${FACT(word('invoiceDate'), '{{date document.invoiceDate}}')}{{/if}}
      ${CUSTOMER_NUMBER}`,
)}{{#if document.reason}}<p style="margin-top:10pt">{{document.reason}}</p>{{/if}}${LINES}${TOTALS('')}<p style="margin-top:16pt; color:#5b6771">${word('creditedToAccount')}{{#if document.invoiceNumber}} ${word('settlesFirst')}{{/if}}</p>
${FOOTER}`;

const PROFORMA_PDF = `${WATERMARK}${HEADER(word('proforma'))}${TOP(
  word('preparedFor'),
  `${FACT(word('proformaNo'), '{{document.number}}')}
      ${FACT(word('date'), '{{date document.date}}')}
      ${FACT(word('payBy'), '{{date document.dueDate}}')}
      ${CUSTOMER_NUMBER}`,
)}{{#if document.void}}<p style="margin-top:10pt; padding:7pt 10pt 7pt 10pt; background:#fdecec; color:#991b1b">${word('voidProforma')} {{document.voidReason}}{{#if document.paid}} ${word('voidPaid')}{{/if}}</p>{{else}}<p style="margin-top:10pt; color:#5b6771">{{#if document.invoiceNumber}}{{#if document.invoiceDue}}{{word "openAgain" document.invoiceNumber (money document.invoiceDue document.currency)}}{{else}}{{word "becameInvoice" document.invoiceNumber}}{{/if}}{{else}}${word('requestOnly')}{{/if}}</p>{{/if}}
${LINES}${TOTALS(DUE)}{{#if document.isDue}}${BANK}{{/if}}${COMPANY_FOOTER}${FOOTER}`;

const THANKS = (words: string) => `<p style="margin-top:18pt; color:#5b6771">${words}</p>`;

const RECEIPT_PDF = `{{#if document.void}}<watermark>${word('reversed')}</watermark>{{/if}}${HEADER(
  `{{#if document.void}}${word('reversedReceipt')}{{else}}${word('receipt')}{{/if}}`,
)}${TOP(
  word('receivedFrom'),
  `${FACT(word('receiptNo'), '{{document.number}}')}
      ${FACT(word('date'), '{{date document.date}}')}
      ${FACT(word('paidBy'), '{{#if payment.by}}{{word payment.by}}{{#if payment.origin}}, {{payment.origin}}{{/if}}{{else}}{{payment.method}}{{/if}}')}
      ${CUSTOMER_NUMBER}`,
)}{{#if document.void}}<p style="margin-top:10pt; padding:7pt 10pt 7pt 10pt; background:#fdecec; color:#991b1b">{{#if document.voidDate}}{{word "reversedOn" (date document.voidDate)}}{{else}}${word('wasReversed')}{{/if}}{{#if document.voidReason}} {{word "reason" document.voidReason}}{{/if}}</p>{{/if}}
<div style="margin-top:22pt; margin-bottom:16pt; background:{{company.tint}}; padding:14pt 16pt 14pt 16pt">
  <p style="${SMALL_HEAD}">{{#if document.void}}${word('amountTakenBack')}{{else}}${word('amountReceived')}{{/if}}</p>
  <p style="font-size:20pt; font-weight:700; color:{{company.colour}}; margin:2pt 0 0 0">{{money document.total document.currency}}</p>
</div>
{{#if allocations}}
<p style="${SMALL_HEAD}">${word('whatItPays')}</p>
<table>
  <thead><tr style="border-bottom:1.2pt {{company.colour}}"><th style="${TH_FIRST}; width:40%">${word('invoice')}</th><th style="${TH}; width:30%">${word('invoiceDate')}</th><th style="${TH}; width:30%; text-align:right">${word('amount')}</th></tr></thead>
  <tbody>{{#each allocations}}<tr style="border-bottom:0.5pt #e4e8ec"><td style="padding:5pt 5pt 5pt 0">{{number}}</td><td>{{date date}}</td><td style="text-align:right">{{money amount ../document.currency}}</td></tr>{{/each}}</tbody>
</table>
{{/if}}
{{#if document.waiting}}<p>{{word "waitsOn" (money document.waiting document.currency) document.proformaNumber}}</p>{{/if}}
{{#if document.rest}}<p>{{word "onBalance" (money document.rest document.currency)}}</p>{{/if}}
{{#unless document.void}}${THANKS(word('thanks'))}{{/unless}}
${FOOTER}`;

const STATEMENT_PDF = `${HEADER(word('statement'))}${TOP(
  word('accountOf'),
  `${FACT(word('from'), '{{date document.from}}')}
      ${FACT(word('to'), '{{date document.to}}')}
      ${FACT(word('currency'), '{{document.currency}}')}
      ${CUSTOMER_NUMBER}`,
)}
<table style="margin-top:20pt; margin-bottom:0">
  <thead>
    <tr style="border-bottom:1.2pt {{company.colour}}"><th style="${TH_FIRST}; width:15%">${word('date')}</th><th style="${TH}; width:43%">${word('entry')}</th><th style="${TH}; width:14%; text-align:right">${word('charged')}</th><th style="${TH}; width:14%; text-align:right">${word('credited')}</th><th style="${TH}; width:14%; text-align:right; padding:0 0 5pt 5pt">${word('balance')}</th></tr>
  </thead>
  <tbody>
    <tr style="border-bottom:0.5pt #e4e8ec"><td style="padding:5pt 5pt 5pt 0">{{date document.from}}</td><td style="font-weight:600">${word('broughtForward')}</td><td></td><td></td><td style="text-align:right; font-weight:600; padding:5pt 0 5pt 5pt">{{money document.opening}}</td></tr>
    {{#each entries}}<tr style="border-bottom:0.5pt #e4e8ec"><td style="padding:5pt 5pt 5pt 0">{{date date}}</td><td>{{description}}{{#if document}} <span style="color:#5b6771">({{document}})</span>{{/if}}{{#if periodFrom}}<br><span style="font-size:8pt; color:#5b6771">{{date periodFrom}}{{#if periodTo}} – {{date periodTo}}{{/if}}</span>{{/if}}</td><td style="text-align:right">{{money debit}}</td><td style="text-align:right">{{money credit}}</td><td style="text-align:right; padding:5pt 0 5pt 5pt">{{money balance}}</td></tr>
    {{/each}}
  </tbody>
</table>
<table role="presentation" style="margin-top:14pt; break-inside:avoid">
  <tr><td style="width:51%"></td><td style="width:49%"><table role="presentation" style="margin-top:0">
    ${SUM(word('charged'), '{{money document.debits document.currency}}')}
    ${SUM(word('credited'), '{{money document.credits document.currency}}')}
    ${SUM('<b>{{word "balanceOn" (date document.to)}}</b>', '<b>{{money document.closing document.currency}}</b>', 'font-size:10.5pt; color:{{company.colour}}; background:{{company.tint}}; padding:7pt 8pt 7pt 8pt')}
  </table></td></tr>
</table>
<p style="margin-top:12pt; font-size:8.5pt; color:#5b6771">${word('balanceMeaning')}{{#if document.more}} {{word "moreEntries" document.shown}}{{/if}}</p>
${FOOTER}`;

/** The documents that everybody begins with, as pages. */
export const DOCUMENTS = {
  [TemplateKind.INVOICE_PDF]: { source: INVOICE_PDF, subject: null },
  [TemplateKind.CREDIT_NOTE_PDF]: { source: CREDIT_NOTE_PDF, subject: null },
  [TemplateKind.PROFORMA_PDF]: { source: PROFORMA_PDF, subject: null },
  [TemplateKind.RECEIPT_PDF]: { source: RECEIPT_PDF, subject: null },
  [TemplateKind.RECEIPT_80MM_PDF]: { source: RECEIPT_80MM_PDF, subject: null },
  [TemplateKind.STATEMENT_PDF]: { source: STATEMENT_PDF, subject: null },
} satisfies Partial<Record<TemplateKind, TemplateSource>>;

/**
 * The template that a reversed receipt is printed with, kind by kind. One it was issued with may thank for the
 * payment whatever became of it: the product's own words of thanks are left out of it, and one that
 * never looks at a reversal could not tell it at all.
 */
export function forReversed<T extends { source: string; layout: number }>(
  kind: 'RECEIPT_PDF' | 'RECEIPT_80MM_PDF',
  template: T,
  now: number,
): T {
  if (!template.source.includes('document.void'))
    return { ...template, ...DOCUMENTS[kind], layout: now };
  const thanks = [THANKS('Thank you for your payment.'), THANKS(word('thanks'))];
  const source = thanks.reduce((all, each) => all.replace(`\n${each}\n`, '\n'), template.source);
  return { ...template, source };
}
