import pg from 'pg';
import type { Scope } from './scope.ts';

/** Sorts after everything that a path can go on with. */
const LAST_CHARACTER = '\u{10FFFF}';

/** What a transaction knows of its scope, as the database asks for it. */
export function settingsOf(
  scope: Scope,
): [path: string, end: string, customer: string, desk: string] {
  if (scope.kind === 'nobody') return ['', '', '', ''];
  return [
    scope.path,
    scope.path + LAST_CHARACTER,
    scope.kind === 'customer' ? scope.customerId : '',
    scope.desk ?? '',
  ];
}

/** How a transaction begins: each statement sees what was written until then, or all see the same. */
export type Begin = 'begin' | 'begin isolation level repeatable read read only';

/** SQL that begins a transaction and gives it its scope, in one way to the database and back. */
export function beginning(scope: Scope, begin: Begin): string {
  const [path, end, customer, desk] = settingsOf(scope).map((value) => pg.escapeLiteral(value));
  return `${begin};
    select
      set_config('app.partner_path', ${path}, true),
      set_config('app.partner_end', ${end}, true),
      set_config('app.customer_id', ${customer}, true),
      set_config('app.desk_user', ${desk}, true)`;
}
