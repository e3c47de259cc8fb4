import { Unreadable, type Balance, type Found, type NamedAccount } from './entry.ts';
import { camtDay, detailOf, entriesOf, type CamtDetail } from './camtEntry.ts';
import { nodeAt, textAt, type XmlNode } from './xmlNode.ts';

/** Deeper than this no message of ISO 20022 goes. */
const DEPTH_MAX = 40;
const TEXT_MAX = 4000;
/** The parts that a message is read in; each is let go of when it closes. */
const STATEMENT = new Set(['Stmt', 'Ntfctn']);
const HEADS = new Set(['Id', 'ElctrncSeqNb', 'LglSeqNb', 'Acct', 'Bal', 'CreDtTm', 'FrToDt']);

/** What an XML parser tells, by local names. */
export interface XmlReader {
  open(name: string, attributes: Record<string, string>, line: number): void;
  text(text: string): void;
  close(line: number): Found[];
  end(): Found[];
}

interface OpenStatement {
  head: XmlNode;
  told: boolean;
  line: number;
}

/** Reads CAMT.053 and CAMT.054 of any version: an entry, and of a batch a detail, is all that it holds at a time. */
export function camtReader(): XmlReader {
  const names: string[] = [];
  let node: XmlNode | null = null;
  const above: XmlNode[] = [];
  let statement: OpenStatement | null = null;
  let details: CamtDetail[] = [];
  let any = false;

  const collects = (name: string): boolean => {
    const parent = names[names.length - 1];
    return name === 'Ntry' || (STATEMENT.has(parent) && HEADS.has(name));
  };
  const tell = (): Found[] => {
    if (!statement || statement.told) return [];
    statement.told = true;
    return [{ kind: 'statement', head: headOf(statement.head), line: statement.line }];
  };
  const closed = (done: XmlNode): Found[] => {
    if (done.name !== 'Ntry') {
      statement?.head.children.push(done);
      return [];
    }
    const of = details;
    details = [];
    return [...tell(), ...entriesOf(done, of)];
  };
  const closeStatement = (): Found[] => {
    const found = tell();
    const balance = statement && balanceOf(statement.head, ['CLBD']);
    const date = balance?.date ?? (statement && dayOf(statement.head));
    statement = null;
    return [...found, { kind: 'closing', balance: balance ?? null, date: date ?? null }];
  };
  return {
    open(name, attributes, line) {
      if (names.length >= DEPTH_MAX)
        throw new Unreadable('This is nested deeper than any statement.', line);
      if (STATEMENT.has(name) && !node) {
        any = true;
        statement = { head: blank('head', {}, line), told: false, line };
      } else if (node) {
        above.push(node);
        node = blank(name, attributes, line);
      } else if (statement && collects(name)) node = blank(name, attributes, line);
      names.push(name);
    },
    text(text) {
      if (node && node.text.length < TEXT_MAX) node.text += text.slice(0, TEXT_MAX);
    },
    close() {
      const name = names.pop();
      if (!node) return name && STATEMENT.has(name) ? closeStatement() : [];
      const done = node;
      node = above.pop() ?? null;
      if (!node) return closed(done);
      // the details of a batch may be very many: what is read of one is kept, not its nodes
      if (done.name === 'TxDtls') details.push(detailOf(done));
      else node.children.push(done);
      return [];
    },
    end() {
      if (!any) throw new Unreadable('There is no statement in this message.');
      return [];
    },
  };
}

function blank(name: string, attributes: Record<string, string>, line: number): XmlNode {
  return { name, text: '', attributes, children: [], line };
}

function headOf(head: XmlNode) {
  const opening = balanceOf(head, ['OPBD', 'PRCD']);
  return {
    account: accountOf(head),
    number: textAt(head, 'ElctrncSeqNb', 'LglSeqNb', 'Id'),
    currency: textAt(head, 'Acct/Ccy'),
    date: opening?.date ?? dayOf(head),
    opening,
  };
}

function accountOf(head: XmlNode): NamedAccount {
  const iban = textAt(head, 'Acct/Id/IBAN')?.replace(/\s/g, '').toUpperCase() ?? null;
  return { iban, other: iban ? null : textAt(head, 'Acct/Id/Othr/Id') };
}

const dayOf = (head: XmlNode) =>
  camtDay(textAt(head, 'FrToDt/FrDtTm', 'FrToDt/FrDt', 'CreDtTm'))?.date ?? null;

/** The balance of the first of these kinds that is there; of several closing ones the last. */
function balanceOf(head: XmlNode, kinds: readonly string[]): Balance | null {
  for (const kind of kinds) {
    const all = head.children.filter(
      (child) => child.name === 'Bal' && textAt(child, 'Tp/CdOrPrtry/Cd') === kind,
    );
    const balance = kind === 'CLBD' ? all[all.length - 1] : all[0];
    const amount = textAt(balance, 'Amt');
    if (!amount || !/^\d{1,20}(\.\d*)?$/.test(amount)) continue;
    const date = camtDay(textAt(nodeAt(balance, 'Dt'), 'Dt', 'DtTm'))?.date ?? null;
    return { amount: signed(amount, textAt(balance, 'CdtDbtInd') === 'DBIT'), date };
  }
  return null;
}

export function signed(amount: string, out: boolean): string {
  return out && /[1-9]/.test(amount) ? `-${amount}` : amount;
}
