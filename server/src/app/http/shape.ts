import { countOf } from '@backhaul/domain/text/plural';
import {
  Kind,
  parse,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { badInput } from '../../platform/refusal.ts';
import { MAX_TOKENS } from './limits.ts';
import { got } from '../../platform/must.ts';

/** How many fields an operation may have at its root. */
const ROOT_FIELDS_MAX = 30;
/** How often a document may select a response name again under one parent. */
const REPETITIONS_MAX = 200;
const DIRECTIVES_AT_ONE_PLACE_MAX = 5,
  DIRECTIVES_MAX = 50;
/**
 * How many selections a document may have when its fragments are put in: many times what the apps
 * send, and counted within milliseconds.
 */
const SELECTIONS_MAX = 10_000;

interface Counting {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  used: Set<string>;
  selections: number;
  repetitions: number;
}

/**
 * Refuses by `query` a document that is too wide. To be asked before the document is validated:
 * validation compares whatever is selected again with each of the others, so that 11 kB of one
 * field cost a hundred times what a plain query does. Looks at nothing but numbers; a fragment or
 * field that is not there is for validation to say.
 */
export function refuseWide(document: DocumentNode): void {
  refuseDecorated(document);
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  refuseCycles(fragments);
  const counting: Counting = { fragments, used: new Set(), selections: 0, repetitions: 0 };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const fields = count([definition.selectionSet], counting);
    if (fields > ROOT_FIELDS_MAX)
      throw badInput({
        query: `has ${countOf(fields, 'field')} at the root of an operation, ${ROOT_FIELDS_MAX} are the most; send several requests`,
      });
  }
  // what nothing uses is validated all the same
  for (const [name, fragment] of fragments)
    if (!counting.used.has(name)) count([fragment.selectionSet], counting);
}

/** The same for a document as it was sent. What cannot be parsed is for the parser to say. */
export function refuseWideText(query: unknown): void {
  if (typeof query !== 'string') return;
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: MAX_TOKENS, noLocation: true });
  } catch {
    return;
  }
  refuseWide(document);
}

/**
 * Counts what one parent selects, which may be written in several places, and what lies below;
 * returns how many fields it has.
 */
function count(sets: readonly SelectionSetNode[], counting: Counting): number {
  const named = new Map<string, SelectionSetNode[]>();
  let fields = 0;
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (++counting.selections > SELECTIONS_MAX)
        throw badInput({
          query: `selects more than ${SELECTIONS_MAX} fields, its fragments put in; ask for less`,
        });
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        counting.used.add(selection.name.value);
        const fragment = counting.fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      } else {
        fields += 1;
        const name = (selection.alias ?? selection.name).value;
        const below = named.get(name);
        if (below) counting.repetitions += 1;
        else named.set(name, []);
        if (selection.selectionSet) got(named, name).push(selection.selectionSet);
      }
    }
  };
  for (const set of sets) collect(set);
  for (const below of named.values()) if (below.length) count(below, counting);
  if (counting.repetitions > REPETITIONS_MAX)
    throw badInput({
      query: `selects the same names again more than ${REPETITIONS_MAX} times; ask for each field once`,
    });
  return fields;
}

function refuseDecorated(document: DocumentNode): void {
  let all = 0;
  visit(document, {
    enter(node) {
      const here = 'directives' in node && node.directives ? node.directives.length : 0;
      all += here;
      if (here > DIRECTIVES_AT_ONE_PLACE_MAX)
        throw badInput({
          query: `has ${here} directives at one place, ${DIRECTIVES_AT_ONE_PLACE_MAX} are the most`,
        });
      if (all > DIRECTIVES_MAX)
        throw badInput({ query: `has more than ${DIRECTIVES_MAX} directives` });
    },
  });
}

/** A fragment that leads back to itself has no end when it is put in. */
function refuseCycles(fragments: ReadonlyMap<string, FragmentDefinitionNode>): void {
  const spreads = new Map(
    [...fragments].map(([name, fragment]) => {
      const found: string[] = [];
      visit(fragment, {
        FragmentSpread(node) {
          found.push(node.name.value);
        },
      });
      return [name, found] as const;
    }),
  );
  const done = new Set<string>(),
    open = new Set<string>();
  const follow = (name: string): void => {
    if (done.has(name)) return;
    if (open.has(name)) throw badInput({ query: `has a fragment that contains itself, "${name}"` });
    open.add(name);
    for (const next of spreads.get(name) ?? []) follow(next);
    open.delete(name);
    done.add(name);
  };
  for (const name of fragments.keys()) follow(name);
}
