import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQrReference } from '@backhaul/domain/bank/references';
import { epcCode, isQrIban, type Payee, type ToPay } from '@backhaul/domain/documents/epcCode';
import { houseOf, swissBill, swissPayload } from '@backhaul/domain/documents/swissBill';

const KAROO: Payee = {
  name: 'Karoo Fibre',
  iban: 'DE12500105170648489890',
  bic: null,
  street: 'Hauptstrasse 12a',
  zip: '10115',
  city: 'Berlin',
  country: 'DE',
};
const DUE: ToPay = { due: 4990n, currency: 'EUR', number: '202606000017', reference: 'RF' };
const ALPEN: Payee = {
  ...KAROO,
  name: 'Alpennetz AG',
  iban: 'CH5604835012345678009',
  street: 'Bahnhofstrasse 3',
  zip: '7000',
  city: 'Chur',
  country: 'CH',
};
const QR_IBAN = 'CH4431999123000889012';
const ANNA = { name: 'Anna Meier', street: 'Seeweg 1', zip: '8001', city: 'Zürich', country: 'CH' };

describe('the code of a SEPA credit transfer', () => {
  const shown = (payee: Partial<Payee> = {}, asked: Partial<ToPay> = {}) =>
    epcCode({ ...KAROO, ...payee }, { ...DUE, ...asked });

  it('is as worked: version 002, no BIC, a structured reference or a text', () => {
    expect(shown().payload?.replaceAll('\n', '|')).toBe(
      'BCD|002|1|SCT||Karoo Fibre|DE12500105170648489890|EUR49.90||RF22202606000017|',
    );
    expect(shown({ bic: 'BYLADEM1001' }, { reference: 'NUMBER' }).payload?.split('\n')).toEqual([
      'BCD',
      '002',
      '1',
      'SCT',
      'BYLADEM1001',
      'Karoo Fibre',
      'DE12500105170648489890',
      'EUR49.90',
      '',
      '',
      '202606000017',
    ]);
    expect(shown({}, { reference: 'QRR' }).payload?.split('\n').at(-1)).toBe(
      '000000000000002026060000175',
    );
  });

  it('is not there where it may not be, and says why', () => {
    expect(shown({}, { due: 0n }).why).toBe('nothing is due');
    expect(shown({}, { due: -1n }).payload).toBeNull();
    expect(shown({}, { due: 1n }).payload).toContain('EUR0.01');
    expect(shown({}, { due: 99_999_999_999n }).payload).toContain('EUR999999999.99');
    expect(shown({}, { due: 100_000_000_000n }).why).toContain('999999999.99');
    expect(shown({}, { currency: 'CHF' }).why).toContain('euro');
    expect(shown({ iban: null }).why).toContain('IBAN');
    expect(shown({ name: 'x'.repeat(70) }).payload).toContain('x'.repeat(70));
    expect(shown({ name: 'x'.repeat(71) }).why).toContain('70');
    expect(shown({ iban: QR_IBAN }).why).toContain('QR-IBAN');
  });

  it('has 331 bytes at most, whatever is written in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        (name, number) => {
          const { payload, why } = shown({ name }, { number, reference: 'NUMBER' });
          expect(payload === null).toBe(why !== null);
          if (payload === null) return;
          expect(Buffer.byteLength(payload)).toBeLessThanOrEqual(331);
          expect(payload.split('\n')).toHaveLength(11);
        },
      ),
    );
    expect(shown({ name: '界'.repeat(70) }, { number: '界'.repeat(60) }).why).toContain('331');
  });
});

describe('the Swiss QR-bill', () => {
  const shown = (payee: Partial<Payee> = {}, asked: Partial<ToPay> = {}, debtor: object = {}) => {
    const { bill, why } = swissBill(
      { ...ALPEN, ...payee },
      { ...ANNA, ...debtor },
      { ...DUE, currency: 'CHF', ...asked },
    );
    return { bill, why, payload: bill && swissPayload(bill) };
  };

  it('is SPC 0200 with structured addresses, a creditor reference and the amount due', () => {
    expect(shown().payload?.replaceAll('\n', '|')).toBe(
      'SPC|0200|1|CH5604835012345678009|' +
        'S|Alpennetz AG|Bahnhofstrasse|3|7000|Chur|CH|' +
        '|||||||' +
        '49.90|CHF|' +
        'S|Anna Meier|Seeweg|1|8001|Zürich|CH|' +
        'SCOR|RF22202606000017||EPD',
    );
  });

  it('takes the QR reference of a QR-IBAN, and no other account does', () => {
    for (const reference of ['NUMBER', 'RF', 'QRR'] as const)
      expect(shown({ iban: QR_IBAN }, { reference }).bill).toMatchObject({
        referenceType: 'QRR',
        reference: '000000000000002026060000175',
        message: '',
      });
    expect(isQrReference('000000000000002026060000175')).toBe(true);
    expect(shown({ iban: QR_IBAN }, { number: 'R-12' }).why).toContain('26 digits');
    expect(shown({}, { reference: 'NUMBER' }).bill).toMatchObject({
      referenceType: 'NON',
      reference: '',
      message: '202606000017',
    });
    expect(shown({}, { reference: 'QRR' }).bill).toMatchObject({
      referenceType: 'NON',
      message: '000000000000002026060000175',
    });
    expect([QR_IBAN, ALPEN.iban!, 'LI8730999000000000000'].map(isQrIban)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('names what is missing instead of being printed', () => {
    expect(shown({ zip: null }).why).toContain('zip missing');
    expect(shown({ city: ' ' }).why).toContain('town missing');
    expect(shown({ zip: null, city: null }).why).toContain('zip and town missing');
    expect(shown({ country: null }).why).toContain('country');
    expect(shown({ name: 'x'.repeat(71) }).why).toContain('70');
    expect(shown({ name: 'Сеть' }).why).toContain('Latin');
    expect(shown({ iban: KAROO.iban }).why).toContain('Liechtenstein');
    expect(shown({}, { currency: 'USD' }).why).toContain('francs and euro');
    expect(shown({}, { due: 0n }).why).toBe('nothing is due');
    expect(shown({}, { currency: 'EUR' }).payload).toContain('\n49.90\nEUR\n');
  });

  it('leaves a payer whose address is not whole to be written by hand', () => {
    expect(shown({}, {}, { zip: null }).bill?.debtor).toBeNull();
    expect(shown({}, {}, { city: null }).payload?.split('\n').slice(20, 27)).toEqual(
      Array.from({ length: 7 }, () => ''),
    );
  });

  it('has 31 lines and 997 characters at most, whatever is written in it', () => {
    const text = fc.string({ unit: 'grapheme-ascii', maxLength: 80 });
    fc.assert(
      fc.property(text, text, text, text, (name, street, zip, city) => {
        const { payload } = shown({ name, street, zip, city }, {}, { name, street });
        if (payload === null) return;
        expect(payload.split('\n')).toHaveLength(31);
        expect(payload.length).toBeLessThanOrEqual(997);
      }),
    );
  });

  it('tells the number of a house from its street', () => {
    expect(houseOf('Bahnhofstrasse 3')).toEqual({ street: 'Bahnhofstrasse', house: '3' });
    expect(houseOf('Rue du Lac 12-14b')).toEqual({ street: 'Rue du Lac', house: '12-14b' });
    expect(houseOf('1 Main Street')).toEqual({ street: '1 Main Street', house: '' });
    expect(houseOf('Postfach')).toEqual({ street: 'Postfach', house: '' });
  });
});
