import { z } from 'zod';
import type { App } from '../../kit/app.ts';
import { badInput } from '../../platform/refusal.ts';
import { open, seal } from '../../platform/secretBox.ts';
import { sealedFor, type GatewayAccess } from './accounts.ts';
import type { GatewayAccountInput } from './accounts.types.ts';
import { GatewayFailure, KeysRefused } from './gateway.ts';
import { gatewayWith } from './gateways.ts';
import { sandboxKeys } from './sandboxKeys.ts';

/** The keys of an account, by the names that the provider's pages use for them. */
export type Secrets = Readonly<Record<string, string>>;

const key = (begins: RegExp, words: string) => z.string().trim().max(300).regex(begins, words);
/** What keys each provider has, and how they look. */
const KEYS = {
  STRIPE: {
    secretKey: key(/^(sk|rk)_(test|live)_\w+$/, 'is a key that begins with sk_ or rk_'),
    webhookSecret: key(/^whsec_\S+$/, 'is a secret that begins with whsec_'),
  },
  PAYPAL: {
    clientId: key(/^\S{10,}$/, 'is the client ID of the app at PayPal'),
    clientSecret: key(/^\S{10,}$/, 'is the secret of the app at PayPal'),
    webhookId: key(/^\w{8,}$/, 'is the ID of the webhook at PayPal'),
  },
} as const;

/** By field, that each key of a provider is missing: without them an account cannot be switched on. */
export function missingKeys(kind: keyof typeof KEYS): Record<string, string> {
  return Object.fromEntries(
    Object.keys(KEYS[kind]).map((name) => [`secrets.${name}`, 'is needed to switch it on']),
  );
}

interface Merging {
  id: string;
  input: GatewayAccountInput;
  /** Those it has. */
  sealed: string | null;
}

/** The keys that an account has from now on: those given, the others as they were; null: it has none. */
export function mergedSecrets(app: App, { id, input, sealed: kept }: Merging): Secrets | null {
  const { kind, mode, secrets: given } = input;
  const none = given == null || (typeof given === 'object' && !Object.keys(given).length);
  if (kind === 'SANDBOX') {
    if (!none) throw badInput({ secrets: 'the sandbox brings its own keys; leave this out' });
    return sandboxKeys(app.secret, id);
  }
  const before = kept === null ? {} : opened(app, id, kept);
  if (none) return kept === null ? null : before;
  if (typeof given !== 'object' || Array.isArray(given))
    throw badInput({ secrets: `must be { ${Object.keys(KEYS[kind]).join(', ')} }` });
  const names = Object.keys(KEYS[kind]);
  const other = Object.keys(given).find((name) => !names.includes(name));
  if (other) throw badInput({ secrets: `has no ${other}; it is { ${names.join(', ')} }` });
  const shape: z.ZodType<Secrets> = z.object(KEYS[kind]);
  const parsed = shape.safeParse({ ...before, ...given });
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message, code }) => [
      `secrets.${String(path[0])}`,
      code === 'invalid_format' ? message : 'is missing',
    ]);
    throw badInput(Object.fromEntries(problems) as Record<string, string>);
  }
  const wanted = mode === 'LIVE' ? '_live_' : '_test_';
  if (kind === 'STRIPE' && !parsed.data.secretKey.includes(wanted))
    throw badInput({ 'secrets.secretKey': `is not of the mode ${mode}: it would hold ${wanted}` });
  return parsed.data;
}

/** Asks the provider whether it takes the keys; refuses BAD_USER_INPUT by field with its words. */
export async function tryKeys(
  app: App,
  account: Pick<GatewayAccess, 'id' | 'kind' | 'mode'>,
  secrets: Secrets,
): Promise<void> {
  try {
    await gatewayWith(app, account, secrets).tryKeys();
  } catch (error) {
    if (error instanceof KeysRefused)
      throw badInput({
        [`secrets.${error.field}`]: `was not taken by the provider: ${error.said}`,
      });
    if (error instanceof GatewayFailure)
      throw badInput({
        secrets: `could not be tried: ${error.message} Nothing is saved; try again in a few minutes.`,
      });
    throw error;
  }
}

/** As they are kept: encrypted, for this account alone. */
export function sealed(app: App, id: string, secrets: Secrets): string {
  return seal(app.secret, sealedFor(id), JSON.stringify(secrets));
}

function opened(app: App, id: string, kept: string): Secrets {
  return z.record(z.string(), z.string()).parse(JSON.parse(open(app.secret, sealedFor(id), kept)));
}
