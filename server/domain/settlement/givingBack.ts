/** What stands of an invoice that money is taken off: minor units. */
export interface SettledInvoice {
  id: string;
  paid: bigint;
  /** What credit notes gave back of it: that much of it must stay settled, nobody owes it. */
  credited: bigint;
}

/** The credit of a note on an invoice; free: what of it settles nothing and did not go out in money. */
export interface CreditOfNote {
  creditId: string;
  invoiceId: string;
  free: bigint;
}

/** What a credit settles of an invoice, by what allocated it. */
export interface Settlement<Way extends string = string> {
  creditId: string;
  invoiceId: string;
  madeBy: Way;
  amount: bigint;
}

/** How a customer's money stands: settlements in the order in which their invoices open again. */
export interface Standing<Way extends string = string> {
  invoices: readonly SettledInvoice[];
  notes: readonly CreditOfNote[];
  settlements: readonly Settlement<Way>[];
}

/** What is taken off the invoices of a credit, and what moves: below zero comes off an invoice. */
export interface TakenOff<Way extends string = string> {
  taken: bigint;
  moves: Settlement<Way | 'CREDIT_NOTE'>[];
  /** The invoices that keep some of the credit, since what gave them back went out or is needed elsewhere. */
  kept: string[];
}

/**
 * Takes some of a credit off the invoices that it settles, `wanted` at most, so that they open again. An invoice is
 * never due for what was credited of it: there the note takes the credit's place, with what is free of it (`spendable`
 * at most in all), or with what it settles of other invoices, which open instead. What the note gave back in money
 * cannot come off. So all that ever goes out is at most what came in, less what of it still settles invoices that were
 * not credited: paid - credited is never below zero. Source: billing rules, Payments.
 */
export function takeOff<Way extends string>(
  standing: Standing<Way>,
  creditId: string,
  wanted: bigint,
  spendable: bigint,
): TakenOff<Way> {
  const books = new Books(standing, spendable);
  let taken = 0n;
  const kept: string[] = [];
  for (const settlement of books.settledBy(creditId)) {
    const asked = least(settlement.amount, wanted - taken);
    if (asked <= 0n) continue;
    const part = books.open(settlement.invoiceId, asked, []);
    if (part < asked) kept.push(settlement.invoiceId);
    books.move(settlement, -part);
    taken += part;
  }
  return { taken, moves: books.moves, kept };
}

/**
 * What of a free credit is the customer's still: what entries without an invoice took is not, though it settles no
 * invoice. available: the balance and all that is due, which is what is left of all money.
 */
export function stillCredit(free: bigint, available: bigint): bigint {
  return least(free, most(available, 0n));
}

/** What goes back of a payment in money: of what settles nothing (`unused`), and what is taken off invoices. */
export interface Refund<Way extends string = string> extends TakenOff<Way> {
  amount: bigint;
  unused: bigint;
}

/**
 * What can be given back of a payment, `wanted` at most: what settles nothing first, then what it settles, as takeOff()
 * says. However often and in whatever order payments and notes are given back, no money goes out that did not come in.
 */
export function planRefund<Way extends string>(
  standing: Standing<Way>,
  { creditId, free, available }: { creditId: string; free: bigint; available: bigint },
  wanted: bigint,
): Refund<Way> {
  const unused = least(stillCredit(free, available), wanted);
  const off = takeOff(standing, creditId, wanted - unused, most(available, 0n) - unused);
  return { ...off, unused, amount: unused + off.taken };
}

/** A standing while it changes. */
class Books<Way extends string> {
  readonly moves: Settlement<Way | 'CREDIT_NOTE'>[] = [];
  private readonly spare: Map<string, bigint>;
  private readonly notes: CreditOfNote[];
  private readonly settlements: Settlement<Way>[];

  constructor(
    { invoices, notes, settlements }: Standing<Way>,
    private spendable: bigint,
  ) {
    this.spare = new Map(invoices.map(({ id, paid, credited }) => [id, most(paid - credited, 0n)]));
    this.notes = notes.map((note) => ({ ...note }));
    this.settlements = settlements.map((each) => ({ ...each }));
  }

  settledBy(creditId: string): Settlement<Way>[] {
    return this.settlements.filter((each) => each.creditId === creditId);
  }

  /** Records what comes off an invoice (below zero) by a settlement of it. */
  move(settlement: Settlement<Way>, amount: bigint): void {
    if (amount === 0n) return;
    settlement.amount += amount;
    this.moves.push({ ...settlement, amount });
  }

  /** How much of what is asked may come off an invoice; its notes take the place of what it is not due for. */
  open(invoiceId: string, asked: bigint, through: readonly string[]): bigint {
    const spare = least(this.spare.get(invoiceId) ?? 0n, asked);
    this.spare.set(invoiceId, (this.spare.get(invoiceId) ?? 0n) - spare);
    let left = asked - spare;
    const notes = this.notes.filter((note) => note.invoiceId === invoiceId);
    for (const note of notes) {
      const part = least(least(note.free, this.spendable), left);
      note.free -= part;
      this.spendable -= part;
      left -= part;
      this.settleOwn(note, part);
    }
    for (const note of notes)
      for (const elsewhere of this.settledBy(note.creditId)) {
        const { invoiceId: other } = elsewhere;
        if (left <= 0n || other === invoiceId || through.includes(other)) continue;
        const part = this.open(other, least(elsewhere.amount, left), [...through, invoiceId]);
        this.move(elsewhere, -part);
        left -= part;
        this.settleOwn(note, part);
      }
    return asked - left;
  }

  private settleOwn({ creditId, invoiceId }: CreditOfNote, amount: bigint): void {
    if (amount > 0n) this.moves.push({ creditId, invoiceId, madeBy: 'CREDIT_NOTE', amount });
  }
}

const most = (a: bigint, b: bigint) => (a > b ? a : b);
const least = (a: bigint, b: bigint) => (a < b ? a : b);
