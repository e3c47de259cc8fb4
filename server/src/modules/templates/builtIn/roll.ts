import { word } from './pageParts.ts';

const ROW = (label: string, value: string, style = '') =>
  `<tr><td style="padding:1pt 4pt 1pt 0; ${style}">${label}</td><td style="padding:1pt 0 1pt 0; text-align:right; ${style}">${value}</td></tr>`;
const ROWS = (rows: string, style = 'margin-top:4pt; margin-bottom:4pt') =>
  `<table role="presentation" style="${style}">${rows}</table>`;

/** A receipt on 72 mm: everything below one another, amounts at the right. */
export const RECEIPT_80MM_PDF = `<p style="text-align:center; font-size:12pt; font-weight:700; margin:0 0 2pt 0">{{company.name}}</p>
{{#if company.address}}<p style="text-align:center; font-size:8pt; margin:0 0 1pt 0">{{company.address}}</p>{{/if}}
{{#if company.contact}}<p style="text-align:center; font-size:8pt; margin:0 0 1pt 0">{{company.contact}}</p>{{/if}}
{{#if company.taxNumber}}<p style="text-align:center; font-size:8pt; margin:0 0 1pt 0">${word('taxNo')} {{company.taxNumber}}</p>{{/if}}
{{#if company.vatId}}<p style="text-align:center; font-size:8pt; margin:0 0 1pt 0">${word('vatNo')} {{company.vatId}}</p>{{/if}}
<hr>
<h1 style="font-size:12pt; text-align:center; margin:2pt 0 2pt 0">{{#if document.void}}${word('reversedReceipt')}{{else}}${word('receipt')}{{/if}}</h1>
${ROWS(`${ROW(word('receiptNo'), '<b>{{document.number}}</b>')}
  ${ROW(word('date'), '{{date document.date}}')}
  ${ROW(word('customerNo'), '{{customer.number}}')}
  ${ROW(word('paidBy'), '{{#if payment.by}}{{word payment.by}}{{else}}{{payment.method}}{{/if}}')}`)}
<p style="margin:2pt 0 4pt 0">${word('receivedFrom')}: <b>{{customer.name}}</b></p>
{{#if document.void}}<p style="font-weight:700; margin:2pt 0 4pt 0">{{#if document.voidDate}}{{word "reversedOn" (date document.voidDate)}}{{else}}${word('wasReversed')}{{/if}}{{#if document.voidReason}} {{word "reason" document.voidReason}}{{/if}}</p>{{/if}}
<hr>
<p style="margin:2pt 0 0 0">{{#if document.void}}${word('amountTakenBack')}{{else}}${word('amountReceived')}{{/if}}</p>
<p style="font-size:16pt; font-weight:700; text-align:right; margin:0 0 2pt 0">{{money document.total document.currency}}</p>
{{#if payment.tendered}}${ROWS(`${ROW(word('handedOver'), '{{money payment.tendered document.currency}}')}
  ${ROW(word('change'), '{{money payment.change document.currency}}', 'font-weight:700')}`)}{{/if}}
{{#if allocations}}<hr><p style="font-weight:700; margin:2pt 0 2pt 0">${word('whatItPays')}</p>
${ROWS(`{{#each allocations}}${ROW('{{number}}', '{{money amount ../document.currency}}')}{{/each}}`)}{{/if}}
{{#if document.waiting}}<p>{{word "waitsOn" (money document.waiting document.currency) document.proformaNumber}}</p>{{/if}}
{{#if document.rest}}<p>{{word "onBalance" (money document.rest document.currency)}}</p>{{/if}}
{{#unless document.void}}<p style="text-align:center; margin-top:6pt">${word('thanks')}</p>{{/unless}}
`;
