import { vi } from 'vitest';
import type { TestServer } from './backhaul.ts';

/** A movement of a statement; negative amounts go out. */
export interface Movement {
  amount: string;
  text?: string;
  name?: string;
  iban?: string;
  day?: string;
  reference?: string;
  endToEndId?: string;
  inner?: string;
}

export const IBAN = 'DE12500105170648489890';

/** A CAMT.053 statement of one account, or a CAMT.054 notification of what is booked on it. */
export function camtOf(
  movements: readonly Movement[],
  {
    iban = IBAN,
    day = '2026-06-15',
    opening,
    closing,
    number = '112',
    currency = 'EUR',
    other,
    kind = '053',
  }: {
    iban?: string;
    day?: string;
    opening?: string;
    closing?: string;
    number?: string;
    currency?: string;
    /** Instead of an IBAN. */
    other?: string;
    kind?: '053' | '054';
  } = {},
): string {
  const balance = (kind: string, amount: string | undefined) =>
    amount === undefined
      ? ''
      : `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp><Amt Ccy="${currency}">${amount}</Amt>` +
        `<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
  const [message, part] =
    kind === '053' ? ['BkToCstmrStmt', 'Stmt'] : ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'];
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${kind}.001.08"><${message}>` +
    `<GrpHdr><MsgId>M-${number}</MsgId><CreDtTm>${day}T20:00:00</CreDtTm></GrpHdr><${part}>` +
    `<Id>${number}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb><CreDtTm>${day}T20:00:00</CreDtTm>` +
    `<Acct><Id>${other ? `<Othr><Id>${other}</Id></Othr>` : `<IBAN>${iban}</IBAN>`}</Id><Ccy>${currency}</Ccy></Acct>${balance('OPBD', opening)}${balance('CLBD', closing)}` +
    `${movements.map((each) => entry(each, day, currency)).join('\n')}</${part}></${message}></Document>`
  );
}

function entry(
  { amount, text, name, iban, day, reference, endToEndId, inner }: Movement,
  on: string,
  currency: string,
): string {
  const out = amount.startsWith('-');
  const party = out ? 'Cdtr' : 'Dbtr';
  const side = out ? 'DBIT' : 'CRDT';
  return (
    `<Ntry><Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${side}</CdtDbtInd>` +
    `<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>${day ?? on}</Dt></BookgDt>` +
    `${reference ? `<AcctSvcrRef>${reference}</AcctSvcrRef>` : ''}<BkTxCd/><NtryDtls><TxDtls>` +
    `<Refs><EndToEndId>${endToEndId ?? 'NOTPROVIDED'}</EndToEndId></Refs>` +
    `<Amt Ccy="${currency}">${amount.replace('-', '')}</Amt><CdtDbtInd>${side}</CdtDbtInd><RltdPties>` +
    `${name ? `<${party}><Pty><Nm>${name}</Nm></Pty></${party}>` : ''}` +
    `${iban ? `<${party}Acct><Id><IBAN>${iban}</IBAN></Id></${party}Acct>` : ''}</RltdPties>` +
    `${text ? `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>` : ''}${inner ?? ''}</TxDtls></NtryDtls></Ntry>`
  );
}

/** Sends a bank's file as a program does. */
export async function sendFile(
  server: TestServer,
  content: string | Buffer,
  {
    token = server.operator,
    ...fields
  }: { token?: string | null } & Record<string, string | null> = {},
): Promise<{ status: number; id: string; error?: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value) form.append(name, value);
  form.append(
    'file',
    new Blob([typeof content === 'string' ? content : new Uint8Array(content)]),
    'statement',
  );
  const response = await fetch(`${server.url}/bank-files`, {
    method: 'POST',
    body: form,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
  return { status: response.status, ...((await response.json()) as { id: string }) };
}

const FILE = `query ($id: ID!) { bankFile(id: $id) { id status failure format progress entriesNew entriesKnown posted alreadyImported
  warnings { code line message } skipped { id amount text sameAs { id } } statements { id number opening closing addsUp followsOn } } }`;

/** A file, when nobody works on it any more. */
export async function fileRead(
  server: TestServer,
  id: string,
  token = server.operator,
): Promise<any> {
  return vi.waitFor(
    async () => {
      const { bankFile } = await server.must<any>(FILE, { id }, token);
      if (bankFile.status === 'READING') throw new Error('it is still being read');
      return bankFile;
    },
    { timeout: 30_000, interval: 50 },
  );
}

/** Sends a file and waits until it is read. */
export async function read(
  server: TestServer,
  content: string | Buffer,
  fields: Record<string, string> = {},
): Promise<any> {
  return fileRead(server, (await sendFile(server, content, fields)).id);
}

export const ENTRY = `id kind status amount bookingDate name iban text returnCode returnReason fee postedBy postedAutomatically ignoredReason
  suggestions { rule confidence fits reason parts { amount customer { id } invoices { id number } } }
  payments { id amount reversed source origin }`;

/** The entries of a file, in the order of their statements. */
export async function entriesOf(server: TestServer, fileId: string): Promise<any[]> {
  const { bankTransactions } = await server.must<any>(
    `query ($id: ID!) { bankTransactions(filter: { fileId: $id }, first: 200) { nodes { ${ENTRY} } } }`,
    { id: fileId },
  );
  return bankTransactions.nodes;
}
