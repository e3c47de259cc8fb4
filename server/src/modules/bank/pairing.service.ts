import { customerNumbersIn, formatAt } from '@backhaul/domain/bank/customerReference';
import { nameKey, nameWords } from '@backhaul/domain/bank/nameKey';
import { pair, type Suggestion } from '@backhaul/domain/bank/pairing';
import type { PairingFacts, PayableDocument, Payer } from '@backhaul/domain/bank/pairingFacts';
import { numberInReference, numberKey } from '@backhaul/domain/bank/references';
import { numbersIn, referencesIn } from '@backhaul/domain/bank/textNumbers';
import { groupBy } from '../../kit/groupBy.ts';
import type { ScopedSql } from '../../tenancy/boundary.ts';
import {
  customersByIbans,
  customersByNumbers,
  customersByWords,
  documentsByAmounts,
  documentsByKeys,
  payersOf,
  type ToPair,
} from './pairing.store.ts';
import { returnsOf } from './returned.ts';
import type { Rules } from './rules.ts';

/** What an entry says, taken apart. */
interface Said {
  candidates: Set<string>;
  /** Structured references with the numbers that they carry. */
  references: Map<string, string>;
  /** Customer numbers that it may name, each by the format that makes it so, with what is written. */
  customers: { number: number; format: string; reference: string }[];
  name: { key: string; first: string; second: string } | null;
}

function saidBy(entry: ToPair, { formats }: Rules): Said {
  const candidates = numbersIn(entry.lines);
  for (const text of [entry.endToEndId, entry.customerReference])
    for (const each of text ? numbersIn(text) : []) candidates.add(each);
  const references = referencesIn(candidates);
  const structured = entry.structuredReference && numberInReference(entry.structuredReference);
  if (structured && entry.structuredReference)
    references.set(entry.structuredReference.replace(/\s/g, ''), structured);
  const words = entry.name ? nameWords(entry.name) : [];
  const [first, second = first] = [...words].sort((a, b) => b.length - a.length);
  return {
    candidates,
    references,
    customers: [...new Set(formats.map(({ format }) => format))].flatMap((format) =>
      [...customerNumbersIn(format, candidates)].map(([number, reference]) => ({
        number,
        format,
        reference,
      })),
    ),
    name: first ? { key: nameKey(entry.name ?? ''), first, second } : null,
  };
}

/** Who may have paid each entry of an account, best first. A fixed number of statements, however many they are. */
export async function suggestionsFor(
  sql: ScopedSql,
  rules: Rules,
  entries: readonly ToPair[],
): Promise<Map<string, Suggestion[]>> {
  const credits = entries.filter(({ kind }) => kind === 'CREDIT');
  const returns = entries.filter(({ kind }) => kind === 'RETURN');
  const found = await creditsPaired(sql, rules, credits);
  if (returns.length)
    for (const [id, each] of await returnsOf(sql, rules, returns)) found.set(id, each);
  return found;
}

async function creditsPaired(
  sql: ScopedSql,
  rules: Rules,
  entries: readonly ToPair[],
): Promise<Map<string, Suggestion[]>> {
  if (!entries.length) return new Map();
  const { reach } = rules;
  const said = entries.map((entry) => ({ entry, ...saidBy(entry, rules) }));
  const unique = <T>(of: (each: (typeof said)[number]) => Iterable<T>): T[] => [
    ...new Set(said.flatMap((each) => [...of(each)])),
  ];
  const byKey = groupBy(
    await documentsByKeys(
      sql,
      reach,
      unique((each) => [...each.candidates, ...each.references.values()]),
    ),
    ({ key }) => key,
  );
  const byNumber = new Map(
    (
      await customersByNumbers(
        sql,
        reach,
        unique((each) => each.customers.map(({ number }) => number)),
      )
    ).map((each) => [each.number, each]),
  );
  const byIban = groupBy(
    await customersByIbans(
      sql,
      reach,
      unique(({ entry }) => [entry.iban ?? []].flat()),
    ),
    ({ iban }) => iban,
  );
  const byAmount = groupBy(
    await documentsByAmounts(
      sql,
      reach,
      unique(({ entry }) => [entry.open]),
    ),
    ({ due }) => due.toString(),
  );
  const names = new Map(
    said.flatMap(({ name }) => (name ? [[`${name.first} ${name.second}`, name] as const] : [])),
  );
  const byName = groupBy(await customersByWords(sql, reach, [...names.values()]), ({ name }) =>
    nameKey(name),
  );
  const facts = said.map(({ entry, candidates, references, customers, name }) => ({
    entry,
    referenced: [...references].flatMap(([reference, number]) =>
      (byKey.get(number) ?? []).map((document) => ({ reference, document })),
    ),
    named: inOrder(
      entry,
      [...candidates].flatMap((key) => byKey.get(key) ?? []),
    ),
    customers: customers.flatMap(({ number, format, reference }) => {
      const found = byNumber.get(number);
      // each is named as its own partner has it named
      const named = found && formatAt(rules.formats, found.path) === format;
      return named ? [{ customerId: found.id, reference }] : [];
    }),
    ofIban: entry.iban ? (byIban.get(entry.iban) ?? []).map(({ id }) => id) : [],
    ofAmount: byAmount.get(entry.open.toString()) ?? [],
    ofName: name ? [...new Set((byName.get(name.key) ?? []).map(({ id }) => id))] : [],
  }));
  const payers = await payersFor(sql, facts);
  return new Map(
    facts.map(({ entry, ...rest }) => [
      entry.id,
      pair({
        ...rest,
        amount: entry.open,
        digits: rules.digits,
        tolerance: rules.tolerance,
        payers,
      }),
    ]),
  );
}

/** As they stand in the text; each once. */
function inOrder(entry: ToPair, documents: readonly PayableDocument[]): PayableDocument[] {
  const text = numberKey(
    `${entry.lines} ${entry.endToEndId ?? ''} ${entry.customerReference ?? ''}`,
  );
  const at = ({ number }: PayableDocument) => text.indexOf(numberKey(number));
  return [...new Map(documents.map((each) => [each.id, each])).values()].sort(
    (a, b) => at(a) - at(b),
  );
}

type Found = Omit<PairingFacts, 'amount' | 'digits' | 'tolerance' | 'payers'>;

async function payersFor(sql: ScopedSql, facts: readonly Found[]): Promise<Map<string, Payer>> {
  const ids = new Set(
    facts.flatMap((each) => [
      ...each.referenced.map(({ document }) => document.customerId),
      ...each.named.map(({ customerId }) => customerId),
      ...each.customers.map(({ customerId }) => customerId),
      ...each.ofIban,
      ...each.ofAmount.map(({ customerId }) => customerId),
      ...each.ofName,
    ]),
  );
  return new Map((await payersOf(sql, [...ids])).map((each) => [each.id, each]));
}
