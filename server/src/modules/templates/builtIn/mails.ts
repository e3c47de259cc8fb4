import { TemplateKind, type TemplateSource } from '../kinds.ts';

const MAIL = (
  body: string,
) => `<p style="margin:0 0 18px 0; font-size:18px; font-weight:700; color:{{company.colour}}">{{company.name}}</p>
<p>Dear {{customer.name}},</p>
${body}
<p>Kind regards<br>{{company.name}}</p>
<hr style="color:#e4e8ec">
<p style="font-size:12px; color:#5b6771">{{company.name}}{{#if company.address}} · {{company.address}}{{/if}}{{#if company.contact}}<br>{{company.contact}}{{/if}}</p>
`;
/**
 * A link as a button: its ground is a table cell's, which every mail program draws, and both
 * colours are said, so that none of them is turned alone in the dark.
 */
const BUTTON = (address: string, words: string) =>
  `<table role="presentation" style="margin-top:20px; margin-bottom:20px"><tr><td style="background-color:{{company.colour}}; border-radius:6px; padding:4px 6px; text-align:center"><a href="${address}" style="display:inline-block; padding:7px 16px; color:{{company.onColour}}; font-weight:600; text-decoration:none">${words}</a></td></tr></table>`;
const PORTAL = `{{#if portalUrl}}${BUTTON('{{portalUrl}}', 'Open your account')}{{/if}}`;
const BANK_LINES =
  '{{#if company.iban}}<p>Account holder: {{company.name}}<br>IBAN: {{company.ibanPrinted}}{{#if company.bic}}<br>BIC: {{company.bic}}{{/if}}{{#if document.number}}<br>Reference: {{document.number}}{{/if}}</p>{{/if}}';
const OPEN_INVOICES =
  '{{#if invoices}}<table><thead><tr><th style="text-align:left">Invoice</th><th style="text-align:left">Due date</th><th style="text-align:right">Amount due</th></tr></thead><tbody>{{#each invoices}}<tr><td>{{number}}</td><td>{{date dueDate}}</td><td style="text-align:right">{{money due ../document.currency}}</td></tr>{{/each}}</tbody></table>{{/if}}';

/** The mails that everybody begins with. */
export const MAILS = {
  [TemplateKind.INVOICE_MAIL]: {
    subject: 'Invoice {{document.number}} from {{company.name}}',
    source:
      MAIL(`<p>your invoice <b>{{document.number}}</b> of {{date document.date "long"}} over <b>{{money document.total document.currency}}</b> is ready.</p>
{{#if document.isDue}}<p>Please pay <b>{{money document.due document.currency}}</b> by <b>{{date document.dueDate "long"}}</b>.</p>
${BANK_LINES}{{else}}<p>{{#if document.writtenOff}}Nothing of it is due{{else}}It is paid already{{/if}}; there is nothing for you to do.</p>{{/if}}
${PORTAL}`),
  },
  [TemplateKind.CREDIT_NOTE_MAIL]: {
    subject: 'Credit note {{document.number}} from {{company.name}}',
    source:
      MAIL(`<p>we have credited <b>{{money document.total document.currency}}</b> to your account: credit note <b>{{document.number}}</b> of {{date document.date "long"}}{{#if document.invoiceNumber}} for invoice {{document.invoiceNumber}}{{/if}}.</p>
{{#if document.reason}}<p>{{document.reason}}</p>{{/if}}
<p>There is nothing for you to do.</p>
${PORTAL}`),
  },
  [TemplateKind.PROFORMA_MAIL]: {
    subject: 'Proforma invoice {{document.number}} from {{company.name}}',
    source:
      MAIL(`<p>this is a request for payment: proforma invoice <b>{{document.number}}</b> of {{date document.date "long"}} over <b>{{money document.total document.currency}}</b>.</p>
{{#if document.isDue}}<p>Please pay <b>{{money document.due document.currency}}</b> by <b>{{date document.dueDate "long"}}</b>. You receive the invoice when it is paid.</p>
${BANK_LINES}{{else}}<p>{{#if document.void}}It is void{{else}}It is paid already{{/if}}; there is nothing for you to do.</p>{{/if}}
${PORTAL}`),
  },
  [TemplateKind.PAYMENT_MAIL]: {
    subject:
      '{{#if document.void}}Your payment of {{money document.total document.currency}} was reversed{{else}}We received your payment of {{money document.total document.currency}}{{/if}}',
    source:
      MAIL(`{{#if document.void}}<p>your payment of <b>{{money document.total document.currency}}</b> (receipt {{document.number}}) was reversed{{#if document.voidDate}} on {{date document.voidDate "long"}}{{/if}}.{{#if document.voidReason}} Reason: {{document.voidReason}}{{/if}}</p>{{else}}<p>thank you: we received <b>{{money document.total document.currency}}</b> on {{date document.date "long"}} (receipt {{document.number}}).</p>
{{#if payment.origin}}<p>It came through: {{payment.origin}}.</p>{{/if}}
{{#if allocations}}<p>It pays:</p><ul>{{#each allocations}}<li>invoice {{number}}: {{money amount ../document.currency}}</li>{{/each}}</ul>{{/if}}
{{#if document.waiting}}<p>{{money document.waiting document.currency}} is kept for proforma invoice {{document.proformaNumber}} until that is paid in full.</p>{{/if}}
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
    subject:
      '{{#if change}}Changed at {{company.name}}: {{changeOf}}{{else}}The e-mail address of your account with {{company.name}} was changed{{/if}}',
    source: MAIL(`{{#if change}}<p>{{change}}</p>
<p>{{changedBy}} did this on {{changedAt}}. You are told because money of your customers goes that way.</p>
<p>If this was meant, nothing has to be done. If not, see to it at once: payment providers and bank account are in the settings.</p>{{else}}<p>from now on mails about your account go to another address; this one gets them no longer.</p>
<p>If you changed it, nothing has to be done. If it was not you, somebody knows your password: write to us or call at once{{#if company.contact}} ({{company.contact}}){{/if}}.</p>{{/if}}`),
  },
  [TemplateKind.RUN_MAIL]: {
    subject: '{{runHeadline}}',
    source: MAIL(`<p><b>{{runHeadline}}</b></p>
{{#if runText}}<p>{{runText}}</p>{{/if}}
{{#if runBecause}}<p>{{runBecause}}</p>{{/if}}
{{#if runNext}}<p>{{runNext}}</p>{{/if}}
{{#if runLink}}${BUTTON('{{runLink}}', 'Look at it')}{{/if}}`),
  },
} satisfies Partial<Record<TemplateKind, TemplateSource>>;
