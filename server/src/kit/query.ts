import type { Request } from 'express';
import { badInput } from '../platform/refusal.ts';

/**
 * A parameter of a request's address; undefined where it is not given, or empty. Refuses by name one that is given
 * several times or in parts (`from[]=1`): to leave it out would answer another question than was asked.
 */
export function queryParameter(
  { query }: Pick<Request, 'query'>,
  name: string,
): string | undefined {
  const value = query[name];
  const inParts = Object.keys(query).some((each) => each.startsWith(`${name}[`));
  if (inParts || (value !== undefined && typeof value !== 'string'))
    throw badInput({ [name]: `is given once, as ${name}=...` });
  return value || undefined;
}
