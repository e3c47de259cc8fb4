import type { TestServer } from './backhaul.ts';
import type { Socket } from './socket.ts';

export const JOB = `id kind status fileName encoding delimiter sheet sheets headerRow mode matchBy setAside progress
  failure fingerprint total creates updates unchanged errors warnings undoableUntil undoing undone kept rejectedUrl partner { id }
  columns { index heading samples target format question unmapped }
  rows { line values errors warnings result recordId }`;
const CREATE = `mutation ($k: ImportKind!, $f: ID!, $p: ID, $m: MigrationKit) {
  createImport(kind: $k, fileId: $f, partnerId: $p, kit: $m) { ${JOB} } }`;
const MAP = `mutation ($id: ID!, $i: ImportMappingInput!) { setImportMapping(id: $id, input: $i) { ${JOB} } }`;
const CHECK = `mutation ($id: ID!) { checkImport(id: $id) { ${JOB} } }`;
const EDIT = `mutation ($id: ID!, $l: Int!, $v: JSON!, $a: Boolean) {
  editImportRow(id: $id, line: $l, values: $v, allLike: $a) { ${JOB} } }`;
const RUN = `mutation ($id: ID!, $f: String!, $s: Boolean) { runImport(id: $id, fingerprint: $f, setAside: $s) { ${JOB} } }`;
const LOOK = 'query ($id: ID!) { undoPreview(id: $id) { removes closes restores keeps kept } }';
const UNDO = `mutation ($id: ID!) { undoImport(id: $id) { ${JOB} } }`;

/** Sends a file to be imported. */
export function sendImport(
  server: TestServer,
  name: string,
  content: string | Buffer,
  token: string = server.operator,
): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return fetch(`${server.url}/files?purpose=import`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
}

/** What somebody does on the page of imports, through the API. */
export function importing(server: TestServer, socket: Socket) {
  const one = async (query: string, variables: object, token?: string): Promise<any> =>
    Object.values(await server.must<Record<string, any>>(query, variables, token))[0];
  const job = (id: string): Promise<any> =>
    one(`query ($id: ID!) { importJob(id: $id) { ${JOB} } }`, { id });
  let asked = 0;
  /** The import, as soon as nothing works on it any more, as it is pushed. */
  const settled = async ({ id }: { id: string }): Promise<any> => {
    const key = `import-${(asked += 1)}`;
    socket.subscribe(key, `subscription ($id: ID!) { importProgress(id: $id) { ${JOB} } }`, { id });
    const { payload } = await socket.until(() =>
      socket.messages.find(
        (message) =>
          message.id === key &&
          !['CHECKING', 'RUNNING'].includes(message.payload?.data?.importProgress.status),
      ),
    );
    return payload.data.importProgress;
  };
  return {
    job,
    settled,
    async create(
      kind: string,
      content: string | Buffer,
      {
        name = 'file.csv',
        partnerId,
        kit,
      }: { name?: string; partnerId?: string; kit?: string } = {},
    ): Promise<any> {
      const sent = await sendImport(server, name, content);
      const { id, error } = (await sent.json()) as { id?: string; error?: string };
      if (!id) throw new Error(error);
      return one(CREATE, { k: kind, f: id, p: partnerId, m: kit });
    },
    /** The mapping that is suggested, with what is said otherwise by heading. */
    map: (
      given: { id: string; columns: any[] },
      over: Record<string, object> = {},
      more: object = {},
    ): Promise<any> =>
      one(MAP, {
        id: given.id,
        i: {
          columns: given.columns.map(({ index, heading, target, format }) => ({
            index,
            target,
            format,
            ...over[heading],
          })),
          ...more,
        },
      }),
    check: async (given: { id: string }) => settled(await one(CHECK, { id: given.id })),
    edit: async ({ id }: { id: string }, line: number, values: object, allLike = false) =>
      settled(await one(EDIT, { id, l: line, v: values, a: allLike })),
    run: async ({ id, fingerprint }: { id: string; fingerprint: string }, setAside = false) =>
      settled(await one(RUN, { id, f: fingerprint, s: setAside })),
    undoPreview: ({ id }: { id: string }): Promise<any> => one(LOOK, { id }),
    undo: async ({ id }: { id: string }) => settled(await one(UNDO, { id })),
    refusedUndo: ({ id }: { id: string }, token?: string) => server.refused(UNDO, { id }, token),
    refusedUndoPreview: ({ id }: { id: string }, token?: string) =>
      server.refused(LOOK, { id }, token),
    refusedRun: ({ id, fingerprint }: { id: string; fingerprint: string }, setAside = false) =>
      server.refused(RUN, { id, f: fingerprint, s: setAside }),
    refusedCheck: ({ id }: { id: string }) => server.refused(CHECK, { id }),
    refusedMap: ({ id }: { id: string }, input: object) => server.refused(MAP, { id, i: input }),
  };
}
