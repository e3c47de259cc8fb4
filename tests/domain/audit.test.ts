import { describe, expect, it } from 'vitest';
import { auditChanges, fieldWords } from '@backhaul/domain/audit/changes';
import { auditSentence } from '@backhaul/domain/audit/sentence';

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
});
