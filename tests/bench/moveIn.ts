import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Postgres } from '../../server/src/platform/postgres.ts';
import { SECRET } from '../support/secret.ts';
import { withClient } from './database.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
export const OWNER = { email: 'bench@bench.example', password: 'bench bench' };
const PARTNERS = 6;

/**
 * A new installation into which that many customers of five resellers (partners: of one less than that) moved by the command that
 * people use: two services each, all billed until 1 April 2026, every tenth with something before.
 */
export async function movedIn(
  postgres: Pick<Postgres, 'url'>,
  name: string,
  customers: number,
  partners = PARTNERS,
): Promise<{ url: string; seconds: number }> {
  await withClient(postgres.url('postgres'), async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name}`);
  });
  const url = postgres.url(name);
  const folder = mkdtempSync(path.join(tmpdir(), 'backhaul-move-in-'));
  try {
    for (const [file, lines] of Object.entries(files(customers, partners)))
      writeFileSync(path.join(folder, file), `${lines.join('\n')}\n`);
    const started = performance.now();
    await importFolder(url, folder);
    return { url, seconds: (performance.now() - started) / 1000 };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function files(customers: number, partners: number): Record<string, string[]> {
  const all = Array.from({ length: customers }, (_, i) => i + 1);
  const resellers = Array.from({ length: partners - 1 }, (_, i) => i + 2);
  return {
    'partners.csv': [
      'number,parent,name,currency,time_zone',
      '1,,Bench ISP,EUR,UTC',
      ...resellers.map((n) => `${n},1,Reseller ${n},EUR,UTC`),
    ],
    'tariffs.csv': [
      'code,name,kind,price,tax_percent,tax_included,currency,partners',
      ...[1, 2].map(
        (n) =>
          `P${n},Plan ${n},INTERNET,${20 + n},19,${n === 2 ? 'yes' : 'no'},EUR,1|${resellers.join('|')}`,
      ),
    ],
    'customers.csv': [
      'customer,partner,name,email,login,status,billing_type,billing_enabled,payment_period,prepaid_months,billing_day,payment_due_days,balance,street,city,zip,country,phone,created',
      ...all.map(
        (n) =>
          `C${n},${2 + (n % (partners - 1))},Customer Number ${n},c${n}@example.net,c${n},ACTIVE,RECURRING,,,,,,,${n} Main Road,Berlin,10115,DE,,2025-01-01`,
      ),
    ],
    'services.csv': [
      'customer,tariff,description,quantity,unit_price,start,end,charged_until,discount_kind,discount_value,discount_from,discount_until',
      ...all.flatMap((n) =>
        [1, 2].map((plan) => {
          const until = n % 10 === 0 ? '2026-03-15' : '2026-04-01';
          const discount = n % 7 === 0 ? 'PERCENT,10' : ',';
          return `C${n},P${plan},Plan ${plan},,,2025-01-01,,${until},${discount},,`;
        }),
      ),
    ],
  };
}

/** npm run import, in a process of its own; throws with what it said when it refuses. */
async function importFolder(url: string, folder: string): Promise<void> {
  const child = spawn(process.execPath, ['run.mjs', 'import', folder], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: url,
      SECRET_KEY: SECRET,
      SEED: 'none',
      BUSINESS_DATE: '2026-04-01',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text.toString();
  });
  const code = await new Promise((resolve) => {
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`the import ended with ${String(code)}:\n${said}`);
}
