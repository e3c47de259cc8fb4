import { describe, expect, it } from 'vitest';
import {
  CUSTOMER_BILLING,
  FINANCE,
  FINANCE_DEFAULTS,
  billingDayFor,
  checkCustomerBilling,
  checkFinanceOverrides,
  resolveCustomerBilling,
  resolveFinance,
  type FinanceOverrides,
} from '@backhaul/domain/settings/finance';
import { COMPANY } from '@backhaul/domain/settings/company';
import { AUTOMATION } from '@backhaul/domain/settings/automation';
import { AUTOMATION_WORDS } from '@backhaul/domain/settings/automation.words';
import { PAYMENTS, paymentProblems } from '@backhaul/domain/settings/payments';
import { PAYMENTS_WORDS } from '@backhaul/domain/settings/payments.words';
import { COMPANY_WORDS } from '@backhaul/domain/settings/company.words';
import { drafted, movedAlong } from '@backhaul/domain/settings/drafted';
import { originIn, readSettings, resolve, type Declared } from '@backhaul/domain/settings/family';
import { CUSTOMER_BILLING_WORDS, FINANCE_WORDS } from '@backhaul/domain/settings/finance.words';
import { MESSAGES } from '@backhaul/domain/settings/messages';
import { MESSAGES_WORDS } from '@backhaul/domain/settings/messages.words';

const originOf = (chain: readonly FinanceOverrides[], key: string) =>
  originIn(
    FINANCE,
    chain.map((values) => ({ values })),
    key,
  );

describe('settings before they are saved', () => {
  const above = {
    name: 'North Ltd',
    street: '1 Way',
    taxNumber: 'N1',
    phone: '+43 1',
    logoFileId: 'logo',
    colour: '#112233',
  };
  it('go with the first of their kind that is set here, and come back with the last', () => {
    const named = { above, own: { name: 'Village', street: '2 Way' } };
    expect(movedAlong(COMPANY, { above, own: {} }, { name: 'Village' })).toEqual([
      'street',
      'taxNumber',
    ]);
    expect(movedAlong(COMPANY, { above, own: {} }, { phone: '+43 2' })).toEqual([
      'logoFileId',
      'colour',
    ]);
    expect(movedAlong(COMPANY, named, { name: null, street: null })).toEqual(['taxNumber']);
    expect(movedAlong(COMPANY, named, { name: 'Village Ltd' })).toEqual([]);
    expect(movedAlong(COMPANY, { above: {}, own: {} }, { name: 'Village' })).toEqual([]);
  });
  it('are what saving makes of them, whatever stands above', () => {
    const chain = [{ name: 'ISP', city: 'Graz', colour: '#000000' }, above, {}];
    for (const own of [{}, { phone: '+43 9' }, { name: 'Village', city: 'Wels' }])
      for (const changes of [{ name: 'Other' }, { colour: '#ffffff' }, { name: null }, {}])
        expect(
          drafted(COMPANY, { above: resolve(COMPANY, chain), own }, changes),
          JSON.stringify([own, changes]),
        ).toEqual(resolve(COMPANY, [...chain, { ...own, ...changes } as (typeof chain)[number]]));
  });
});

describe('finance settings', () => {
  it('have the defaults of the billing rules', () => {
    expect(resolveFinance([])).toMatchObject({
      billingEnabled: true,
      paymentPeriod: 'PREPAID',
      prepaidMonths: 1,
      paymentMethod: 'BANK_TRANSFER',
      billingDay: 1,
      paymentDueDays: 15,
      blockingPeriodDays: 0,
      deactivationDays: 10,
      minimumBalance: '0',
      sendBillingNotifications: true,
      paymentCalendar: false,
      autoCreateInvoices: true,
    });
    expect(checkFinanceOverrides({ ...FINANCE_DEFAULTS })).toEqual({});
  });

  it('come from the nearest partner that sets them', () => {
    const chain = [{ billingDay: 5, prepaidMonths: 3 }, {}, { billingDay: 10 }];
    expect(resolveFinance(chain)).toMatchObject({
      billingDay: 10,
      prepaidMonths: 3,
      paymentDueDays: 15,
    });
    expect([
      originOf(chain, 'billingDay'),
      originOf(chain, 'prepaidMonths'),
      originOf(chain, 'paymentDueDays'),
    ]).toEqual([2, 0, -1]);
  });

  it('inherit again where a row holds null', () => {
    const chain = [{ billingDay: 5 }, JSON.parse('{"billingDay":null}')];
    expect(resolveFinance(chain).billingDay).toBe(5);
    expect(originOf(chain, 'billingDay')).toBe(0);
  });

  it('keep false and 0 as values of their own', () => {
    const values = resolveFinance([{ billingEnabled: false, paymentDueDays: 0 }]);
    expect([values.billingEnabled, values.paymentDueDays]).toEqual([false, 0]);
  });

  it('yield to a customer for its own settings only', () => {
    const settings = resolveCustomerBilling(
      resolveFinance([{ billingDay: 5, taxRounding: 'PER_LINE' }]),
      JSON.parse('{"billingDay":28,"paymentDueDays":null,"taxRounding":"PER_DOCUMENT"}'),
    );
    expect(settings).toMatchObject({ billingDay: 28, paymentDueDays: 15, taxRounding: 'PER_LINE' });
  });

  it('give new customers the day they are created on, 28 at most', () => {
    expect(['2026-01-01', '2026-01-28', '2026-01-29', '2026-01-31'].map(billingDayFor)).toEqual([
      1, 28, 28, 28,
    ]);
  });
});

describe('the words of settings', () => {
  it.each([
    ['finance', FINANCE, FINANCE_WORDS],
    ['messages', MESSAGES, MESSAGES_WORDS],
    ['company', COMPANY, COMPANY_WORDS],
    ['automation', AUTOMATION, AUTOMATION_WORDS],
    ['payments', PAYMENTS, PAYMENTS_WORDS],
  ] as const)('are there for every setting of %s, once', (_, { keys, settings }, sections) => {
    const said = sections.flatMap((section) => Object.entries(section.settings));
    expect(said.map(([key]) => key).sort()).toEqual([...keys].sort());
    for (const [key, words] of said) {
      const { shape } = (settings as Declared)[key];
      if (shape.kind === 'choice' || shape.kind === 'choices')
        expect(Object.keys(words.options ?? {}).sort()).toEqual([...shape.values].sort());
      for (const other of Object.keys(words.onlyIf ?? {})) expect(keys).toContain(other);
    }
  });

  it('are there for every setting of a customer', () => {
    expect(Object.keys(CUSTOMER_BILLING_WORDS).sort()).toEqual([...CUSTOMER_BILLING.keys].sort());
  });
});

describe('checking settings', () => {
  it.each([
    ['billingDay', [0, 29, 1.5, '1', NaN], [1, 28]],
    ['prepaidMonths', [0, 13], [1, 12]],
    ['paymentDueDays', [-1, 29], [0, 28]],
    ['blockingPeriodDays', [-1, 100], [0, 99]],
    ['deactivationDays', [0, 100], [1, 99]],
    ['minimumBalance', ['x', '', '1e3', '1.23456', 5], ['0', '-50.00', '12.3456']],
    ['billingEnabled', ['yes', 1], [true, false]],
    ['paymentPeriod', ['LATER', 1], ['PREPAID', 'POSTPAID']],
    ['paymentMethod', ['GOLD'], ['REFILL_CARD']],
    ['taxRounding', ['NONE'], ['PER_LINE']],
    ['documentDate', ['TODAY'], ['ISSUE_DATE']],
    ['invoiceNumberFormat', ['{year}', '{type}{next}', 5], ['{next}']],
    ['receiptNumberFormat', ['{year}'], ['{type}{next}']],
    ['holidays', [['2026-02-30'], 'x'], [['2026-12-25'], []]],
  ])('%s', (field, wrong, right) => {
    for (const value of wrong)
      expect(checkFinanceOverrides({ [field]: value })).toEqual({ [field]: expect.any(String) });
    for (const value of right) expect(checkFinanceOverrides({ [field]: value })).toEqual({});
    expect(checkFinanceOverrides({ [field]: null })).toEqual({});
  });

  it('takes some of a few, one at least, each once and in their order', () => {
    const read = (given: unknown) => readSettings(PAYMENTS, { cashDeskMethods: given });
    expect(read(['CARD', 'CASH', 'CARD']).values).toEqual({ cashDeskMethods: ['CASH', 'CARD'] });
    for (const wrong of [[], ['GOLD'], 'CASH', [1]])
      expect(read(wrong).problems).toEqual({ cashDeskMethods: expect.any(String) });
  });

  it('takes as a step of cash only what there are coins for, however it is written', () => {
    for (const right of ['0.05', '0.1', '0.50', '1', '1.00', null])
      expect(paymentProblems({ cashRounding: right })).toEqual({});
    for (const wrong of ['0', '0.02', '2'])
      expect(paymentProblems({ cashRounding: wrong })).toEqual({
        cashRounding: expect.any(String),
      });
  });

  it('names unknown settings, and those a customer cannot have', () => {
    expect(Object.keys(checkFinanceOverrides({ billingDya: 1, toString: 1 }))).toEqual([
      'billingDya',
      'toString',
    ]);
    expect(Object.keys(checkCustomerBilling({ taxRounding: 'PER_LINE', billingDay: 30 }))).toEqual([
      'taxRounding',
      'billingDay',
    ]);
  });

  it('covers every setting there is', () => {
    expect(
      checkFinanceOverrides(Object.fromEntries(FINANCE.keys.map((key) => [key, Symbol.iterator]))),
    ).toEqual(
      Object.fromEntries(FINANCE.keys.map((key) => [key, expect.not.stringContaining('no such')])),
    );
    expect(CUSTOMER_BILLING.keys).toHaveLength(14);
  });
});
