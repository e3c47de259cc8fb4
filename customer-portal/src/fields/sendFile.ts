import { pageHeaders } from '../api/owner.ts';

export type SentFile =
  | { id: string; name: string; type: string }
  | { problem: 'large' | 'kind' | 'full' | 'failed' };

const LARGEST = 20 * 1024 * 1024;

const isSent = (answer: unknown): answer is { id: string; name: string; type: string } =>
  typeof answer === 'object' &&
  answer !== null &&
  'id' in answer &&
  typeof answer.id === 'string' &&
  'name' in answer &&
  typeof answer.name === 'string' &&
  'type' in answer &&
  typeof answer.type === 'string';

/** Sends a file to be stored; it belongs to whoever is signed in. */
export async function sendFile(file: File): Promise<SentFile> {
  if (file.size > LARGEST) return { problem: 'large' };
  const form = new FormData();
  form.append('file', file, file.name);
  try {
    const response = await fetch('/files', {
      method: 'POST',
      body: form,
      credentials: 'same-origin',
      headers: pageHeaders(),
    });
    if (response.status === 413) return { problem: 'large' };
    if (response.status === 415 || response.status === 400) return { problem: 'kind' };
    if (response.status === 429) return { problem: 'full' };
    const answer: unknown = response.ok ? await response.json() : null;
    return isSent(answer) ? answer : { problem: 'failed' };
  } catch {
    return { problem: 'failed' };
  }
}
