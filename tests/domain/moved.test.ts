import { moveEffects, type Held } from '@backhaul/domain/settings/moved';
import { expect, it } from 'vitest';

const HERE: Held = {
  issuer: 'North Net',
  online: 'Stripe',
  company: { name: 'North Net', iban: 'DE02', colour: null },
  finance: { billingDay: 1, paymentDueDays: 15, holidays: [] },
  messages: { fromHour: 8 },
};

it('a move that changes nothing has no effects, whatever lists are made anew', () => {
  expect(moveEffects(HERE, { ...HERE, finance: { ...HERE.finance, holidays: [] } })).toEqual([]);
});

it('a move says first who issues, then where money goes, then every setting with its values', () => {
  const there: Held = {
    issuer: 'Karoo Fibre',
    online: null,
    company: { name: 'Karoo Fibre', iban: 'DE99', colour: null },
    finance: { billingDay: 10, paymentDueDays: 15, holidays: ['2026-12-25'] },
    messages: { fromHour: 9 },
  };
  expect(moveEffects(HERE, there)).toEqual([
    { kind: 'ISSUER', key: null, before: 'North Net', after: 'Karoo Fibre' },
    { kind: 'ONLINE', key: null, before: 'Stripe', after: null },
    { kind: 'COMPANY', key: 'iban', before: 'DE02', after: 'DE99' },
    { kind: 'FINANCE', key: 'billingDay', before: 1, after: 10 },
    { kind: 'FINANCE', key: 'holidays', before: [], after: ['2026-12-25'] },
    { kind: 'MESSAGES', key: 'fromHour', before: 8, after: 9 },
  ]);
});
