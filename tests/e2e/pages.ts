import type { Isp } from './isp.ts';
import type { LargeBusiness } from './large.ts';

export interface Route {
  name: string;
  path: string;
}

/** One address of every page of the back office, with something on each: the largest amounts and the longest words. */
export async function adminPages(
  { server, karoo, operatorId }: Isp,
  large: LargeBusiness,
): Promise<Route[]> {
  const one = async (query: string): Promise<string> =>
    Object.values(await server.must<Record<string, { nodes: { id: string }[] }>>(query))[0].nodes[0]
      .id;
  const run = await one('{ billingRuns(filter: { status: READY }, first: 1) { nodes { id } } }');
  const processed = await one(
    '{ billingRuns(filter: { status: PROCESSED }, first: 1) { nodes { id } } }',
  );
  const message = await one('{ messages(first: 1) { nodes { id } } }');
  const user = await one('{ users(first: 1) { nodes { id } } }');
  return Object.entries({
    dashboard: '/',
    'dashboard-finance': '/?board=FINANCE',
    recurring: '/recurring',
    walls: '/settings/walls',
    runs: '/billing-runs',
    'new-run': '/billing-runs/create',
    'made-runs': `/billing-runs/create?made=${run},${processed}`,
    review: `/billing-runs/${run}/show`,
    'review-left-out': `/billing-runs/${run}/show?tab=left-out`,
    'review-missing': `/billing-runs/${run}/show?tab=missing`,
    result: `/billing-runs/${processed}/show`,
    customers: '/customers',
    'new-customer': '/customers/create',
    'edit-customer': `/customers/${large.customerId}`,
    ...Object.fromEntries(
      [
        'services',
        'ledger',
        'invoices',
        'payments',
        'billing',
        'contacts',
        'profile',
        'history',
      ].map((tab) => [`customer-${tab}`, `/customers/${large.customerId}/show?tab=${tab}`]),
    ),
    services: '/services',
    invoices: '/invoices',
    'new-invoice': `/invoices/create?customer=${large.customerId}`,
    invoice: `/invoices/${large.invoiceId}/show`,
    draft: `/invoices/${large.draftId}/show`,
    'edit-draft': `/invoices/${large.draftId}`,
    'manual-invoice': `/invoices/${large.manualId}/show`,
    'credit-notes': '/credit-notes',
    'credit-note': `/credit-notes/${large.creditNoteId}/show`,
    proformas: '/proformas',
    proforma: `/proformas/${large.proformaId}/show`,
    'new-proforma': `/proformas/create?customer=${large.customerId}`,
    'customer-proformas': `/customers/${large.customerId}/show?tab=proformas`,
    payments: '/payments',
    disputes: '/disputes',
    'customer-cards': `/customers/${large.customerId}/show?tab=cards`,
    bank: '/bank',
    'bank-accounts': '/bank/accounts',
    'bank-csv': '/bank/csv',
    tills: '/tills',
    dunning: '/dunning',
    rehearsal: '/rehearsal',
    reports: '/reports',
    'new-payment': `/payments/create?customer=${large.customerId}`,
    payment: `/payments/${large.paymentId}/show`,
    reversed: `/payments/${large.reversedId}/show`,
    ledger: '/transactions',
    tariffs: '/tariffs',
    'new-tariff': '/tariffs/create',
    tariff: `/tariffs/${large.tariffId}/show`,
    'edit-tariff': `/tariffs/${large.tariffId}`,
    partners: '/partners',
    'new-partner': '/partners/create',
    partner: `/partners/${large.partnerId}/show`,
    'edit-partner': `/partners/${karoo.id}`,
    users: '/users',
    'new-user': '/users/create',
    'edit-user': `/users/${user}`,
    settings: '/settings',
    finance: `/settings/finance?partner=${large.partnerId}`,
    automation: `/settings/automation?partner=${operatorId}`,
    'payment-settings': `/settings/payments?partner=${large.partnerId}`,
    'automation-calendar': '/automation',
    books: '/books',
    usage: '/usage',
    audit: '/audit',
    'customer-usage': `/customers/${large.customerId}/show?tab=usage`,
    'tax-rates': '/settings/tax-rates',
    labels: '/settings/labels',
    location: `/locations/${large.locationId}/show`,
    sessions: '/account/sessions',
    email: '/account/email',
    password: '/account/password',
    outbox: '/messages',
    'outbox-filtered': `/messages?filter=${encodeURIComponent('{"status":"HELD"}')}`,
    message: `/messages/${message}/show`,
    'customer-messages': `/customers/${large.customerId}/show?tab=messages`,
    'notification-settings': '/settings/notifications',
    gateways: `/settings/gateways?partner=${large.partnerId}`,
    'no-gateways': `/settings/gateways?partner=${operatorId}`,
    company: `/settings/company?partner=${karoo.id}`,
    templates: '/settings/templates',
    'document-template': '/settings/templates/INVOICE_PDF',
    'mail-template': `/settings/templates/REMINDER_MAIL?partner=${karoo.id}`,
    downloads: '/documents/jobs',
    'custom-fields': `/settings/custom-fields?partner=${karoo.id}`,
    'custom-fields-empty': `/settings/custom-fields?partner=${karoo.id}&entity=USER`,
    service: `/services/${large.serviceId}/show`,
    'ledger-entry': `/transactions/${large.entryId}/show`,
    user: `/users/${user}/show`,
    'partners-table': '/partners?sort=name&order=ASC',
    'not-found': '/no-such-page',
  }).map(([name, path]) => ({ name: `admin-${name}`, path: `/admin${path}` }));
}

/** Dialogs of the back office: on which of its pages, and what is pressed there one after the other until it opens. */
export const adminDialogs: readonly [page: string, ...presses: RegExp[]][] = [
  ['customer-services', /^Add service/],
  ['customer-services', /^Record payment/],
  ['customer-services', /^(More|Actions)/, /^Charge now/],
  ['customer-services', /^(More|Actions)/, /^Charge with the next invoice/],
  ['customer-services', /^(More|Actions)/, /^Send reminder/],
  ['customer-services', /^(More|Actions)/, /^Add a ledger entry/],
  ['customer-services', /^(More|Actions)/, /^Statement of account/],
  ['customer-services', /^(More|Actions)/, /^Send statement/],
  ['proforma', /^Record payment/],
  ['proforma', /^Void/],
  ['draft', /^(Issue|Approve)/],
  ['review', /^Confirm/],
  ['partner', /^Move/],
  ['books', /^Close a month/],
  ['tax-rates', /^(Add|New|Create) tax rate/],
  ['labels', /^New label/],
  ['labels', /^New location/],
  ['labels', /^Remove Key/],
  ['gateways', /^Change sandbox/],
  ['custom-fields', /^(Add|New|Define)/],
  ['no-gateways', /^Set up Stripe/],
  ['no-gateways', /^Set up the sandbox/],
];

/** One address of every page of the portal, for a customer who has an open invoice. */
export function portalPages(
  invoiceId: string,
  checkoutId: string,
  { creditNoteId, proformaId }: { creditNoteId: string; proformaId: string },
): Route[] {
  return Object.entries({
    home: '/',
    invoices: '/invoices',
    invoice: `/invoices/${invoiceId}`,
    pay: '/pay',
    'pay-other': '/pay?amount=other',
    'pay-invoice': `/pay?invoice=${invoiceId}`,
    outcome: `/pay/return?checkout=${checkoutId}`,
    'outcome-unknown': '/pay/return',
    payments: '/payments',
    cards: '/cards',
    tills: '/tills',
    services: '/services',
    profile: '/profile',
    'not-found': '/no-such-page',
    documents: '/documents',
    'invoice-pdf': `/invoices/${invoiceId}/pdf`,
    'pay-proforma': `/pay?proforma=${proformaId}`,
    'proforma-pdf': `/proformas/${proformaId}/pdf`,
    'credit-note-pdf': `/credit-notes/${creditNoteId}/pdf`,
    statement: '/statement?from=2026-01-01&to=2026-12-31',
  }).map(([name, path]) => ({ name: `portal-${name}`, path }));
}
