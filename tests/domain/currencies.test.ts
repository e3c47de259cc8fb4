import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDecimals, roundDecimal } from '@backhaul/domain/money/decimals';
import { currencyDigits, formatMoney, formatPrice } from '../../admin-ui/design/src/index.ts';
import { cleanDecimal } from '../../admin-ui/src/kit/decimal.ts';
import { readAmount } from '../../customer-portal/src/pay/amounts.ts';
import {
  currencyDigits as serverDigits,
  formatMinor,
  isCurrency,
  parseMinor,
} from '@backhaul/domain/money/money';

/** ISO 4217's list one, by its column "minor unit", as published. */
const ISO: Record<number, string> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP
    GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD
    PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG`,
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};
const currencies = Object.entries(ISO).flatMap(([digits, codes]) =>
  codes.split(/\s+/).map((code) => [code, Number(digits)] as const),
);
const LOCALES = ['en-GB', 'de-DE', 'fr-FR', 'pt-BR', 'hi-IN'];

describe.each(currencies)('%s', (currency, digits) => {
  it('has the same digits in the server and both apps', () => {
    expect([isCurrency(currency), serverDigits(currency), currencyDigits(currency)]).toEqual([
      true,
      digits,
      digits,
    ]);
  });

  it('is written with all of them in both apps, and what is written is read and accepted', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.constantFrom(...LOCALES),
        (minor, locale) => {
          const amount = formatMinor(minor, digits);
          const written = formatMoney(amount, currency, locale);
          const figures = new Intl.NumberFormat(locale, {
            numberingSystem: 'latn',
            minimumFractionDigits: digits,
            maximumFractionDigits: digits,
          }).format(amount as `${number}`);
          expect(written).toContain(figures);
          expect(
            formatPrice(`${amount}${digits ? '' : '.'}${'0'.repeat(4 - digits)}`, currency, locale),
          ).toBe(written);
          // the portal reads it as people of the locale type it, the back office as it offers it
          expect(readAmount(figures, currency, locale)).toEqual({ ok: true, amount });
          const offered = roundDecimal(amount, currencyDigits(currency));
          expect(compareDecimals(cleanDecimal(offered), amount)).toBe(0);
          expect(parseMinor(cleanDecimal(offered), serverDigits(currency))).toBe(minor);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('has no room for more', () => {
    const tooFine = `1.${'0'.repeat(digits)}1`;
    expect(readAmount(tooFine, currency, 'en-GB')).toEqual({ ok: false, why: 'digits' });
    expect(() => parseMinor(tooFine, serverDigits(currency))).toThrow(RangeError);
  });
});

it('of the codes that browsers know, those beyond the standard are no currencies here', () => {
  const known = new Set(currencies.map(([code]) => code));
  for (const code of Intl.supportedValuesOf('currency'))
    expect(isCurrency(code), code).toBe(known.has(code) || code === 'ANG');
});
