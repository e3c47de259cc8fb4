import { useQuery } from '@tanstack/react-query';
import { readerLocale } from '@backhaul/design';
import { ApiError } from '../api/client.ts';
import { pageHeaders } from '../api/owner.ts';
import { sessionIsOver } from '../api/session.ts';

export interface FileInfo {
  id: string;
  name: string;
  type: string;
  size: number;
}

const sizeMax = 20 * 1024 * 1024;

/** What the file chooser of the browser offers; the server looks at the content itself. */
export const acceptedFiles =
  '.png,.jpg,.jpeg,.webp,.gif,.pdf,.txt,.csv,.docx,.xlsx,.pptx,.doc,.xls,.ppt,.odt,.ods,.odp';

/** The same in words. */
export const anyKind =
  'a PNG, JPEG, WebP or GIF picture, a PDF, a text or CSV file, or an office document without macros';

/** Where a file is read: with the rights of who is signed in to the back office. */
export const fileAddress = (id: string): string => `/files/${encodeURIComponent(id)}?app=admin`;
export const downloadAddress = (id: string): string => `${fileAddress(id)}&download`;

/** "1.4 MB" */
export function saySize(bytes: number, locale: string): string {
  const [unit, size] =
    bytes < 1000
      ? (['byte', bytes] as const)
      : bytes < 1_000_000
        ? (['kilobyte', bytes / 1000] as const)
        : (['megabyte', bytes / 1_000_000] as const);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: size < 10 ? 1 : 0,
  }).format(size);
}

/** Pictures that a browser shows by itself. */
export const isPicture = (type: string): boolean => /^image\/(png|jpeg|webp|gif)$/.test(type);

/** Sends a file and tells how much of it has gone; refuses in words what cannot be taken. */
export function uploadFile(
  file: File,
  kinds: string,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<FileInfo> {
  if (file.size > sizeMax)
    return Promise.reject(
      new Error(
        `${file.name} has ${saySize(file.size, readerLocale())}; a file may have 20 MB at most.`,
      ),
    );
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest();
    call.open('POST', '/files');
    for (const [name, value] of Object.entries(pageHeaders())) call.setRequestHeader(name, value);
    call.responseType = 'json';
    call.upload.onprogress = (event) =>
      onProgress(event.lengthComputable && event.total > 0 ? event.loaded / event.total : 0);
    call.onload = () => {
      if (call.status === 201) resolve(call.response as FileInfo);
      else {
        if (call.status === 401) sessionIsOver();
        reject(new Error(refusal(call.status, call.response, file.name, kinds)));
      }
    };
    call.onerror = () =>
      reject(new Error(`${file.name} was not sent: the connection broke off. Try again.`));
    call.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal.addEventListener('abort', () => call.abort());
    const body = new FormData();
    body.append('file', file);
    call.send(body);
  });
}

function refusal(status: number, answer: unknown, name: string, kinds: string): string {
  if (status === 401)
    return 'Your session has ended. Sign in again, then choose the file once more.';
  if (status === 413) return `${name} is too large: a file may have 20 MB at most.`;
  if (status === 415) return `${name} is of a kind that is not taken. Choose ${kinds}.`;
  const said =
    typeof answer === 'object' && answer !== null
      ? (answer as Record<string, unknown>).error
      : null;
  return typeof said === 'string' ? said : `${name} was not taken. Try again in a moment.`;
}

/** Name, type and size of a stored file; its content stays where it is. */
export function useFileInfo(id: string | null, known?: FileInfo | null) {
  return useQuery({
    queryKey: ['files', id],
    queryFn: () => loadInfo(id ?? ''),
    enabled: id !== null && id !== '' && known?.id !== id,
    staleTime: Infinity,
    ...(known && known.id === id ? { initialData: known } : {}),
  });
}

async function loadInfo(id: string): Promise<FileInfo> {
  const answer = await fetch(fileAddress(id), {
    method: 'HEAD',
    credentials: 'same-origin',
    headers: pageHeaders(),
  });
  if (!answer.ok)
    throw new ApiError({
      code: answer.status === 404 ? 'NOT_FOUND' : 'NETWORK',
      message:
        answer.status === 404
          ? 'The file is not there, or not open to you.'
          : 'The file could not be looked at.',
    });
  return {
    id,
    name: nameIn(answer.headers.get('content-disposition') ?? ''),
    type: (answer.headers.get('content-type') ?? '').split(';')[0] ?? '',
    size: Number(answer.headers.get('content-length') ?? 0),
  };
}

/** The name a disposition gives; the form for every alphabet first. */
function nameIn(disposition: string): string {
  const wide = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (wide) return decodeURIComponent(wide);
  return (
    /filename="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1]?.replace(/\\(.)/g, '$1') ??
    /filename=([^;]+)/.exec(disposition)?.[1]?.trim() ??
    'file'
  );
}
