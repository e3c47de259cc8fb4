import { describe, expect, it } from 'vitest';
import { auditChanges, recordsNamed } from '@backhaul/domain/audit/changes';
import { DEEDS, deedWords } from '@backhaul/domain/audit/deeds';
import { auditSentence } from '@backhaul/domain/audit/sentence';
import { fieldWords } from '@backhaul/domain/audit/values';

describe('an entry of the audit', () => {
  it('says what of a record is another, before and after, in words', () => {
    expect(
      auditChanges(
        { unitPrice: '29.90', name: 'Air', until: '2026-04-30', on: true },
        { unitPrice: '34.90', name: 'Air', until: null, on: false, tags: ['a', 'b'] },
      ),
    ).toEqual([
      { field: 'price', before: '29.90', after: '34.90' },
      { field: 'until', before: '30 Apr 2026', after: null },
      { field: 'on', before: 'yes', after: 'no' },
      { field: 'tags', before: null, after: 'a, b' },
    ]);
  });
  it('names fields within fields, and cuts what nobody reads', () => {
    expect(auditChanges(null, { billing: { paymentDueDays: 5 }, note: 'x'.repeat(999) })).toEqual([
      { field: 'billing, payment due days', before: null, after: '5' },
      { field: 'note', before: null, after: `${'x'.repeat(299)}…` },
    ]);
    expect(fieldWords('customFields.contract_no')).toBe('contract no');
    expect(auditChanges(null, 5)).toEqual([{ field: 'value', before: null, after: '5' }]);
  });
  it('never says a secret, wherever it stands', () => {
    const said = JSON.stringify(
      auditChanges(
        { password: 'hunter2', account: { apiKey: 'hunter2' } },
        { password: 'hunter3', list: [{ token: 'hunter2', name: 'x' }] },
      ),
    );
    expect(said).not.toContain('hunter');
    expect(said).toContain('•••');
  });

  const deed = { actor: 'Anna', action: 'change-price', entity: 'service', name: 'Air 50' };
  it('is a sentence, with the change where there is just one', () => {
    const changes = auditChanges({ unitPrice: '29.90' }, { unitPrice: '34.90' });
    expect(auditSentence({ ...deed, changes })).toBe(
      'Anna changed the price of service Air 50: 29.90 -> 34.90',
    );
    expect(
      auditSentence({ ...deed, action: 'update', changes: auditChanges({ a: 1 }, { a: 2 }) }),
    ).toBe('Anna changed service Air 50: a 1 -> 2');
    const two = auditChanges({ a: 1, b: 1 }, { a: 2, b: 2 });
    expect(auditSentence({ ...deed, action: 'update', changes: two })).toBe(
      'Anna changed service Air 50',
    );
    expect(
      auditSentence({ ...deed, action: 'try-out', entity: 'tax-rate', name: null, changes: [] }),
    ).toBe('Anna try out tax rate');
  });

  it('calls what became of a refund by the words of its payment’s page', () => {
    const [was, is] = [{ status: 'PENDING' }, { status: 'DONE', failure: null }];
    expect(auditChanges(was, is, { action: 'settle-refund' })).toEqual([
      { field: 'status', before: 'under way', after: 'given back' },
    ]);
    expect(auditChanges(was, is)).toMatchObject([{ before: 'pending', after: 'done' }]);
  });

  it('says payment providers, their fees and disputes as people do', () => {
    const account = { kind: 'PAYPAL', mode: 'TEST', methods: ['OTHER'], feeFixed: '30' };
    expect(
      auditChanges(null, { ...account, sharedBelow: true }, { currency: 'EUR' }).map(
        ({ field, after }) => `${field}: ${after}`,
      ),
    ).toEqual([
      'kind: PayPal',
      'mode: test',
      'ways to pay: other',
      'fixed amount passed on of its fee: 0.30 EUR',
      'shared with partners below: yes',
    ]);
    const [moved] = auditChanges({ status: 'WITHDRAWN' }, { status: 'WON' });
    expect(moved).toMatchObject({ before: 'withdrawn', after: 'won' });
  });

  it('says amounts with their currency, records by name, and codes and days in words', () => {
    const id = '0192aaaa-0000-7000-8000-000000000001';
    const entry = {
      customerId: id,
      invoiceId: '0192aaaa-0000-7000-8000-000000000002',
      chargeId: '0192aaaa-0000-7000-8000-000000000003',
      total: '1690',
      unitPrice: '0.25',
      kind: 'PERSON',
      name: 'ACME',
      records: 2,
      sort: [{ field: 'at', order: 'DESC' }],
      sourceIds: ['x-2', 'x-2'],
      at: '2026-04-20T08:30:00.000Z',
    };
    expect(recordsNamed(null, entry).map(({ entity }) => entity)).toEqual(['customer', 'invoice']);
    const names = new Map([[id, 'Vera Moser #12']]);
    const said = auditChanges(null, entry, { currency: 'EUR', names });
    expect(said.map(({ field, after }) => `${field}: ${after}`)).toEqual([
      'customer: Vera Moser #12',
      'invoice: gone, or out of sight',
      'total: 16.90 EUR',
      'price: 0.25 EUR',
      'kind: person',
      'name: ACME',
      'records: 2',
      'sort: by at, descending',
      'sources: x-2',
      'at: 20 Apr 2026, 08:30 UTC',
    ]);
    expect(auditChanges(null, { currency: 'JPY', amountMinor: '1690' }, {})[1]).toMatchObject({
      field: 'amount',
      after: '1690 JPY',
    });
  });
  it('offers every deed as a choice in words of its own', () => {
    expect(new Set(DEEDS.map(deedWords)).size).toBe(DEEDS.length);
    expect(deedWords('change-price')).toBe('Changed the price');
  });
  it('names a record by whose it is where it has no name', () => {
    const tell = (action: string, entity: string, name: string | null, after: object = {}) =>
      auditSentence({
        actor: 'Anna',
        action,
        entity,
        name,
        changes: auditChanges(null, after),
      });
    expect(tell('close', 'books', 'Karoo')).toBe('Anna closed the books of Karoo');
    expect(tell('end-sample', 'partner', 'Karoo')).toBe(
      'Anna finished the sample data of partner Karoo',
    );
    expect(tell('rate', 'usage', null, { records: 1, unitPrice: '0.25' })).toBe(
      'Anna gave a price to 1 record of usage',
    );
    expect(tell('record', 'usage', null, { records: 3, customer: 'Bo Berg' })).toBe(
      'Anna recorded 3 records of usage of Bo Berg',
    );
    expect(tell('withdraw', 'usage', null, { records: 120, customers: 4 })).toBe(
      'Anna withdrew 120 records of usage of 4 customers',
    );
    expect(tell('export', 'list of credit-notes', null)).toBe(
      'Anna exported the list of credit notes',
    );
    expect(tell('update', 'finance-settings', 'Karoo')).toBe(
      'Anna changed finance settings of Karoo',
    );
  });
});
