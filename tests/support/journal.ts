/** A transaction of a journal: amounts in the currency's smallest unit. */
export interface JournalTransaction {
  date: string;
  code: string;
  payee: string;
  note: string;
  postings: { account: string; minor: bigint; currency: string }[];
}

export interface Journal {
  accounts: string[];
  payees: string[];
  digits: Map<string, number>;
  transactions: JournalTransaction[];
}

const TRANSACTION = /^(\d{4}-\d{2}-\d{2}) \(([^()]+)\) ([^|;]+) \| ([^|;]*)$/;
const POSTING = /^ {4}(\S+(?: \S+)*) {2}(-?)(\d+)(?:\.(\d+))? ([A-Z]{3})$/;

/**
 * Reads a journal in the form that this product writes, as strictly as `hledger check --strict` and more: a line that is
 * none of a few forms, something that is not declared, other digits than the commodity's, a transaction that does not
 * balance or stands before an earlier day is an error.
 */
export function readJournal(text: string): Journal {
  const journal: Journal = { accounts: [], payees: [], digits: new Map(), transactions: [] };
  const [decimalMark, ...lines] = text.split('\n');
  if (decimalMark !== 'decimal-mark .') throw new Error('the decimal mark is not said');
  let open: JournalTransaction | null = null;
  for (const [index, line] of lines.entries()) {
    const wrong = (why: string) => new Error(`line ${index + 2}: ${why}: ${JSON.stringify(line)}`);
    const commodity = /^commodity 1\.(0*) ([A-Z]{3})$/.exec(line);
    const account = /^account (\S.*)$/.exec(line);
    const payee = /^payee (\S.*)$/.exec(line);
    const head = TRANSACTION.exec(line);
    const posting = POSTING.exec(line);
    if (line === '') open = null;
    else if (open && posting) {
      const [, name, sign, whole, fraction = '', currency] = posting;
      if (!journal.accounts.includes(name)) throw wrong('the account is not declared');
      if (fraction.length !== journal.digits.get(currency))
        throw wrong('other digits than the commodity');
      const minor = BigInt(whole + fraction);
      open.postings.push({ account: name, minor: sign ? -minor : minor, currency });
    } else if (open) throw wrong('no posting');
    else if (commodity) journal.digits.set(commodity[2], commodity[1].length);
    else if (account) journal.accounts.push(account[1]);
    else if (payee) journal.payees.push(payee[1]);
    else if (head) {
      const [, date, code, name, note] = head;
      if (!journal.payees.includes(name)) throw wrong('the payee is not declared');
      if (date < (journal.transactions.at(-1)?.date ?? '')) throw wrong('an earlier day');
      open = { date, code, payee: name, note, postings: [] };
      journal.transactions.push(open);
    } else throw wrong('no line of a journal');
  }
  for (const { code, postings } of journal.transactions) {
    if (postings.length < 2) throw new Error(`${code} has ${postings.length} postings`);
    for (const currency of new Set(postings.map((each) => each.currency))) {
      const sum = postings
        .filter((each) => each.currency === currency)
        .reduce((total, each) => total + each.minor, 0n);
      if (sum !== 0n) throw new Error(`${code} is out of balance by ${sum}`);
    }
  }
  return journal;
}
