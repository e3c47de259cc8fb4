// npm run bench -- bankQueue: pages and counts of a bank's entries as the back office asks for them, beside bare SQL.
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { withClient } from './database.ts';
import { list, measureLists, type Asked } from './lists.ts';
import { filledDatabase } from './million.ts';

const ACCOUNT = '00000000-0000-7000-8000-000000000001';
const FILE = '00000000-0000-7000-8000-000000000007';
const DEEP = 20_000;
const WAITS = `status in ('SUGGESTED', 'UNMATCHED', 'POSSIBLE_DUPLICATE', 'AWAITING_DETAILS')`;

const asked = (what: string, filter: string, where: string, offset = 0): Asked => ({
  what,
  where,
  offset,
  table: 'bank_transaction',
  order: 'confidence desc, booking_date, id',
  query: list('bankTransactions', filter, 'id status amount name text bookingDate', offset),
});

/** By the index of words, whatever order is asked for. */
const found = (search: string) =>
  `id = any(array(select id from bank_transaction
    where bank_words(name, text, iban, end_to_end_id, bank_reference) @@ $$${search}$$::tsquery))`;

/** As its pages ask, and as a program may. */
const LISTS: Asked[] = [
  asked('all', '', 'true'),
  asked('waiting', '{ waiting: true }', WAITS),
  asked('waiting, deep', '{ waiting: true }', WAITS, DEEP),
  asked('posted', '{ status: POSTED }', `status = 'POSTED'`),
  asked('posted, deep', '{ status: POSTED }', `status = 'POSTED'`, DEEP),
  asked('ignored', '{ status: IGNORED }', `status = 'IGNORED'`),
  asked(
    'waiting of an account',
    `{ waiting: true, bankAccountId: "${ACCOUNT}" }`,
    `${WAITS} and account_id = '${ACCOUNT}'`,
  ),
  asked(
    'posted of an account',
    `{ status: POSTED, bankAccountId: "${ACCOUNT}" }`,
    `status = 'POSTED' and account_id = '${ACCOUNT}'`,
  ),
  asked('a file', `{ fileId: "${FILE}" }`, `file_id = '${FILE}'`),
  asked('search: a number', '{ search: "inv4242" }', found(`'inv4242':*`)),
  asked(
    'search: two words',
    '{ search: "payer 424" }',
    found(`('payer':* & '424':*) | 'payer424':*`),
  ),
];

/** One row per list and viewer: medians in milliseconds, and how many times the bare SQL's. */
export async function bankQueueBench(
  postgres: Postgres,
  entries: number,
): Promise<Record<string, string | number>[]> {
  const url = await filledDatabase(postgres, 'bench_bank_queue', {
    partners: 20,
    customers: 2000,
    invoices: 2000,
  });
  await withClient(url, (client) => fillEntries(client, entries));
  return measureLists(url, LISTS);
}

type Client = Parameters<Parameters<typeof withClient>[1]>[0];

/** An account of the operator and one of the first reseller, who has a twentieth; two of a hundred entries wait. */
async function fillEntries(client: Client, entries: number): Promise<void> {
  const run = (text: string, params: unknown[] = []) => client.query(text, params);
  await run('set session_replication_role = replica');
  await run(
    `insert into bank_account (id, partner_id, partner_path, name, iban, currency)
    select overlay($1 placing number::text from 36)::uuid, id, path, name, 'DE0' || number, 'EUR'
    from partner
    where number < 3`,
    [ACCOUNT],
  );
  await run(
    `insert into bank_file (id, partner_id, partner_path, name, digest, size, status, format, encoding,
      actor_kind, created_by, ended_at)
    select overlay($1 placing lpad(n::text, 2, '0') from 35)::uuid, partner_id, partner_path, 'File ' || n, n::text, 1,
      'DONE', 'CAMT_053', 'utf-8', 'JOB', 'Bench', now()
    from bank_account
    cross join generate_series(0, 99) n
    where (n % 20 = 0) = (id <> $2::uuid)`,
    [FILE, ACCOUNT],
  );
  await run(
    `insert into bank_statement (id, partner_id, partner_path, account_id, file_id, position, date, currency)
    select f.id, f.partner_id, f.partner_path, a.id, f.id, 1, '2026-04-01', 'EUR'
    from bank_file f
    join bank_account a on a.partner_id = f.partner_id`,
  );
  // with their triggers: how many there are is kept
  await run('set session_replication_role = origin');
  await run(
    `insert into bank_transaction (partner_id, partner_path, account_id, statement_id, file_id, position, kind, status,
      booking_date, amount_minor, currency, name, iban, text, lines, confidence, posted_by, posted_at, ignored_reason)
    select s.partner_id, s.partner_path, s.account_id, s.id, s.file_id, n, 'CREDIT', k.status,
      date '2025-01-01' + n % 450, 1000 + n % 5000, 'EUR', 'Payer ' || n % 50000, 'AT' || n % 50000,
      'Invoice INV' || n % 50000 || ' thank you', '', 50 + n % 50,
      case k.status when 'POSTED' then 'Bench' end, case k.status when 'POSTED' then now() end,
      case k.status when 'IGNORED' then 'private' end
    from generate_series(0, $1::int - 1) n
    cross join lateral (
      select case n / 100 % 50 when 0 then 'SUGGESTED' when 1 then 'IGNORED' else 'POSTED' end status
    ) k
    join bank_statement s on s.id = overlay($2 placing lpad((n % 100)::text, 2, '0') from 35)::uuid`,
    [entries, FILE],
  );
  await run('select fold_figures(2147483647)');
  await run('vacuum analyze');
}
