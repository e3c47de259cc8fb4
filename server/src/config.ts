import { z } from 'zod';
import { StartupError } from './platform/startupError.ts';

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  DATA_DIR: z.string().optional(),
  SEED: z.enum(['demo', 'none']).optional(),
  SANDBOX_GATEWAY: z.enum(['allow', 'refuse']).optional(),
  METRICS_TOKEN: z.string().optional(),
  OPERATOR_EMAIL: z.email().optional(),
  OPERATOR_PASSWORD: z.string().min(8, 'needs at least 8 characters').optional(),
  SECRET_KEY: z.string().min(16, 'needs at least 16 characters').optional(),
  PUBLIC_URL: z.url().optional(),
  BUSINESS_DATE: z.iso.date('must be a date like 2026-04-01').optional(),
  WORKER: z.enum(['inside', 'none']).default('inside'),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  SMTP_URL: z
    .string()
    .regex(
      /^smtps?:\/\/[^/]+/,
      'must look like smtp://user:password@mail.example.com:587 or smtps://...',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .transform((text) => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim())
    .pipe(z.email('must be an e-mail address'))
    .optional(),
  OUTBOUND_PRIVATE: z.enum(['allow', 'refuse']).default('refuse'),
  DNS_SERVERS: z
    .string()
    .transform((text) => text.split(',').map((server) => server.trim()))
    .pipe(
      z.array(
        z
          .string()
          .regex(
            /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\]|[0-9a-f:]+)(:\d+)?$/i,
            'must be addresses like 192.0.2.53 or 192.0.2.53:5353, with commas between them',
          ),
      ),
    )
    .optional(),
  VIES_URL: z.url({ protocol: /^https?$/ }).optional(),
  STRIPE_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  PAYPAL_API_URL: z.url({ protocol: /^https?$/ }).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().optional(),
});

export type Config = Readonly<{
  port: number;
  host: string;
  databaseUrl: string | null;
  dataDir: string | null;
  /** Whether an installation without customers is filled with sample data, whose sign-ins have a published password. */
  seed: 'demo' | 'none';
  operatorEmail: string | null;
  operatorPassword: string | null;
  secretKey: string | null;
  publicUrl: string | null;
  /** Today is this date, for trying things out; never in production. */
  businessDate: string | null;
  worker: 'inside' | 'none';
  /** How many reverse proxies in front are believed about the client's address. */
  trustProxy: number;
  /** The installation's own mail server, for partners that set none; mailFrom: the address it sends from. */
  smtpUrl: string | null;
  mailFrom: string | null;
  /** Mail servers and gateways that partners name may lie in private networks. */
  outboundPrivate: boolean;
  /** Whether partners may switch on a payment provider that settles debts without money; never in production. */
  sandboxGateway: boolean;
  /** Who may read the figures of the process from elsewhere; without one they are for this machine alone. */
  metricsToken: string | null;
  /** Whom the server asks about hosts of partners; null: those of the system. */
  dnsServers: readonly string[] | null;
  /** Where the VAT register of the European Union answers; null: it is not asked. */
  viesUrl: string | null;
  /** Where Stripe and PayPal answer instead of at their own addresses; never in production. */
  stripeApiUrl: string | null;
  paypalApiUrl: string | null;
  logLevel: string;
  production: boolean;
}>;

/**
 * Reads the environment, once; empty variables count as unset. Throws a StartupError that names
 * each wrong variable.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new StartupError(
      `The configuration is wrong:\n${parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
    );
  }
  const e = parsed.data;
  const production = e.NODE_ENV === 'production';
  if (production && e.BUSINESS_DATE)
    throw new StartupError(
      'BUSINESS_DATE pretends that today is another day; it is refused with NODE_ENV=production.',
    );
  if (production && e.SANDBOX_GATEWAY === 'allow')
    throw new StartupError(
      'SANDBOX_GATEWAY=allow lets debts be settled without money; it is refused with NODE_ENV=production.',
    );
  for (const name of ['STRIPE_API_URL', 'PAYPAL_API_URL'] as const)
    if (production && e[name])
      throw new StartupError(
        `${name}: another server would be spoken to than the provider's. That is refused with NODE_ENV=production.`,
      );
  if (Boolean(e.OPERATOR_EMAIL) !== Boolean(e.OPERATOR_PASSWORD))
    throw new StartupError(
      'OPERATOR_EMAIL and OPERATOR_PASSWORD go together: set both or neither.',
    );
  // asked for, or on a database of our own that nobody means to work with
  const seed = e.SEED ?? (production || e.OPERATOR_EMAIL || e.DATABASE_URL ? 'none' : 'demo');
  return Object.freeze({
    port: e.PORT,
    host: e.HOST,
    databaseUrl: e.DATABASE_URL ?? null,
    dataDir: e.DATA_DIR ?? null,
    seed,
    operatorEmail: e.OPERATOR_EMAIL ?? null,
    operatorPassword: e.OPERATOR_PASSWORD ?? null,
    secretKey: e.SECRET_KEY ?? null,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    businessDate: e.BUSINESS_DATE ?? null,
    worker: e.WORKER,
    trustProxy: e.TRUST_PROXY,
    smtpUrl: e.SMTP_URL ?? null,
    mailFrom: e.SMTP_URL ? (e.MAIL_FROM ?? defaultSender(e.SMTP_URL, e.PUBLIC_URL)) : null,
    outboundPrivate: e.OUTBOUND_PRIVATE === 'allow',
    sandboxGateway:
      !production && (e.SANDBOX_GATEWAY ?? (seed === 'demo' ? 'allow' : 'refuse')) === 'allow',
    metricsToken: e.METRICS_TOKEN ?? null,
    dnsServers: e.DNS_SERVERS ?? null,
    viesUrl: e.VIES_URL ?? null,
    stripeApiUrl: e.STRIPE_API_URL?.replace(/\/+$/, '') ?? null,
    paypalApiUrl: e.PAYPAL_API_URL?.replace(/\/+$/, '') ?? null,
    logLevel: e.LOG_LEVEL,
    production,
  });
}

/**
 * Who mail is from when nobody says: the account at the mail server where that is an address, else
 * a name at the host that people know.
 */
function defaultSender(smtpUrl: string, publicUrl: string | undefined): string {
  const account = decodeURIComponent(new URL(smtpUrl).username);
  if (z.email().safeParse(account).success) return account;
  const host = new URL(publicUrl ?? smtpUrl).hostname;
  return `billing@${/[a-z]\.[a-z]/i.test(host) ? host : 'localhost.localdomain'}`;
}
