import { TemplateKind } from './kinds.ts';

/** A template as it is written: subject is for mails only. */
export interface TemplateSource {
  source: string;
  subject: string | null;
}

const HEADER = (title: string) => `<table role="presentation">
  <tr>
    <td style="width:48%; vertical-align:middle">{{#if company.logo}}<img src="{{company.logo}}" alt="{{company.name}}" style="height:44pt">{{else}}<span style="font-size:17pt; font-weight:700; color:{{company.colour}}">{{company.name}}</span>{{/if}}</td>
    <td style="width:52%; text-align:right; vertical-align:middle"><h1 style="text-align:right; color:{{company.colour}}; font-size:21pt; letter-spacing:0.2pt; margin:0 0 0 0">${title}</h1></td>
  </tr>
</table>
<hr style="color:{{company.colour}}; margin-top:10pt; margin-bottom:16pt">
`;

const SMALL_HEAD =
  'font-size:7.5pt; font-weight:600; color:#5b6771; text-transform:uppercase; letter-spacing:0.5pt; margin-top:0; margin-bottom:4pt';

/** Who sends it, small above the recipient, as the window of an envelope shows it. */
const SENDER = `{{#if (or company.street company.place)}}<p style="font-size:7pt; color:#5b6771; border-bottom:0.4pt #c3cbd3; padding:0 0 2.5pt 0; margin-top:0; margin-bottom:9pt">{{company.name}}{{#if company.street}} · {{company.street}}{{/if}}{{#if company.place}} · {{company.place}}{{/if}}</p>{{/if}}`;

const CUSTOMER = (label: string) => `${SENDER}<p style="${SMALL_HEAD}">${label}</p>
      <p style="font-size:11pt; font-weight:600; margin-top:0; margin-bottom:3pt">{{customer.name}}</p>
      {{#if customer.street}}<p style="margin:0 0 2pt 0">{{customer.street}}</p>{{/if}}
      {{#if customer.place}}<p style="margin:0 0 2pt 0">{{customer.place}}</p>{{/if}}
      {{#if customer.country}}<p style="margin:0 0 2pt 0">{{customer.country}}</p>{{/if}}
      {{#if customer.email}}<p style="margin:2pt 0 0 0; color:#5b6771">{{customer.email}}</p>{{/if}}`;

const FACT = (label: string, value: string) =>
  `<tr><td style="width:52%; color:#5b6771; padding:0 0 4pt 0">${label}</td><td style="width:48%; text-align:right; font-weight:600; padding:0 0 4pt 0">${value}</td></tr>`;

const FOOTER = `<footer>
  <table role="presentation">
    <tr>
      <td style="width:80%; border-top:0.6pt #d5dbe1; padding:6pt 0 0 0"><b>{{company.name}}</b>{{#if company.address}} · {{company.address}}{{/if}}{{#if company.taxNumber}} · Tax no. {{company.taxNumber}}{{/if}}<br>{{company.contact}}</td>
      <td style="width:20%; text-align:right; border-top:0.6pt #d5dbe1; padding:6pt 0 0 0">Page <page-number></page-number> of <page-total></page-total></td>
    </tr>
  </table>
</footer>
`;

const TH =
  'font-size:7.5pt; font-weight:600; color:#5b6771; text-transform:uppercase; letter-spacing:0.4pt; padding:0 5pt 5pt 5pt';
const TH_FIRST = TH.replace('5pt 5pt 5pt', '5pt 5pt 0');
const LINES = `<table style="margin-top:20pt; margin-bottom:0">
  <thead>
    <tr style="border-bottom:1.2pt {{company.colour}}">
      <th style="${TH_FIRST}; width:40%">Description</th>
      <th style="${TH}; width:9%; text-align:right">Qty</th>
      <th style="${TH}; width:14%; text-align:right">Unit price</th>
      <th style="${TH}; width:9%; text-align:right">Tax</th>
      <th style="${TH}; width:14%; text-align:right">Net</th>
      <th style="${TH}; width:14%; text-align:right; padding:0 0 5pt 5pt">Total</th>
    </tr>
  </thead>
  <tbody>
    {{#each lines}}
    <tr style="border-bottom:0.5pt #e4e8ec">
      <td style="padding:6pt 5pt 6pt 0"><p style="margin:0 0 0 0; font-weight:600">{{description}}</p>{{#if periodFrom}}<p style="margin:2pt 0 0 0; font-size:8pt; color:#5b6771">{{date periodFrom}} – {{date periodTo}}{{#if days}} · {{days}}{{/if}}</p>{{/if}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{number quantity}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{money unitPrice}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{percent taxPercent}}</td>
      <td style="padding:6pt 5pt 6pt 5pt; text-align:right">{{money net}}</td>
      <td style="padding:6pt 0 6pt 5pt; text-align:right">{{money total}}</td>
    </tr>
    {{/each}}
  </tbody>
</table>
`;

const SUM = (label: string, value: string, style = '') =>
  `<tr><td style="width:58%; padding:3pt 8pt 3pt 8pt; color:#5b6771; ${style}">${label}</td><td style="width:42%; padding:3pt 8pt 3pt 8pt; text-align:right; ${style}">${value}</td></tr>`;

const TAXES = `<p style="${SMALL_HEAD}">Tax summary</p>
      <table style="margin-top:2pt">
        <thead><tr style="border-bottom:0.6pt #d5dbe1"><th style="${TH_FIRST}; width:34%">Rate</th><th style="${TH}; width:33%; text-align:right">Net</th><th style="${TH}; width:33%; text-align:right">Tax</th></tr></thead>
        <tbody>{{#each taxes}}<tr><td style="padding:4pt 5pt 0 0; font-size:8.5pt">{{percent percent}}{{#if included}} included{{/if}}</td><td style="padding:4pt 5pt 0 5pt; font-size:8.5pt; text-align:right">{{money net}}</td><td style="padding:4pt 5pt 0 5pt; font-size:8.5pt; text-align:right">{{money tax}}</td></tr>{{/each}}</tbody>
      </table>`;

const TOTALS = (
  rest: string,
) => `<table role="presentation" style="margin-top:14pt; gap:24pt; break-inside:avoid">
  <tr>
    <td style="width:46%">${TAXES}</td>
    <td style="width:49%">
      <table role="presentation" style="margin-top:0">
        ${SUM('Net', '{{money document.net document.currency}}')}
        ${SUM('Tax', '{{money document.tax document.currency}}')}
        ${SUM('<b>Total</b>', '<b>{{money document.total document.currency}}</b>', 'font-size:11pt; color:#1f2933; border-top:0.8pt #1f2933; padding:6pt 8pt 6pt 8pt')}
        ${rest}
      </table>
    </td>
  </tr>
</table>
`;
const DUE = `{{#if document.paid}}${SUM('Paid', '{{money document.paid document.currency}}')}{{/if}}
        ${SUM('<b>Amount due</b>', '<b>{{money document.due document.currency}}</b>', 'font-size:11pt; color:{{company.colour}}; background:{{company.tint}}; padding:7pt 8pt 7pt 8pt')}`;

const BANK = `{{#if company.iban}}
<table role="presentation" style="margin-top:24pt; gap:14pt; break-inside:avoid">
  <tr>
    {{#if payment.qr}}<td style="width:18%"><qr-code data="{{payment.qr}}" alt="EPC QR code to pay {{document.due}} {{document.currency}}" style="width:27mm"></qr-code></td>{{/if}}
    <td style="width:82%">
      <p style="${SMALL_HEAD}">Payment</p>
      <table role="presentation" style="margin-top:0">
        <tr><td style="width:26mm; color:#5b6771; padding:0 0 3pt 0">Account holder</td><td style="width:75%; padding:0 0 3pt 0">{{company.name}}</td></tr>
        {{#if company.bankName}}<tr><td style="color:#5b6771; padding:0 0 3pt 0">Bank</td><td style="padding:0 0 3pt 0">{{company.bankName}}</td></tr>{{/if}}
        <tr><td style="color:#5b6771; padding:0 0 3pt 0">IBAN</td><td style="padding:0 0 3pt 0; font-weight:600">{{company.ibanPrinted}}</td></tr>
        {{#if company.bic}}<tr><td style="color:#5b6771; padding:0 0 3pt 0">BIC</td><td style="padding:0 0 3pt 0">{{company.bic}}</td></tr>{{/if}}
        {{#if document.number}}<tr><td style="color:#5b6771; padding:0 0 3pt 0">Reference</td><td style="padding:0 0 3pt 0; font-weight:600">{{document.number}}</td></tr>{{/if}}
      </table>
      {{#if payment.qr}}<p style="font-size:8pt; color:#5b6771; margin-top:3pt">Scan the code with your banking app: amount and reference are filled in.</p>{{/if}}
    </td>
  </tr>
</table>
{{/if}}
{{#if company.footer}}<p style="margin-top:16pt; color:#5b6771">{{company.footer}}</p>{{/if}}
`;

const TOP = (
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

const CUSTOMER_NUMBER = FACT('Customer no.', '{{customer.number}}');
const WATERMARK =
  '{{#if document.void}}<watermark>VOID</watermark>{{/if}}{{#if document.draft}}<watermark>DRAFT</watermark>{{/if}}\n';
const VOID_NOTE =
  '{{#if document.void}}<p style="margin-top:10pt; padding:7pt 10pt 7pt 10pt; background:#fdecec; color:#991b1b">This invoice is void. {{document.voidReason}}</p>{{/if}}\n';

const INVOICE_PDF = `${WATERMARK}${HEADER('{{#if document.draft}}Draft invoice{{else}}Invoice{{/if}}')}${TOP(
  'Billed to',
  `${FACT('Invoice no.', '{{default document.number "not issued yet"}}')}
      ${FACT('Invoice date', '{{date document.date}}')}
      ${FACT('Due date', '{{date document.dueDate}}')}
      ${CUSTOMER_NUMBER}`,
)}${VOID_NOTE}${LINES}${TOTALS(DUE)}{{#if payments}}<p style="font-size:8.5pt; color:#5b6771">{{#each payments}}Paid {{money amount ../document.currency}} on {{date date}}{{#if receiptNumber}}, receipt {{receiptNumber}}{{/if}}. {{/each}}</p>{{/if}}
${BANK}${FOOTER}`;

const CREDIT_NOTE_PDF = `${WATERMARK}${HEADER('Credit note')}${TOP(
  'Credited to',
  `${FACT('Credit note no.', '{{document.number}}')}
      ${FACT('Date', '{{date document.date}}')}
      {{#if document.invoiceNumber}}${FACT('For invoice', '{{document.invoiceNumber}}')}{{/if}}
      ${CUSTOMER_NUMBER}`,
)}${LINES}${TOTALS('')}<p style="margin-top:16pt; color:#5b6771">This amount is credited to your account. It settles the invoice it belongs to first; the rest is on your balance.</p>
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

/**
 * The template that a reversed receipt is printed with. One it was issued with may thank for the payment whatever became of it:
 * the product's own words of thanks are left out of it, and one that never looks at a reversal could not tell it at all.
 */
export function forReversed<T extends { source: string; layout: number }>(
  template: T,
  now: number,
): T {
  if (!template.source.includes('document.void'))
    return { ...template, ...BUILT_IN.RECEIPT_PDF, layout: now };
  return { ...template, source: template.source.replace(`\n${THANKS}\n`, '\n') };
}

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

const MAIL = (
  body: string,
) => `<p style="margin:0 0 18px 0; font-size:18px; font-weight:700; color:{{company.colour}}">{{company.name}}</p>
<p>Dear {{customer.name}},</p>
${body}
<p>Kind regards<br>{{company.name}}</p>
<hr style="color:#e4e8ec">
<p style="font-size:12px; color:#5b6771">{{company.name}}{{#if company.address}} · {{company.address}}{{/if}}{{#if company.contact}}<br>{{company.contact}}{{/if}}</p>
`;
/** A link as a button: its ground is a table cell's, which every mail program draws, and both colours are said, so that none of them is turned alone in the dark. */
const BUTTON = (address: string, words: string) =>
  `<table role="presentation" style="margin-top:20px; margin-bottom:20px"><tr><td style="background-color:{{company.colour}}; border-radius:6px; padding:4px 6px; text-align:center"><a href="${address}" style="display:inline-block; padding:7px 16px; color:{{company.onColour}}; font-weight:600; text-decoration:none">${words}</a></td></tr></table>`;
const PORTAL = `{{#if portalUrl}}${BUTTON('{{portalUrl}}', 'Open your account')}{{/if}}`;
const BANK_LINES =
  '{{#if company.iban}}<p>Account holder: {{company.name}}<br>IBAN: {{company.ibanPrinted}}{{#if company.bic}}<br>BIC: {{company.bic}}{{/if}}{{#if document.number}}<br>Reference: {{document.number}}{{/if}}</p>{{/if}}';
const OPEN_INVOICES =
  '{{#if invoices}}<table><thead><tr><th style="text-align:left">Invoice</th><th style="text-align:left">Due date</th><th style="text-align:right">Amount due</th></tr></thead><tbody>{{#each invoices}}<tr><td>{{number}}</td><td>{{date dueDate}}</td><td style="text-align:right">{{money due ../document.currency}}</td></tr>{{/each}}</tbody></table>{{/if}}';

/** What everybody begins with: the templates of the product itself. */
export const BUILT_IN: Readonly<Record<TemplateKind, TemplateSource>> = {
  [TemplateKind.INVOICE_PDF]: { source: INVOICE_PDF, subject: null },
  [TemplateKind.CREDIT_NOTE_PDF]: { source: CREDIT_NOTE_PDF, subject: null },
  [TemplateKind.PROFORMA_PDF]: { source: PROFORMA_PDF, subject: null },
  [TemplateKind.RECEIPT_PDF]: { source: RECEIPT_PDF, subject: null },
  [TemplateKind.STATEMENT_PDF]: { source: STATEMENT_PDF, subject: null },
  [TemplateKind.INVOICE_MAIL]: {
    subject: 'Invoice {{document.number}} from {{company.name}}',
    source:
      MAIL(`<p>your invoice <b>{{document.number}}</b> of {{date document.date "long"}} over <b>{{money document.total document.currency}}</b> is ready.</p>
{{#if document.isDue}}<p>Please pay <b>{{money document.due document.currency}}</b> by <b>{{date document.dueDate "long"}}</b>.</p>
${BANK_LINES}{{else}}<p>It is paid already; there is nothing for you to do.</p>{{/if}}
${PORTAL}`),
  },
  [TemplateKind.PAYMENT_MAIL]: {
    subject:
      '{{#if document.void}}Your payment of {{money document.total document.currency}} was reversed{{else}}We received your payment of {{money document.total document.currency}}{{/if}}',
    source:
      MAIL(`{{#if document.void}}<p>your payment of <b>{{money document.total document.currency}}</b> (receipt {{document.number}}) was reversed{{#if document.voidDate}} on {{date document.voidDate "long"}}{{/if}}.{{#if document.voidReason}} Reason: {{document.voidReason}}{{/if}}</p>{{else}}<p>thank you: we received <b>{{money document.total document.currency}}</b> on {{date document.date "long"}} (receipt {{document.number}}).</p>
{{#if payment.origin}}<p>It came through: {{payment.origin}}.</p>{{/if}}
{{#if allocations}}<p>It pays:</p><ul>{{#each allocations}}<li>invoice {{number}}: {{money amount ../document.currency}}</li>{{/each}}</ul>{{/if}}
{{#if document.rest}}<p>{{money document.rest document.currency}} stays on your balance and pays your next invoices.</p>{{/if}}{{/if}}
${PORTAL}`),
  },
  [TemplateKind.REMINDER_MAIL]: {
    subject: 'Reminder: {{money document.due document.currency}} is to be paid',
    source:
      MAIL(`<p>our records show that <b>{{money document.due document.currency}}</b> is still to be paid:</p>
${OPEN_INVOICES}
<p>If you have paid in the last days, please take this as done.</p>
${BANK_LINES}
${PORTAL}`),
  },
  [TemplateKind.BLOCKED_MAIL]: {
    subject: 'Your services with {{company.name}} are blocked',
    source:
      MAIL(`<p>your services are blocked{{#if document.isDue}} because of an open amount of <b>{{money document.due document.currency}}</b>{{else}}: your balance of <b>{{money customer.balance document.currency}}</b> is below what was agreed{{/if}}.</p>
${OPEN_INVOICES}
<p>They are switched on again as soon as your payment arrives.</p>
${BANK_LINES}
${PORTAL}`),
  },
  [TemplateKind.WELCOME_MAIL]: {
    subject: 'Welcome to {{company.name}}',
    source: MAIL(`<p>welcome! Your customer number is <b>{{customer.number}}</b>.</p>
{{#if customer.login}}<p>You sign in with <b>{{customer.login}}</b>.</p>{{/if}}
{{#if link}}${BUTTON('{{link}}', 'Choose your password')}
{{#if portalUrl}}<p>From then on you find everything in <a href="{{portalUrl}}">your account</a>.</p>{{/if}}{{else}}${PORTAL}{{/if}}`),
  },
  [TemplateKind.RESET_MAIL]: {
    subject: 'Choose a new password for {{company.name}}',
    source: MAIL(`<p>somebody, hopefully you, asked for a new password.</p>
{{#if link}}${BUTTON('{{link}}', 'Choose a new password')}{{/if}}
<p>The link works once{{#if expires}}, until {{expires}}{{/if}}. If it was not you, do nothing: your password stays as it is.</p>`),
  },
  [TemplateKind.SECURITY_MAIL]: {
    subject: 'The e-mail address of your account with {{company.name}} was changed',
    source:
      MAIL(`<p>from now on mails about your account go to another address; this one gets them no longer.</p>
<p>If you changed it, nothing has to be done. If it was not you, somebody knows your password: write to us or call at once{{#if company.contact}} ({{company.contact}}){{/if}}.</p>`),
  },
};
