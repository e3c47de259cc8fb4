import { z } from 'zod';

const TIMEOUT_MS = 15_000;
const ANSWER_MAX = 50_000;

/** Whose number is asked about, and who asks: the letters of the country as VAT numbers have them, and the rest. */
export interface ViesQuestion {
  country: string;
  number: string;
  requester: { country: string; number: string } | null;
}

export interface ViesAnswer {
  valid: boolean;
  /** null where the member state does not tell. */
  name: string | null;
  address: string | null;
  /** What the register calls the request; null where it was not told who asks. */
  requestId: string | null;
}

/** The register gave no answer; the message says why, and what to do. */
export class ViesUnavailable extends Error {
  override name = 'ViesUnavailable';
}

// a member state that does not tell says so with dashes
const told = z
  .string()
  .nullish()
  .transform((text) => {
    const plain = (text ?? '').trim();
    return plain && !/^-+$/.test(plain) ? plain.slice(0, 500) : null;
  });
const answered = z.object({
  valid: z.boolean(),
  name: told,
  address: told,
  requestIdentifier: told,
});
const refused = z.object({ errorWrappers: z.array(z.object({ error: z.string() })).min(1) });

const WORDS: Readonly<Record<string, string>> = {
  INVALID_INPUT: 'The register does not know numbers of this form.',
  INVALID_REQUESTER_INFO:
    'The register does not accept your own VAT number: look at it in Settings, Company.',
  MS_UNAVAILABLE: 'The register of that country is away at the moment. Try again later.',
  MS_MAX_CONCURRENT_REQ:
    'The register of that country is asked too much at the moment. Try again in a minute.',
  GLOBAL_MAX_CONCURRENT_REQ: 'The register is asked too much at the moment. Try again in a minute.',
  SERVICE_UNAVAILABLE: 'The register is away at the moment. Try again later.',
  TIMEOUT: 'The register of that country did not answer in time. Try again later.',
};

/**
 * Asks the VAT register of the European Union about a number. Throws ViesUnavailable where that
 * gives no answer.
 * Source: the REST interface of VIES, check-vat-number.
 */
export async function askVies(
  url: string,
  { country, number, requester }: ViesQuestion,
): Promise<ViesAnswer> {
  let text: string;
  try {
    const response = await fetch(`${url.replace(/\/+$/, '')}/check-vat-number`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        countryCode: country,
        vatNumber: number,
        ...(requester && {
          requesterMemberStateCode: requester.country,
          requesterNumber: requester.number,
        }),
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await shortText(response);
  } catch {
    throw new ViesUnavailable('The register cannot be reached at the moment. Try again later.');
  }
  const json = parsed(text);
  const problem = refused.safeParse(json);
  if (problem.success)
    throw new ViesUnavailable(
      WORDS[problem.data.errorWrappers[0].error] ?? WORDS.SERVICE_UNAVAILABLE,
    );
  const answer = answered.safeParse(json);
  if (!answer.success)
    throw new ViesUnavailable(
      'The register answered something that is no answer. Try again later.',
    );
  const { requestIdentifier: requestId, ...rest } = answer.data;
  return { ...rest, requestId };
}

/** What was answered, as far as an answer may go. */
async function shortText(response: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    text += decoder.decode(part as Uint8Array, { stream: true });
    if (text.length > ANSWER_MAX) throw new Error('too long');
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
