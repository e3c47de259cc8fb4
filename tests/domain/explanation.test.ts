import { describe, expect, it } from 'vitest';
import { explainLine } from '@backhaul/domain/charging/explanation';
import type { ExplainedLine } from '@backhaul/domain/charging/explanation';
import { formatMinor } from '@backhaul/domain/money/money';
import { aCustomer, aService, charge } from './build.ts';

describe('a service line explains itself', () => {
  it('by the days of a part of a month', () => {
    expect(
      explainLine(aLine({ periodFrom: '2026-03-15', periodTo: '2026-04-01', net: '54.84' }), 1),
    ).toEqual({
      text: '17 of 31 days (15 Mar - 31 Mar) at 100.00 a month',
      daysCharged: 17,
      daysInPeriod: 31,
    });
  });

  it('as the whole month', () => {
    expect(explainLine(aLine({}), 1)).toEqual({
      text: '1 Apr - 30 Apr, the whole month, at 100.00',
      daysCharged: null,
      daysInPeriod: null,
    });
  });

  it('with the years where the stretch is in several', () => {
    expect(text({ periodFrom: '2026-01-01', periodTo: '2028-01-01', net: '2400.00' }, 1)).toBe(
      '24 whole months (1 Jan 2026 - 31 Dec 2027) at 100.00 a month',
    );
    expect(text({ periodFrom: '2026-12-15', periodTo: '2027-01-15', net: '100.00' }, 15)).toBe(
      '15 Dec 2026 - 14 Jan 2027, the whole month, at 100.00',
    );
  });

  it('as a catch-up over several periods', () => {
    expect(text({ periodFrom: '2026-03-15', periodTo: '2026-05-01', net: '154.84' }, 1)).toBe(
      '17 of 31 days (15 Mar - 31 Mar) and 1 whole month (1 Apr - 30 Apr) at 100.00 a month',
    );
    expect(text({ periodFrom: '2026-03-01', periodTo: '2026-04-10', net: '132.14' }, 10)).toBe(
      '9 of 28 days (1 Mar - 9 Mar) and 1 whole month (10 Mar - 9 Apr) at 100.00 a month',
    );
    expect(text({ periodFrom: '2026-01-31', periodTo: '2026-04-11', net: '236.56' }, 1)).toBe(
      '1 of 31 days (31 Jan), 2 whole months (1 Feb - 31 Mar) and 10 of 30 days (1 Apr - 10 Apr) at 100.00 a month',
    );
  });

  it('as several whole months', () =>
    expect(text({ periodTo: '2026-07-01', net: '300.00' }, 1)).toBe(
      '3 whole months (1 Apr - 30 Jun) at 100.00 a month',
    ));

  it('with its quantity and the price as it was agreed', () =>
    expect(text({ quantity: '3', unitPrice: '33.3333', net: '100.00' }, 1)).toBe(
      '1 Apr - 30 Apr, the whole month, at 3 x 33.3333',
    ));

  it('by the gross when the tax is included', () => {
    expect(
      explainLine(
        aLine({
          periodFrom: '2026-03-15',
          periodTo: '2026-04-01',
          net: '47.69',
          total: '54.84',
          taxIncluded: true,
        }),
        1,
      ).daysCharged,
    ).toBe(17);
  });

  it('and owns up to paused days rather than claim a sum that does not hold', () => {
    expect(explainLine(aLine({ net: '66.67' }), 1)).toEqual({
      text: '1 Apr - 30 Apr at 100.00 a month, without the days on which it was paused',
      daysCharged: null,
      daysInPeriod: null,
    });
  });

  it('without counting where the billing day is not known', () =>
    expect(text({}, null)).toBe('1 Apr - 30 Apr at 100.00 a month'));

  it('as the days of a tariff that sells days, not months', () => {
    const period = { unitPrice: '10.00', periodFrom: '2026-01-01' };
    expect(text({ ...period, periodTo: '2026-01-11', net: '10.00' }, null)).toBe(
      '10 days (1 Jan - 10 Jan) at 10.00',
    );
    expect(text({ ...period, periodTo: '2026-02-15', net: '10.00' }, null)).toBe(
      '45 days (1 Jan - 14 Feb) at 10.00',
    );
    // the end of the service cuts the last one: its price is not that of a month either
    expect(text({ ...period, periodTo: '2026-01-05', net: '4.00' }, null)).toBe(
      '1 Jan - 4 Jan at 10.00',
    );
    // and the days of a month still are
    expect(text({ ...period, periodTo: '2026-01-16', net: '4.84' }, null)).toBe(
      '1 Jan - 15 Jan at 10.00 a month',
    );
  });

  it('in a currency without decimals', () =>
    expect(text({ currency: 'JPY', unitPrice: '1000', net: '1000', total: '1000' }, 1)).toBe(
      '1 Apr - 30 Apr, the whole month, at 1000',
    ));
});

describe('other lines explain themselves', () => {
  it('what is charged once', () => {
    expect(
      text(
        { kind: 'ITEM', periodFrom: null, periodTo: null, quantity: '2', unitPrice: '30' },
        null,
      ),
    ).toBe('2 x 30.00, once');
    expect(text({ kind: 'SETUP', periodFrom: null, periodTo: null, unitPrice: '25' }, 1)).toBe(
      '25.00, once, with the first charge',
    );
  });
  it('discounts', () => {
    expect(text({ kind: 'DISCOUNT', net: '-10.00', total: '-11.50', unitPrice: '-10.00' }, 1)).toBe(
      '10.00 off for 1 Apr - 30 Apr',
    );
    expect(
      text(
        {
          kind: 'DISCOUNT',
          net: '-10.00',
          total: '-11.50',
          unitPrice: '-10.00',
          periodFrom: null,
          periodTo: null,
        },
        1,
      ),
    ).toBe('10.00 off');
  });
});

it('what the planner plans is what the explanation counts', () => {
  const plan = charge(
    aCustomer({
      services: [
        aService({
          unitPrice: '39.99',
          startDate: '2026-02-17',
          chargedUntil: '2026-02-17',
          endDate: '2026-04-20',
        }),
      ],
    }),
    '2026-04-01',
  );
  const [line] = plan.lines;
  const print = (amount: bigint) => formatMinor(amount, plan.digits);
  expect(
    explainLine({ ...line!, net: print(line!.net), total: print(line!.total), currency: 'EUR' }, 1)
      .text,
  ).toBe(
    '12 of 28 days (17 Feb - 28 Feb), 1 whole month (1 Mar - 31 Mar) and 20 of 30 days (1 Apr - 20 Apr) at 39.99 a month',
  );
});

function text(over: Partial<ExplainedLine>, billingDay: number | null): string {
  return explainLine(aLine(over), billingDay).text;
}

/** April at 100.00. */
function aLine(over: Partial<ExplainedLine>): ExplainedLine {
  return {
    kind: 'SERVICE',
    quantity: '1',
    unitPrice: '100',
    periodFrom: '2026-04-01',
    periodTo: '2026-05-01',
    net: '100.00',
    total: '100.00',
    taxIncluded: false,
    currency: 'EUR',
    ...over,
  };
}
