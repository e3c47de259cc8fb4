import { createHash } from 'node:crypto';
import { formatMinor } from '@backhaul/domain/money/money';
import { CARDS } from './cards.ts';
import { leftOf, type SandboxPayment } from './payment.ts';
import { digitsOf, type SandboxSession } from './session.ts';

const STYLE = `
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { width: min(26rem, 100% - 2rem); padding: 1.5rem 0; }
.note { margin: 0 0 1.5rem; padding: .75rem 1rem; border: 2px dashed #b45309; border-radius: .5rem; font-weight: 600; }
h1 { margin: 0; font-size: 1rem; font-weight: 400; }
.amount { margin: .25rem 0 1.5rem; font-size: 2.25rem; font-weight: 700; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
form { display: grid; gap: .75rem; }
fieldset { margin: 0; padding: .5rem 1rem; border: 1px solid GrayText; border-radius: .5rem; }
label { display: flex; gap: .5rem; align-items: baseline; padding: .5rem 0; }
button { min-height: 3rem; padding: .5rem 1rem; border: 2px solid #0f766e; border-radius: .5rem; background: transparent; color: inherit; font: inherit; font-weight: 600; cursor: pointer; }
button.pay { background: #0f766e; color: #fff; }
button:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * Nothing but its own style, and forms that go back where they came from; the way home may lead to
 * a partner's domain.
 */
export function policyOf(returnUrl?: string | null): string {
  const home = returnUrl ? ` ${new URL(returnUrl).origin}` : '';
  return `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'${home}; frame-ancestors 'none'; base-uri 'none'`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><p class="note">Sandbox: no real money moves</p>${body}</main></body>
</html>`;
}

function heading(session: Pick<SandboxSession, 'description' | 'amount' | 'currency'>): string {
  const amount = formatMinor(BigInt(session.amount), digitsOf(session));
  return `
<h1>${escaped(session.description)}</h1>
<p class="amount">${session.amount === '0' ? 'Save a card' : `${escaped(amount)} ${escaped(session.currency)}`}</p>`;
}

function cardChoice(): string {
  const choices = CARDS.map(
    ({ last4, brand, label }, index) =>
      `<label><input type="radio" name="card" value="${last4}"${index ? '' : ' checked'}>` +
      `<span>${escaped(brand)} ${last4}: ${escaped(label)}</span></label>`,
  );
  return `<fieldset><legend>Card</legend>${choices.join('')}</fieldset>`;
}

function button(outcome: string, label: string, main = false): string {
  return `<button${main ? ' class="pay"' : ''} name="outcome" value="${outcome}">${label}</button>`;
}

/** Where the customer decides what the sandbox's card does. Works without scripts. */
export function paymentPage(session: SandboxSession): string {
  return page(
    'Sandbox payment',
    `${heading(session)}
<form method="post">
${button('paid', session.amount === '0' ? 'Save' : 'Pay', true)}
${button('failed', 'Decline')}
${button('cancelled', 'Cancel')}
${button('expired', 'Let this page expire')}
${cardChoice()}
</form>`,
  );
}

/** Where a card that wants its owner is confirmed. */
export function confirmPage(session: SandboxSession, card: string): string {
  return page(
    'Sandbox payment: confirm',
    `${heading(session)}
<p>The bank of this card asks whether it is you.</p>
<form method="post">
<input type="hidden" name="card" value="${escaped(card)}">
${button('confirmed', 'Confirm', true)}
${button('unconfirmed', 'Do not confirm')}
</form>`,
  );
}

const LATER = [
  ['dispute', 'The customer disputes it'],
  ['withdraw', 'The bank takes the money back'],
  ['win', 'The dispute is won'],
  ['lose', 'The dispute is lost'],
] as const;

/** What may happen at the provider's side to what was paid. */
export function laterPage(payment: SandboxPayment): string {
  return page(
    'Sandbox payment',
    `${heading(payment.order)}
<p>It is paid. Here the other side can be played:</p>
<form method="post">
${leftOf(payment) > 0n ? button('refund', 'Give all that is left back') : ''}
${LATER.map(([outcome, label]) => button(outcome, label)).join('\n')}
</form>`,
  );
}

export function expiredPage(): string {
  return page(
    'Sandbox payment',
    '<h1>This payment page is not valid, or no longer. Go back to the portal and start the payment again.</h1>',
  );
}
