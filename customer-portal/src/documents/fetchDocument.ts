import type { Failure } from '../api/failure.ts';
import { pageHeaders } from '../api/owner.ts';

export interface FetchedDocument {
  content: Blob;
  name: string;
}
export type DocumentAnswer = { document: FetchedDocument } | { failure: Failure };

const KINDS: Partial<Record<number, Failure['kind']>> = {
  401: 'signedOut',
  403: 'forbidden',
  404: 'notFound',
  429: 'limited',
  502: 'offline',
  503: 'offline',
  504: 'offline',
};

/** Fetches a document whole; what goes wrong comes back in the kinds that pages have words for. */
export async function fetchDocument(
  address: string,
  signal?: AbortSignal,
): Promise<DocumentAnswer> {
  try {
    const response = await fetch(address, {
      signal,
      credentials: 'same-origin',
      headers: pageHeaders(),
    });
    if (!response.ok)
      return {
        failure: {
          kind: KINDS[response.status] ?? 'internal',
          fields: {},
          correlationId: response.headers.get('x-correlation-id') ?? undefined,
        },
      };
    return {
      document: {
        content: await response.blob(),
        name: nameIn(response.headers.get('content-disposition')) ?? 'document.pdf',
      },
    };
  } catch {
    return { failure: { kind: 'offline', fields: {} } };
  }
}

/** A file's name in a content-disposition header; the form for any language wins. */
export function nameIn(disposition: string | null): string | null {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  try {
    if (coded) return decodeURIComponent(coded);
  } catch {
    /* then the plain one */
  }
  return (
    /filename="([^"]+)"|filename=([^;\s]+)/i
      .exec(disposition ?? '')
      ?.slice(1)
      .find(Boolean) ?? null
  );
}
