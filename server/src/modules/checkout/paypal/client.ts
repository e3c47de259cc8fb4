import { z } from 'zod';
import { paypalFailure } from '@backhaul/domain/settlement/gatewayFailure';
import { GatewayDeclined, GatewayFailure, KeysRefused } from '../gateway.ts';

const TIMEOUT_MS = 20_000;
/** A token is asked for anew so long before it ends. */
const EARLY_MS = 60_000;

const token = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const problem = z.object({
  name: z.string().optional(),
  message: z.string().optional(),
  error_description: z.string().optional(),
  details: z
    .array(z.object({ issue: z.string().optional(), description: z.string().optional() }))
    .optional(),
});

export interface PaypalKeys {
  clientId: string;
  clientSecret: string;
  baseUrl: string;
}

interface Call {
  method: 'GET' | 'POST';
  path: string;
  body?: object;
  /** The same again is answered as the first time. */
  key?: string;
}

/** Tokens by whose they are, as long as they last: PayPal asks not to get a new one for each call. */
const tokens = new Map<string, { value: string; until: number }>();

/** Calls PayPal's API. null: there is no such thing there. Throws as gateways do. */
export type Caller = <T extends z.ZodType>(shape: T, call: Call) => Promise<z.infer<T> | null>;

export function paypalCaller(keys: PaypalKeys): Caller {
  return async (shape, { method, path, body, key }) => {
    const response = await send(`${keys.baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await tokenOf(keys)}`,
        'content-type': 'application/json',
        prefer: 'return=representation',
        ...(key && { 'paypal-request-id': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (response.status === 404) return null;
    const json = response.status === 204 ? null : await jsonOf(response);
    if (!response.ok) throw refusal(response.status, json);
    const answer = shape.safeParse(json);
    if (!answer.success) throw new GatewayFailure('PayPal answered something else than agreed.');
    return answer.data;
  };
}

/** A token for the account's keys. Throws KeysRefused with PayPal's words where it takes them not. */
export async function tokenOf(
  { clientId, clientSecret, baseUrl }: PaypalKeys,
  anew = false,
): Promise<string> {
  const name = `${baseUrl} ${clientId} ${clientSecret}`;
  const known = tokens.get(name);
  if (known && !anew && known.until > Date.now()) return known.value;
  const response = await send(`${baseUrl}/v1/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const json = await jsonOf(response);
  if (response.status === 401) throw new KeysRefused('clientSecret', wordsIn(json));
  const given = token.safeParse(json);
  if (!response.ok || !given.success)
    throw new GatewayFailure(`PayPal answered ${response.status} when it was asked for a token.`);
  const { access_token: value, expires_in: seconds } = given.data;
  tokens.set(name, { value, until: Date.now() + seconds * 1000 - EARLY_MS });
  return value;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(url, { ...init, redirect: 'error', signal });
  } catch (error) {
    throw new GatewayFailure('PayPal cannot be reached.', { cause: error });
  }
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw new GatewayFailure(`PayPal answered ${response.status} and nothing that can be read.`, {
      cause: error,
    });
  }
}

/** What PayPal says against a call, in one sentence. */
function wordsIn(json: unknown): string {
  const said = problem.safeParse(json);
  if (!said.success) return 'It does not say why.';
  const { details, message, error_description: described, name } = said.data;
  return details?.[0]?.description ?? described ?? message ?? name ?? 'It does not say why.';
}

function refusal(status: number, json: unknown): GatewayFailure {
  const said = wordsIn(json);
  if (status === 401 || status === 403) return new KeysRefused('clientSecret', said);
  if (status !== 400 && status !== 422)
    return new GatewayFailure(`PayPal answered ${status}: ${said}`);
  const parsed = problem.safeParse(json);
  const issues = parsed.success ? (parsed.data.details ?? []).map(({ issue }) => issue) : [];
  return new GatewayDeclined(paypalFailure(...issues), said);
}
