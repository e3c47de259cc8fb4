import { derive } from '../../platform/secret.ts';

/** The keys that the sandbox gives an account: made of its id, since nobody enters any. */
export function sandboxKeys(
  secret: string,
  account: string,
): { apiKey: string; webhookSecret: string } {
  return {
    apiKey: `${account}.${derive(secret, `sandbox api key ${account}`)}`,
    webhookSecret: Buffer.from(derive(secret, `sandbox webhook ${account}`), 'base64url').toString(
      'base64',
    ),
  };
}
