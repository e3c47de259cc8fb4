import { epcPayload } from './epc.ts';
import type { TemplateKind } from './kinds.ts';

const LINES = [
  { position: '1', kind: 'SERVICE', description: 'Fiber 200', quantity: '1', unitPrice: '29.90', periodFrom: '2026-04-01', periodTo: '2026-04-30', days: '', net: '29.90', taxPercent: '19', taxIncluded: false, tax: '5.68', total: '35.58', explanation: 'A whole month.' },
  { position: '2', kind: 'DISCOUNT', description: 'Discount: welcome offer', quantity: '1', unitPrice: '-5.00', periodFrom: '2026-04-01', periodTo: '2026-04-30', days: '', net: '-5.00', taxPercent: '19', taxIncluded: false, tax: '-0.95', total: '-5.95', explanation: '' },
  { position: '3', kind: 'SERVICE', description: 'Static IP address', quantity: '2', unitPrice: '4.00', periodFrom: '2026-04-15', periodTo: '2026-04-30', days: '16 of 30 days', net: '4.27', taxPercent: '7', taxIncluded: false, tax: '0.30', total: '4.57', explanation: '16 of 30 days.' },
];

/** What a template is shown with when no real document is named. Every variable there is has a value here. */
export function sampleData(kind: TemplateKind, company: Record<string, string>, partner: Record<string, string>, portalUrl: string): Record<string, unknown> {
  return {
    kind, company, partner, portalUrl, link: `${portalUrl}/reset`, expires: '2 April 2026, 10:00',
    customer: { number: '1042', name: 'Amélie Świątek-Öztürk', street: 'Lindenstraße 12', zip: '10969', city: 'Berlin', place: '10969 Berlin', country: 'Germany', email: 'amelie@customer.example', phone: '+49 30 1234567', login: 'amelie', status: 'ACTIVE', statusReason: '', balance: '-34.20', customFields: {} },
    document: { number: '202604000007', invoiceNumber: '202604000003', date: '2026-04-01', dueDate: '2026-04-15', issuedAt: '2026-04-01T08:00:00Z', currency: 'EUR', status: 'UNPAID', void: false, voidReason: '', voidDate: '', draft: false, isDue: true, net: '29.17', tax: '5.03', total: '34.20', paid: '', due: '34.20', rest: '', from: '2026-03-01', to: '2026-04-30', opening: '0.00', closing: '-34.20', debits: '40.15', credits: '5.95', shown: '3', more: false, customFields: {} },
    lines: LINES,
    taxes: [{ percent: '19', included: false, net: '24.90', tax: '4.73', total: '29.63' }, { percent: '7', included: false, net: '4.27', tax: '0.30', total: '4.57' }],
    payments: [], allocations: [{ number: '202604000007', date: '2026-04-01', amount: '34.20' }],
    payment: { method: 'Bank transfer', origin: '', qr: epcPayload({ name: company.name ?? '', iban: company.iban ?? null, bic: company.bic ?? null }, 'EUR', '34.20', '202604000007') },
    invoices: [{ number: '202604000007', date: '2026-04-01', dueDate: '2026-04-15', total: '34.20', due: '34.20' }],
    entries: LINES.map((line, i) => ({ date: '2026-04-01', description: line.description, document: '202604000007', debit: line.total.startsWith('-') ? '' : line.total, credit: line.total.startsWith('-') ? line.total.slice(1) : '', balance: ['-35.58', '-29.63', '-34.20'][i] })),
  };
}
