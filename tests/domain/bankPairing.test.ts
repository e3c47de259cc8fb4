import { describe, expect, it } from 'vitest';
import { customerNumbersIn, customerReference } from '@backhaul/domain/bank/customerReference';
import { nameKey } from '@backhaul/domain/bank/nameKey';
import { pair, postsItself } from '@backhaul/domain/bank/pairing';
import type { PairingFacts, PayableDocument, Payer } from '@backhaul/domain/bank/pairingFacts';
import {
  creditorReference,
  isCreditorReference,
  isQrReference,
  numberKey,
  qrReference,
} from '@backhaul/domain/bank/references';
import { numbersIn, referencesIn } from '@backhaul/domain/bank/textNumbers';

const anna1 = invoice('202606000017', 'Anna', 4990n);
const anna2 = invoice('202606000031', 'Anna', 1000n);
const bo = invoice('202606000018', 'Bo Meyer', 4990n);
const cy = invoice('202606000019', 'Cy', 12000n);
const OPEN = [anna1, anna2, bo, cy];
const NUMBERS = new Map([
  [17, 'Anna'],
  [18, 'Bo Meyer'],
  [19, 'Cy'],
]);
const IBAN_OF_CY = 'AT022011100003429660';

describe('the worked proposals', () => {
  it.each([
    ['RF22202606000017', 4990n, 'Anna', 100],
    ['Rg. 2026-06-000017', 4990n, 'Anna', 98],
    ['202606000017 + 202606000031', 5990n, 'Anna', 98],
    ['invoice 202606000017', 3000n, 'Anna', 85],
    ['C000017', 5990n, 'Anna', 90],
    ['C000017', 2500n, 'Anna', 75],
    ['internet', 12000n, 'Cy', 60],
  ])('"%s" with %s: %s, %s', (text, amount, customer, confidence) => {
    const [best] = proposed({ text, amount });
    expect(best.parts.map(({ customerId }) => customerId)).toEqual([customer]);
    expect(best.confidence).toBe(confidence);
  });

  it('invoices of two customers: a split that fits, and is never posted by itself', () => {
    const [best] = proposed({ text: '202606000017 and 202606000018', amount: 9980n });
    expect(best.confidence).toBe(80);
    expect(best.parts.map(({ customerId, amount }) => [customerId, amount])).toEqual([
      ['Anna', 4990n],
      ['Bo Meyer', 4990n],
    ]);
    expect(postsItself(best, 60)).toBe(false);
  });

  it('an account that is known: what is due fits, something else goes to the oldest', () => {
    const from = { text: 'thanks', iban: IBAN_OF_CY };
    expect(proposed({ ...from, amount: 12000n })[0]).toMatchObject({ confidence: 85, fits: true });
    const [other] = proposed({ ...from, amount: 3300n });
    expect(other).toMatchObject({ confidence: 60, fits: false, rule: 'IBAN' });
    expect(other.parts[0]).toMatchObject({ customerId: 'Cy', documents: [] });
  });

  it('an amount that two invoices have tells nothing', () =>
    expect(proposed({ text: 'internet', amount: 4990n })).toEqual([]));

  it('a name whatever its case and order', () =>
    expect(proposed({ text: 'internet', name: 'MEYER, BO', amount: 4990n })[0]).toMatchObject({
      confidence: 75,
      parts: [{ customerId: 'Bo Meyer' }],
    }));

  it('from an account that paid for somebody else: capped, and it says for whom', () => {
    const [best] = proposed({ text: '202606000017', iban: IBAN_OF_CY, amount: 4990n });
    expect(best).toMatchObject({ confidence: 90, parts: [{ customerId: 'Anna' }] });
    expect(best.reason).toContain('This account paid for Cy before');
  });

  it('says in words what fits, and what stays due', () => {
    expect(proposed({ text: '202606000017', amount: 4990n })[0].reason).toBe(
      'Invoice 202606000017 is named; 49.90 is what is due on it.',
    );
    expect(proposed({ text: '202606000017', amount: 3000n })[0].reason).toBe(
      'Invoice 202606000017 is named; 19.90 stays due.',
    );
  });
});

describe('a proposal', () => {
  it('of an invoice that is paid or void still finds the customer', () => {
    const paid = { ...anna1, due: 0n };
    const [first] = proposed({ text: paid.number, amount: 4990n }, [paid, bo]);
    expect(first).toMatchObject({ confidence: 75, fits: false });
    expect(first.reason).toContain('paid already, would go to the balance');
    const drafted = { ...anna1, state: 'VOID' as const, due: 0n };
    expect(proposed({ text: paid.number, amount: 4990n }, [drafted])[0].confidence).toBe(70);
  });

  it('fits though a little is missing, which is written off', () => {
    const [best] = proposed({ text: anna1.number, amount: 4985n, tolerance: 5n });
    expect(best).toMatchObject({ confidence: 98, fits: true, writeOff: 5n });
    expect(proposed({ text: anna1.number, amount: 4984n, tolerance: 5n })[0].fits).toBe(false);
  });

  it('is posted by itself from a figure on, when it fits', () => {
    const [fits] = proposed({ text: anna1.number, amount: 4990n });
    expect([null, 98, 99].map((from) => postsItself(fits, from))).toEqual([false, true, false]);
    expect(postsItself(proposed({ text: anna1.number, amount: 3000n })[0], 60)).toBe(false);
  });

  it('is none where a rule finds several, though each would fit: a person chooses', () => {
    const twins = [
      invoice('202606000050', 'Kim Twin', 4990n),
      invoice('202606000051', 'kim twin', 4990n),
    ];
    const found = proposed({ text: 'internet', name: 'TWIN, KIM', amount: 4990n }, twins);
    expect(found.map(({ confidence, fits }) => [confidence, fits])).toEqual([
      [75, true],
      [75, true],
    ]);
    expect(postsItself(found[0], 60)).toBe(false);
  });
});

describe('a number in a text', () => {
  it.each([
    '2026-06-000017',
    '2026 06 000017',
    '2026.06/000017',
    'Nr.202606000017,',
    '20260600\n0017',
  ])('is found in %j', (text) => expect(numbersIn(text)).toContain('202606000017'));

  it.each(['2026--06000017', 'X202606000017', '2026060000170', '202606 00001 78'])(
    'is not found in %j',
    (text) => expect(numbersIn(text)).not.toContain('202606000017'),
  );

  it('counts from five characters on', () =>
    expect([...numbersIn('12 1234 12345')]).toContain('12345'));

  it('is a reference with right check digits alone', () => {
    expect([...referencesIn(['RF22202606000017', 'RF23202606000017']).values()]).toEqual([
      '202606000017',
    ]);
    expect(referencesIn(['000000000000002026060000175']).get('000000000000002026060000175')).toBe(
      '202606000017',
    );
  });
});

describe('references', () => {
  it('are made of an invoice number', () => {
    expect(creditorReference('202606000017')).toBe('RF22202606000017');
    expect(qrReference('202606000017')).toBe('000000000000002026060000175');
    expect(isCreditorReference('RF22202606000017')).toBe(true);
    expect(isQrReference('000000000000002026060000176')).toBe(false);
    expect(qrReference('INV-1')).toBeNull();
  });

  it('name a customer as they are printed', () => {
    expect(customerReference('C{customer_id|6}', 17)).toBe('C000017');
    expect([
      ...customerNumbersIn('C{customer_id|6}', ['C000017', 'C17', 'C0000017']).keys(),
    ]).toEqual([17]);
  });
});

it('names are compared without case, accents, order and legal form', () => {
  expect(nameKey('Müller & Söhne GmbH')).toBe(nameKey('SOHNE MULLER'));
  expect(nameKey('Bo Meyer')).not.toBe(nameKey('Bo Meier'));
  expect(nameKey('AG')).toBe('ag');
});

function invoice(number: string, customerId: string, due: bigint): PayableDocument {
  return {
    id: number,
    kind: 'INVOICE',
    number,
    customerId,
    state: 'ISSUED',
    due,
    dueDate: '2026-06-15',
  };
}

function proposed(
  entry: { text: string; amount: bigint; iban?: string; name?: string; tolerance?: bigint },
  invoices: readonly PayableDocument[] = OPEN,
) {
  const open = invoices.filter(({ due }) => due > 0n);
  const payers = new Map<string, Payer>(
    [...new Set([...NUMBERS.values(), ...invoices.map((each) => each.customerId)])].map((id) => [
      id,
      { id, name: id, open: open.filter(({ customerId }) => customerId === id) },
    ]),
  );
  const candidates = numbersIn(entry.text);
  const byNumber = (number: string) => invoices.filter((each) => numberKey(each.number) === number);
  const ofAmount = open.filter(({ due }) => due === entry.amount);
  const facts: PairingFacts = {
    amount: entry.amount,
    digits: 2,
    tolerance: entry.tolerance ?? 0n,
    referenced: [...referencesIn(candidates)].flatMap(([reference, number]) =>
      byNumber(number).map((document) => ({ reference, document })),
    ),
    named: [...candidates].flatMap(byNumber),
    customers: [...customerNumbersIn('C{customer_id|6}', candidates)].map(
      ([number, reference]) => ({
        reference,
        customerId: NUMBERS.get(number)!,
      }),
    ),
    ofIban: entry.iban === IBAN_OF_CY ? ['Cy'] : [],
    ofAmount,
    ofName: entry.name
      ? [...payers.keys()].filter((id) => nameKey(id) === nameKey(entry.name!))
      : [],
    payers,
  };
  return pair(facts);
}
