import { TemplateKind, type TemplateSource } from '../kinds.ts';
import type { Words } from '../words/en.ts';
import type { MailWords } from '../words/mails/index.ts';

type Word = keyof Words | keyof MailWords;

/** A word of the product in the customer's language, filled with what is given. */
const word = (name: Word, ...given: readonly string[]): string => called('word', name, given);
/** The same as a sentence of a page, in which what is given stands out. */
const say = (name: Word, ...given: readonly string[]): string => called('say', name, given);

function called(helper: string, name: Word, given: readonly string[]): string {
  return `{{${[helper, `"${name}"`, ...given].join(' ')}}}`;
}

const TOTAL = '(money document.total document.currency)';
const DUE = '(money document.due document.currency)';
const DATE = '(date document.date "long")';

const MAIL = (
  body: string,
) => `<p style="margin:0 0 18px 0; font-size:18px; font-weight:700; color:{{company.colour}}">{{company.name}}</p>
<p>${word('dear', 'customer.name')}</p>
${body}
<p>${word('regards')}<br>{{company.name}}</p>
<hr style="color:#e4e8ec">
<p style="font-size:12px; color:#5b6771">{{company.name}}{{#if company.address}} · {{company.address}}{{/if}}{{#if company.contact}}<br>{{company.contact}}{{/if}}</p>
`;
/**
 * A link as a button: its ground is a table cell's, which every mail program draws, and both
 * colours are said, so that none of them is turned alone in the dark.
 */
const BUTTON = (address: string, words: string) =>
  `<table role="presentation" style="margin-top:20px; margin-bottom:20px"><tr><td style="background-color:{{company.colour}}; border-radius:6px; padding:4px 6px; text-align:center"><a href="${address}" style="display:inline-block; padding:7px 16px; color:{{company.onColour}}; font-weight:600; text-decoration:none">${words}</a></td></tr></table>`;
const PORTAL = `{{#if portalUrl}}${BUTTON('{{portalUrl}}', word('openAccount'))}{{/if}}`;
/** One press, and no sign-in; for mails about an invoice. */
const PAY = `{{#if paysOnline}}{{#if paymentLink}}${BUTTON('{{paymentLink}}', word('payNow'))}{{/if}}{{/if}}`;
/** In mails about several invoices each number leads to where it is paid, without a sign-in. */
const PAY_FIRST = `{{#if paysOnline}}{{#if paymentLink}}<p>${word('payEach')}</p>{{/if}}{{/if}}
`;
const BANK_LINES = `{{#if company.iban}}<p>${word('accountHolder')}: {{company.name}}<br>IBAN: {{company.ibanPrinted}}{{#if company.bic}}<br>BIC: {{company.bic}}{{/if}}{{#if payment.reference}}<br>${word('reference')}: {{payment.reference}}{{/if}}</p>{{/if}}`;
const OPEN_INVOICES = `{{#if invoices}}<table><thead><tr><th style="text-align:left">${word('invoice')}</th><th style="text-align:left">${word('dueDate')}</th><th style="text-align:right">${word('amountDue')}</th></tr></thead><tbody>{{#each invoices}}<tr><td>{{#if ../paysOnline}}{{#if paymentLink}}<a href="{{paymentLink}}">{{number}}</a>{{else}}{{number}}{{/if}}{{else}}{{number}}{{/if}}</td><td>{{date dueDate}}</td><td style="text-align:right">{{money due ../document.currency}}</td></tr>{{/each}}</tbody></table>{{/if}}`;
const PLEASE_PAY = say('pleasePay', DUE, '(date document.dueDate "long")');

/** The mails that everybody begins with. Those to customers speak their language; those to users are in English. */
export const MAILS = {
  [TemplateKind.INVOICE_MAIL]: {
    subject: word('invoiceSubject', 'document.number', 'company.name'),
    source: MAIL(`<p>${say('invoiceReady', 'document.number', DATE, TOTAL)}</p>
{{#if document.isDue}}<p>${PLEASE_PAY}</p>
${PAY}${BANK_LINES}{{else}}<p>{{#if document.writtenOff}}${word('nothingDue')}{{else}}${word('paidAlready')}{{/if}}</p>{{/if}}
${PORTAL}`),
  },
  [TemplateKind.CREDIT_NOTE_MAIL]: {
    subject: word('creditNoteSubject', 'document.number', 'company.name'),
    source:
      MAIL(`<p>{{#if document.invoiceNumber}}${say('weCreditedFor', TOTAL, 'document.number', DATE, 'document.invoiceNumber')}{{else}}${say('weCredited', TOTAL, 'document.number', DATE)}{{/if}}</p>
{{#if document.reason}}<p>{{document.reason}}</p>{{/if}}
<p>${word('nothingToDo')}</p>
${PORTAL}`),
  },
  [TemplateKind.PROFORMA_MAIL]: {
    subject: word('proformaSubject', 'document.number', 'company.name'),
    source: MAIL(`<p>${say('proformaAsks', 'document.number', DATE, TOTAL)}</p>
{{#if document.isDue}}<p>${PLEASE_PAY} ${word('invoiceWhenPaid')}</p>
${BANK_LINES}{{else}}<p>{{#if document.void}}${word('isVoid')}{{else}}${word('paidAlready')}{{/if}}</p>{{/if}}
${PORTAL}`),
  },
  [TemplateKind.PAYMENT_MAIL]: {
    subject: `{{#if document.void}}${word('reversedSubject', TOTAL)}{{else}}${word('paymentSubject', TOTAL)}{{/if}}`,
    source:
      MAIL(`{{#if document.void}}<p>{{#if document.voidDate}}${say('paymentReversedOn', TOTAL, 'document.number', '(date document.voidDate "long")')}{{else}}${say('paymentReversed', TOTAL, 'document.number')}{{/if}}{{#if document.voidReason}} ${word('reason', 'document.voidReason')}{{/if}}</p>{{else}}<p>${say('weReceived', TOTAL, DATE, 'document.number')}</p>
{{#if payment.origin}}<p>${word('cameThrough', 'payment.origin')}</p>{{/if}}
{{#if allocations}}<p>${word('itPays')}</p><ul>{{#each allocations}}<li>${word('paysInvoice', 'number', '(money amount ../document.currency)')}</li>{{/each}}</ul>{{/if}}
{{#if document.waiting}}<p>${word('waitsOn', '(money document.waiting document.currency)', 'document.proformaNumber')}</p>{{/if}}
{{#if document.rest}}<p>${word('onBalance', '(money document.rest document.currency)')}</p>{{/if}}{{/if}}
${PORTAL}`),
  },
  [TemplateKind.REMINDER_MAIL]: {
    subject: word('reminderSubject', DUE),
    source: MAIL(`<p>${say('stillToPay', DUE)}</p>
${OPEN_INVOICES}
${PAY_FIRST}<p>${word('ifPaid')}</p>
${BANK_LINES}
${PORTAL}`),
  },
  [TemplateKind.BLOCKED_MAIL]: {
    subject: word('blockedSubject', 'company.name'),
    source:
      MAIL(`<p>{{#if document.isDue}}${say('blockedFor', DUE)}{{else}}${say('blockedBelow', '(money customer.balance document.currency)')}{{/if}}</p>
${OPEN_INVOICES}
<p>${word('onAgain')}</p>
${BANK_LINES}
${PORTAL}`),
  },
  [TemplateKind.CHARGE_FAILED_MAIL]: {
    subject: word('chargeFailedSubject', '(money chargeAmount document.currency)'),
    source:
      MAIL(`<p>${say('chargeFailed', '(money chargeAmount document.currency)', 'chargeCard')} {{word chargeReason}} ${word('nothingTaken')}</p>
<p>{{#if chargeRetryOn}}${say('triedAgain', '(date chargeRetryOn "long")')}{{else}}${word('payYourself')}{{/if}}</p>
${OPEN_INVOICES}
${PAY}${PORTAL}`),
  },
  [TemplateKind.CARD_ENDING_MAIL]: {
    subject: word('cardEndsSubject'),
    source: MAIL(`<p>${say('cardEnds', 'chargeCard', '(date cardLastDay "long")')}</p>
<p>${word('newCard')}</p>
${PORTAL}`),
  },
  [TemplateKind.WELCOME_MAIL]: {
    subject: word('welcomeSubject', 'company.name'),
    source: MAIL(`<p>${say('welcome', 'customer.number')}</p>
{{#if customer.login}}<p>${say('signInWith', 'customer.login')}</p>{{/if}}
{{#if link}}${BUTTON('{{link}}', word('choosePassword'))}
{{#if portalUrl}}<p>${word('fromThenOn')} <a href="{{portalUrl}}">${word('yourAccount')}</a>.</p>{{/if}}{{else}}${PORTAL}{{/if}}`),
  },
  [TemplateKind.RESET_MAIL]: {
    subject: word('resetSubject', 'company.name'),
    source: MAIL(`<p>${word('resetAsked')}</p>
{{#if link}}${BUTTON('{{link}}', word('newPassword'))}{{/if}}
<p>{{#if expires}}${word('linkOnceUntil', 'expires')}{{else}}${word('linkOnce')}{{/if}} ${word('notYou')}</p>`),
  },
  [TemplateKind.SECURITY_MAIL]: {
    subject: `{{#if change}}Changed at {{company.name}}: {{changeOf}}{{else}}${word('movedSubject', 'company.name')}{{/if}}`,
    source: MAIL(`{{#if change}}<p>{{change}}</p>
<p>{{changedBy}} did this on {{changedAt}}. You are told because money of your customers goes that way.</p>
<p>If this was meant, nothing has to be done. If not, see to it at once: payment providers and bank account are in the settings.</p>{{else}}<p>${word('moved')}</p>
<p>${word('movedByYou')} {{#if company.contact}}${word('movedNotByYouCall', 'company.contact')}{{else}}${word('movedNotByYou')}{{/if}}</p>{{/if}}`),
  },
  [TemplateKind.STATEMENT_MAIL]: {
    subject: 'Statement of account from {{company.name}}',
    source:
      MAIL(`<p>your statement of account{{#if statementFrom}} from {{date statementFrom "long"}} to <b>{{date statementTo "long"}}</b>{{/if}} is ready.</p>
{{#if document.isDue}}<p>Today <b>{{money document.due document.currency}}</b> is to be paid.</p>
${BANK_LINES}{{else}}<p>There is nothing for you to do.</p>{{/if}}
${PORTAL}`),
  },
  [TemplateKind.BOOKS_MAIL]: {
    subject: '{{booksHeadline}}',
    source: MAIL(`<p><b>{{booksHeadline}}</b></p>
{{#if booksText}}<p>{{booksText}}</p>{{/if}}
<p>It was found by the check of the night; nothing was changed. Look at the records before anything else is written to them.</p>
{{#if booksLink}}${BUTTON('{{booksLink}}', 'Look at the books')}{{/if}}`),
  },
  [TemplateKind.NOTE_MAIL]: {
    subject: '{{noteBy}} mentioned you: {{noteAbout}}',
    source: MAIL(`<p><b>{{noteBy}}</b> mentioned you in a note about {{noteAbout}}.</p>
{{#if noteText}}<p style="white-space:pre-line">{{noteText}}</p>{{/if}}
{{#if noteLink}}${BUTTON('{{noteLink}}', 'Open the customer')}{{/if}}`),
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
