/** Where what is kept is not what follows from the rows behind it: a record, and what was found of it. */
export interface Amiss {
  kind:
    | 'CUSTOMER'
    | 'INVOICE'
    | 'CREDIT_NOTE'
    | 'PROFORMA'
    | 'PAYMENT'
    | 'SERVICE'
    | 'BILLING_RUN'
    | 'PARTNER';
  id: string;
  name: string;
  /** Of amounts, which are in minor units; null: what was found is no amount. */
  currency: string | null;
  what: string;
  found: string;
  expected: string;
}

/**
 * One thing that always holds, as SQL: how many rows are looked at, and each kind of row for which it does not hold, as
 * a select of Amiss. Each stands for one place of the tree and all below it: `area` of a table's alias.
 */
export interface InvariantSql {
  checked: string;
  amiss: readonly string[];
  /** It asks by indexes; the others read whole tables, and join them by hashing. */
  byIndex?: true;
}

/**
 * The rows of a table that belong to the place asked for, and to those below it: those of test
 * partners only where the place is one of theirs.
 */
export const area = (alias: string): string =>
  `${alias}.partner_path >= $1 and ${alias}.partner_path < $2
      and is_test(${alias}.partner_path) = is_test($1)`;

/** What an entry of the ledger does to a balance, and to what is owed. */
export const credited = (alias: string): string =>
  `case ${alias}.type when 'CREDIT' then ${alias}.amount_minor else -${alias}.amount_minor end`;
