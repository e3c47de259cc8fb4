import { Prisma } from '../../generated/prisma/client.ts';
import type { Context } from '../../kit/context.ts';
import { anyOf, decimalInput, idInput, textInput } from '../../kit/input.ts';
import type { ScopedTx } from '../../tenancy/boundary.ts';
import { customFieldsWhere } from '../fields/index.ts';
import { EntryWithout, type TransactionFilter } from './ledger.types.ts';

/** As long as a category is. */
export const CATEGORY_MAX = 100;

type Entry = Prisma.TransactionWhereInput;
type Line = Prisma.CreditNoteLineWhereInput;

/** What an entry meets by itself, and the entry of a credit note by each of its lines. */
interface Part {
  entry: Entry;
  line: Line;
}

/** The entry of a credit note: one for all its lines. */
export const OF_NOTE: Entry = { category: 'Service', creditNoteId: { not: null } };
export const OF_NO_NOTE: Entry = { OR: [{ category: { not: 'Service' } }, { creditNoteId: null }] };

/** The categories of lines that do not count as Service. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['Discount', 'DISCOUNT'],
  ['Usage', 'USAGE'],
]);

/** A condition on the service of an entry, and of each line of a credit note. */
const ofService = (service: Prisma.ServiceWhereInput): Part => ({
  entry: { service },
  line: { service },
});

function countedIn(given: TransactionFilter['countsIn']): Part[] {
  const categories = anyOf(given, 'filter.countsIn')?.map((each) =>
    textInput(each, 'filter.countsIn', { max: CATEGORY_MAX }),
  );
  if (!categories) return [];
  const kinds = categories.flatMap((each) => KINDS.get(each) ?? []);
  return [
    {
      entry: {
        OR: [
          { reversedCategory: { in: categories } },
          { reversedCategory: null, category: { in: categories } },
        ],
      },
      line: {
        OR: [
          { kind: { in: kinds } },
          ...(categories.includes('Service') ? [{ kind: { notIn: [...KINDS.values()] } }] : []),
        ],
      },
    },
  ];
}

/** S and Z say no more than the percent. */
function ofTaxCategory(given: string): Part {
  const category = textInput(given, 'filter.taxCategory', { max: 2 });
  const is = (equals: string) => ({ taxTerms: { path: ['category'], equals } });
  if (category !== 'S' && category !== 'Z') return { entry: is(category), line: is(category) };
  const plain = { OR: [{ taxTerms: { equals: Prisma.DbNull } }, is('S'), is('Z')] };
  return { entry: plain, line: plain };
}

/** What of a filter is asked of each line, where an entry is of several. */
export async function partsOf(
  ctx: Context,
  tx: ScopedTx,
  filter: TransactionFilter,
): Promise<Part[]> {
  const { tariffId, tariffKind, taxRate, partnerId } = filter;
  const parts = countedIn(filter.countsIn);
  if (tariffId) parts.push(ofService({ tariffId: idInput(tariffId, 'filter.tariffId') }));
  if (tariffKind) parts.push(ofService({ tariff: { kind: tariffKind } }));
  if (taxRate) {
    const taxPercent = decimalInput(taxRate, 'filter.taxRate', { decimals: 28 });
    parts.push({ entry: { taxPercent }, line: { taxPercent } });
  }
  if (filter.taxCategory) parts.push(ofTaxCategory(filter.taxCategory));
  if (filter.without?.includes(EntryWithout.SERVICE))
    parts.push({ entry: { serviceId: null }, line: { serviceId: null } });
  if (filter.without?.includes(EntryWithout.TAX_RATE))
    parts.push({ entry: { taxPercent: null }, line: { position: { lt: 0 } } });
  const fieldsOf = (entity: 'SERVICE' | 'TARIFF', given: typeof filter.serviceFields, at: string) =>
    customFieldsWhere(tx, ctx, entity, given, partnerId, at);
  for (const each of await fieldsOf('SERVICE', filter.serviceFields, 'filter.serviceFields'))
    parts.push(ofService(each));
  for (const each of await fieldsOf('TARIFF', filter.tariffFields, 'filter.tariffFields'))
    parts.push(ofService({ tariff: each }));
  return parts;
}

/** Entries that meet all parts, by themselves or by a line of their credit note. */
export function meetingParts(parts: readonly Part[]): Entry[] {
  if (!parts.length) return [];
  return [
    {
      OR: [
        { AND: [OF_NO_NOTE, ...parts.map(({ entry }) => entry)] },
        { AND: [OF_NOTE, { creditNote: { lines: { some: linesOf(parts) } } }] },
      ],
    },
  ];
}

export const linesOf = (parts: readonly Part[]): Line => ({ AND: parts.map(({ line }) => line) });
