import { pageHeaders } from '../api/owner.ts';

/** Sends a file to be imported; returns its id. Throws, in words, where it is not taken. */
export async function sendImport(file: File): Promise<string> {
  const body = new FormData();
  body.append('file', file);
  const answer = await fetch('/files?purpose=import', {
    method: 'POST',
    body,
    credentials: 'same-origin',
    headers: pageHeaders(),
  }).catch(() => {
    throw new Error(`${file.name} was not sent: the connection broke off. Try again.`);
  });
  const said = (await answer.json().catch(() => ({}))) as { error?: string; id?: string };
  if (!answer.ok || !said.id)
    throw new Error(`${file.name}: ${said.error ?? 'it was not taken. Try again.'}`);
  return said.id;
}
