/** Something of a partner that is another one at another place of the tree, as it is and as it would be. */
export interface MoveEffect {
  kind: 'ISSUER' | 'ONLINE' | 'COMPANY' | 'FINANCE' | 'MESSAGES';
  /** Which setting; null where there is only one thing of the kind. */
  key: string | null;
  before: unknown;
  after: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** What holds for a partner at one place. */
export interface Held {
  /** In whose name its documents are issued. */
  issuer: string;
  /** What its customers pay online through; null: nothing. */
  online: string | null;
  company: Values;
  finance: Values;
  messages: Values;
}

/**
 * What a move changes, the gravest first: who issues the documents, where money goes, then every setting that has
 * another value, in the order in which it is declared.
 */
export function moveEffects(before: Held, after: Held): MoveEffect[] {
  const one = (kind: 'ISSUER' | 'ONLINE', was: unknown, is: unknown): MoveEffect[] =>
    was === is ? [] : [{ kind, key: null, before: was, after: is }];
  return [
    ...one('ISSUER', before.issuer, after.issuer),
    ...one('ONLINE', before.online, after.online),
    // the name is the issuer
    ...changed('COMPANY', before.company, after.company).filter(({ key }) => key !== 'name'),
    ...changed('FINANCE', before.finance, after.finance),
    ...changed('MESSAGES', before.messages, after.messages),
  ];
}

function changed(kind: MoveEffect['kind'], before: Values, after: Values): MoveEffect[] {
  const same = (key: string) => JSON.stringify(before[key]) === JSON.stringify(after[key]);
  return Object.keys(before).flatMap((key) =>
    same(key) ? [] : [{ kind, key, before: before[key], after: after[key] }],
  );
}
