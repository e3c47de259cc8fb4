import http from 'node:http';
import https from 'node:https';
import { httpFailure } from '@backhaul/domain/messages/deliveryFailure';
import type { Delivery } from './mailer.ts';
import { outboundAddress, OutboundRefused } from './outbound.ts';

export interface SmsGateway {
  url: string;
  token: string | null;
  from: string | null;
}
export interface TextMessage {
  id: string;
  to: string;
  text: string;
}

const TIMEOUT_MS = 15_000;
/** All of it: the other begins anew with every byte that a gateway lets drip. */
const ALL_MS = 30_000;
const ANSWER_MAX = 10_000;

/**
 * Sends a text message through a gateway: POST of { id, to, text, from } as JSON with the token as
 * bearer; an answer of 2xx means accepted. The id comes as Idempotency-Key too. Follows no
 * redirects and connects only to the checked address.
 */
export async function sendText(
  gateway: SmsGateway,
  message: TextMessage,
  options: { allowPrivate: boolean; allMs?: number },
): Promise<Delivery> {
  const url = new URL(gateway.url);
  let target: Awaited<ReturnType<typeof outboundAddress>>;
  try {
    target = await outboundAddress(url.hostname, options.allowPrivate);
  } catch (error) {
    if (error instanceof OutboundRefused) return { outcome: 'SERVER', words: error.message };
    throw error;
  }
  const body = JSON.stringify({
    id: message.id,
    to: message.to,
    text: message.text,
    ...(gateway.from ? { from: gateway.from } : {}),
  });
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'idempotency-key': message.id,
    ...(gateway.token ? { authorization: `Bearer ${gateway.token}` } : {}),
  };
  return new Promise((resolve) => {
    let sent = false;
    const failed = (words: string) => {
      const outcome = httpFailure(null, sent);
      resolve({
        outcome,
        words:
          outcome === 'UNCERTAIN'
            ? 'The gateway did not answer. The message may have been sent.'
            : words,
      });
    };
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        headers,
        timeout: TIMEOUT_MS,
        agent: false,
        signal: AbortSignal.timeout(options.allMs ?? ALL_MS),
        lookup: (_host, lookup, done) => {
          if (lookup.all) done(null, [target]);
          else done(null, target.address, target.family);
        },
      },
      (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          answer += part;
          if (answer.length > ANSWER_MAX) response.destroy();
        });
        response.on('close', () => {
          const status = response.statusCode ?? 0;
          const words = `The gateway answered ${status}${answer ? `: ${answer.replace(/[\u0000-\u001f]+/g, ' ').slice(0, 200)}` : ''}`;
          resolve(
            status >= 200 && status < 300
              ? { outcome: 'SENT', words }
              : { outcome: httpFailure(status, true), words },
          );
        });
      },
    );
    request.on('finish', () => {
      sent = true;
    });
    request.on('timeout', () => {
      request.destroy(new Error('the gateway took too long'));
    });
    request.on('error', (error) => {
      failed(`The gateway cannot be reached: ${error.message}`);
    });
    request.end(body);
  });
}
