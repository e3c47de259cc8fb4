import type { Words } from '../words/en.ts';

// What the built-in documents are put together from; each part is Handlebars, filled in when a document is printed.

/** A word of the product in the customer's language. */
export const word = (name: keyof Words): string => `{{word "${name}"}}`;

export const HEADER = (title: string) => `<table role="presentation">
  <tr>
    <td style="width:48%; vertical-align:middle">{{#if company.logo}}<img src="{{company.logo}}" alt="{{company.name}}" style="height:44pt">{{else}}<span style="font-size:17pt; font-weight:700; color:{{company.colour}}">{{company.name}}</span>{{/if}}</td>
    <td style="width:52%; text-align:right; vertical-align:middle"><h1 style="text-align:right; color:{{company.colour}}; font-size:21pt; letter-spacing:0.2pt; margin:0 0 0 0">${title}</h1></td>
  </tr>
</table>
<hr style="color:{{company.colour}}; margin-top:10pt; margin-bottom:16pt">
`;

export const SMALL_HEAD =
  'font-size:7.5pt; font-weight:600; color:#5b6771; text-transform:uppercase; letter-spacing:0.5pt; margin-top:0; margin-bottom:4pt';

/** Who sends it, small above the recipient, as the window of an envelope shows it. */
const SENDER = `{{#if (or company.street company.place)}}<p style="font-size:7pt; color:#5b6771; border-bottom:0.4pt #c3cbd3; padding:0 0 2.5pt 0; margin-top:0; margin-bottom:9pt">{{company.name}}{{#if company.street}} · {{company.street}}{{/if}}{{#if company.place}} · {{company.place}}{{/if}}</p>{{/if}}`;

const CUSTOMER = (label: string) => `${SENDER}<p style="${SMALL_HEAD}">${label}</p>
      <p style="font-size:11pt; font-weight:600; margin-top:0; margin-bottom:3pt">{{customer.name}}</p>
      {{#if customer.street}}<p style="margin:0 0 2pt 0">{{customer.street}}</p>{{/if}}
      {{#if customer.place}}<p style="margin:0 0 2pt 0">{{customer.place}}</p>{{/if}}
      {{#if customer.country}}<p style="margin:0 0 2pt 0">{{customer.country}}</p>{{/if}}
      {{#if customer.email}}<p style="margin:2pt 0 0 0; color:#5b6771">{{customer.email}}</p>{{/if}}
      {{#if customer.vatId}}<p style="margin:2pt 0 0 0; color:#5b6771">${word('vatNo')} {{customer.vatId}}</p>{{/if}}
      {{#if customer.taxNumber}}<p style="margin:2pt 0 0 0; color:#5b6771">${word('taxNo')} {{customer.taxNumber}}</p>{{/if}}`;

export const FACT = (label: string, value: string) =>
  `<tr><td style="width:52%; color:#5b6771; padding:0 0 4pt 0">${label}</td><td style="width:48%; text-align:right; font-weight:600; padding:0 0 4pt 0">${value}</td></tr>`;

export const FOOTER = `<footer>
  <table role="presentation">
    <tr>
      <td style="width:80%; border-top:0.6pt #d5dbe1; padding:6pt 0 0 0"><b>{{company.name}}</b>{{#if company.address}} · {{company.address}}{{/if}}{{#if company.taxNumber}} · ${word('taxNo')} {{company.taxNumber}}{{/if}}{{#if company.vatId}} · ${word('vatNo')} {{company.vatId}}{{/if}}{{#if company.registrationNumber}} · ${word('registrationNo')} {{company.registrationNumber}}{{/if}}<br>{{company.contact}}</td>
      <td style="width:20%; text-align:right; border-top:0.6pt #d5dbe1; padding:6pt 0 0 0">${word('page')} <page-number></page-number> ${word('of')} <page-total></page-total></td>
    </tr>
  </table>
</footer>
`;

export const TH =
  'font-size:7.5pt; font-weight:600; color:#5b6771; text-transform:uppercase; letter-spacing:0.4pt; padding:0 5pt 5pt 5pt';
export const TH_FIRST = TH.replace('5pt 5pt 5pt', '5pt 5pt 0');
export const LINES = `<table style="margin-top:20pt; margin-bottom:0">
  <thead>
    <tr style="border-bottom:1.2pt {{company.colour}}">
      <th style="${TH_FIRST}; width:38%">${word('description')}</th>
      <th style="${TH}; width:9%; text-align:right">${word('quantity')}</th>
      <th style="${TH}; width:14%; text-align:right">${word('unitPrice')}</th>
      <th style="${TH}; width:11%; text-align:right">${word('taxColumn')}</th>
      <th style="${TH}; width:14%; text-align:right">${word('net')}</th>
      <th style="${TH}; width:14%; text-align:right; padding:0 0 5pt 5pt">${word('total')}</th>
    </tr>
  </thead>
  <tbody>
    {{#each lines}}
    <tr style="border-bottom:0.5pt #e4e8ec">
      <td style="padding:6pt 5pt 6pt 0"><p style="margin:0 0 0 0; font-weight:600">{{description}}</p>{{#if periodFrom}}<p style="margin:2pt 0 0 0; font-size:8pt; color:#5b6771">{{date periodFrom}} – {{date periodTo}}{{#if days}} · {{word "days" daysCharged daysInPeriod}}{{/if}}</p>{{/if}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{number quantity}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{money unitPrice}}</td>
      <td style="padding:6pt 5pt 6pt 3pt; text-align:right">{{#if exempt}}<span style="font-size:7.5pt">{{word "exempt"}}</span>{{else}}{{percent taxPercent}}{{/if}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{money net}}</td>
      <td style="padding:6pt 0 6pt 5pt; text-align:right">{{money total}}</td>
    </tr>
    {{/each}}
  </tbody>
</table>
`;

export const SUM = (label: string, value: string, style = '') =>
  `<tr><td style="width:58%; padding:3pt 8pt 3pt 8pt; color:#5b6771; ${style}">${label}</td><td style="width:42%; padding:3pt 8pt 3pt 8pt; text-align:right; ${style}">${value}</td></tr>`;

/** A rate as the summary tells it: how much, or why nothing. */
const RATE = `{{#if exempt}}{{word "exemptBecause" reason}}{{else}}{{#if included}}{{word "included" (percent percent)}}{{else}}{{percent percent}}{{/if}}{{#if reverseCharge}}, {{word "reverseCharge"}}{{/if}}{{#if outside}}, {{word "outsideTax"}}{{/if}}{{#if reason}}: {{reason}}{{/if}}{{/if}}`;
const TAX_PART = `<tr><td style="padding:1pt 5pt 0 8pt; font-size:7.5pt; color:#5b6771">{{name}} {{percent percent}}</td><td style="padding:1pt 5pt 0 5pt"></td><td style="padding:1pt 5pt 0 5pt; font-size:7.5pt; color:#5b6771; text-align:right">{{money tax}}</td></tr>`;

const TAXES = `<p style="${SMALL_HEAD}">${word('taxSummary')}</p>
      <table style="margin-top:2pt">
        <thead><tr style="border-bottom:0.6pt #d5dbe1"><th style="${TH_FIRST}; width:34%">${word('rate')}</th><th style="${TH}; width:33%; text-align:right">${word('net')}</th><th style="${TH}; width:33%; text-align:right">${word('tax')}</th></tr></thead>
        <tbody>{{#each taxes}}<tr><td style="padding:4pt 5pt 0 0; font-size:8.5pt">${RATE}</td><td style="padding:4pt 5pt 0 5pt; font-size:8.5pt; text-align:right">{{money net}}</td><td style="padding:4pt 5pt 0 5pt; font-size:8.5pt; text-align:right">{{money tax}}</td></tr>{{#each parts}}${TAX_PART}{{/each}}{{/each}}</tbody>
      </table>`;

export const TOTALS = (
  rest: string,
) => `<table role="presentation" style="margin-top:14pt; gap:24pt; break-inside:avoid">
  <tr>
    <td style="width:46%">${TAXES}</td>
    <td style="width:49%">
      <table role="presentation" style="margin-top:0">
        ${SUM(word('net'), '{{money document.net document.currency}}')}
        ${SUM(word('tax'), '{{money document.tax document.currency}}')}
        ${SUM(`<b>${word('total')}</b>`, '<b>{{money document.total document.currency}}</b>', 'font-size:11pt; color:#1f2933; border-top:0.8pt #1f2933; padding:6pt 8pt 6pt 8pt')}
        ${rest}
      </table>
    </td>
  </tr>
</table>
{{#if document.reverseCharge}}<p style="margin-top:8pt; font-size:8.5pt">${word('reverseChargeNote')}</p>{{/if}}
`;
export const DUE = `{{#if document.credited}}${SUM(word('credited'), '{{money document.credited document.currency}}')}{{#if document.received}}${SUM(word('paid'), '{{money document.received document.currency}}')}{{/if}}{{else}}{{#if document.paid}}${SUM(word('paid'), '{{money document.paid document.currency}}')}{{/if}}{{/if}}{{#if document.writtenOff}}${SUM(word('writtenOff'), '{{money document.writtenOff document.currency}}')}{{/if}}
        ${SUM(`<b>${word('amountDue')}</b>`, '<b>{{money document.due document.currency}}</b>', 'font-size:11pt; color:{{company.colour}}; background:{{company.tint}}; padding:7pt 8pt 7pt 8pt')}`;

export const BANK = `{{#if company.iban}}
<table role="presentation" style="margin-top:24pt; gap:14pt; break-inside:avoid">
  <tr>
    {{#if payment.qr}}<td style="width:18%"><qr-code data="{{payment.qr}}" alt="{{word 'code' document.due document.currency}}" style="width:27mm"></qr-code></td>{{/if}}
    <td style="width:82%">
      <p style="${SMALL_HEAD}">${word('payment')}</p>
      <table role="presentation" style="margin-top:0">
        <tr><td style="width:26mm; color:#5b6771; padding:0 0 3pt 0">${word('accountHolder')}</td><td style="width:75%; padding:0 0 3pt 0">{{company.name}}</td></tr>
        {{#if company.bankName}}<tr><td style="color:#5b6771; padding:0 0 3pt 0">${word('bank')}</td><td style="padding:0 0 3pt 0">{{company.bankName}}</td></tr>{{/if}}
        <tr><td style="color:#5b6771; padding:0 0 3pt 0">IBAN</td><td style="padding:0 0 3pt 0; font-weight:600">{{company.ibanPrinted}}</td></tr>
        {{#if company.bic}}<tr><td style="color:#5b6771; padding:0 0 3pt 0">BIC</td><td style="padding:0 0 3pt 0">{{company.bic}}</td></tr>{{/if}}
        {{#if payment.reference}}<tr><td style="color:#5b6771; padding:0 0 3pt 0">${word('reference')}</td><td style="padding:0 0 3pt 0; font-weight:600">{{payment.reference}}</td></tr>{{/if}}
      </table>
      {{#if payment.qr}}<p style="font-size:8pt; color:#5b6771; margin-top:3pt">${word('scan')}</p>{{/if}}
    </td>
  </tr>
</table>
{{/if}}
`;
export const COMPANY_FOOTER =
  '{{#if company.footer}}<p style="margin-top:16pt; color:#5b6771">{{company.footer}}</p>{{/if}}\n';

/** What an invoice says beside its lines. */
export const NOTE = '{{#each document.note}}<p style="margin-top:10pt">{{text}}</p>{{/each}}';
export const TERMS =
  '{{#each document.terms}}<p style="margin-top:4pt; font-size:8pt; color:#5b6771">{{text}}</p>{{/each}}';

export const TOP = (
  label: string,
  facts: string,
) => `<table role="presentation" style="gap:20pt; break-inside:avoid">
  <tr>
    <td style="width:52%">${CUSTOMER(label)}</td>
    <td style="width:45%"><table role="presentation" style="margin-top:0; margin-bottom:0">
      ${facts}
    </table></td>
  </tr>
</table>
`;

export const CUSTOMER_NUMBER = FACT(word('customerNo'), '{{customer.number}}');
export const WATERMARK = `{{#if document.void}}<watermark>${word('void')}</watermark>{{/if}}{{#if document.draft}}<watermark>${word('draft')}</watermark>{{/if}}\n`;
export const VOID_NOTE = `{{#if document.void}}<p style="margin-top:10pt; padding:7pt 10pt 7pt 10pt; background:#fdecec; color:#991b1b">${word('voidInvoice')} {{document.voidReason}}</p>{{/if}}\n`;
