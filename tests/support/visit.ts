import { request } from 'node:http';

export interface Visit {
  status: number;
  body: any;
  setCookie: string[];
}

/** A GraphQL request with headers that fetch() does not let through, such as Host. */
export function visit(
  url: string,
  query: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Visit> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}/graphql`,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += String(chunk);
        });
        answer.on('end', () => {
          resolve({
            status: answer.statusCode!,
            body: JSON.parse(text),
            setCookie: answer.headers['set-cookie'] ?? [],
          });
        });
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify({ query, variables }));
  });
}
