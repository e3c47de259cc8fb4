import { pageHeaders } from '../api/owner.ts';

/** What became of a file that was sent; a problem in words. */
export interface Sent {
  /** As it is kept; null: it was not taken. */
  id: string | null;
  name: string;
  problem: string | null;
  already: boolean;
}

/** Sends a file to be read in the background. */
export async function sendFile(
  file: File,
  fields: Readonly<Record<string, string>>,
): Promise<Sent> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  body.append('file', file);
  try {
    const answer = await fetch('/bank-files', {
      method: 'POST',
      body,
      credentials: 'same-origin',
      headers: pageHeaders(),
    });
    const said = (await answer.json().catch(() => ({}))) as { error?: string; id?: string };
    return {
      id: said.id ?? null,
      name: file.name,
      already: answer.status === 200,
      problem: answer.ok ? null : `${file.name}: ${said.error ?? 'it was not taken. Try again.'}`,
    };
  } catch {
    const problem = `${file.name} was not sent: the connection broke off. Try again.`;
    return { id: null, name: file.name, already: false, problem };
  }
}
