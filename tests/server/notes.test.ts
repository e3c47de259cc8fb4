import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, upload } from '../support/files.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer, north: Tenant, northChild: Tenant, south: Tenant;
beforeAll(async () => {
  server = await startTestServer();
  ({ north, northChild, south } = await makeTree(server));
});
afterAll(() => server.stop());

const NOTE = 'id text pinned author createdAt editedAt files history { text at by }';
const ADD = `mutation ($id: ID!, $text: String!, $pinned: Boolean, $files: [ID!]) { addNote(recordId: $id, text: $text, pinned: $pinned, fileIds: $files) { ${NOTE} } }`;
const UPDATE = `mutation ($id: ID!, $text: String, $pinned: Boolean, $files: [ID!]) { updateNote(id: $id, text: $text, pinned: $pinned, fileIds: $files) { ${NOTE} } }`;
const add = async (id: string, text: string, more: object = {}, token?: string) =>
  (await server.must(ADD, { id, text, ...more }, token)).addNote;
const update = async (id: string, input: object, token?: string) =>
  (await server.must(UPDATE, { id, ...input }, token)).updateNote;
const notesOf = async (id: string, first?: number, token?: string): Promise<string[]> =>
  (
    await server.must(
      'query ($id: ID!, $first: Int) { customer(id: $id) { notes(first: $first) { text } } }',
      { id, first },
      token,
    )
  ).customer.notes.map(({ text }: { text: string }) => text);

describe('notes about a customer', () => {
  it('stand with the pinned ones first, then the latest', async () => {
    const { id } = await makeCustomer(server, north.id);
    for (const text of ['first', 'second', 'third']) await add(id, text);
    await add(id, 'pinned', { pinned: true });
    await add(id, 'last');
    expect(await notesOf(id)).toEqual(['pinned', 'last', 'third', 'second', 'first']);
    expect(await notesOf(id, 2)).toEqual(['pinned', 'last']);
  });

  it('keep what they said before, and by whom it was changed', async () => {
    const { id } = await makeCustomer(server, north.id);
    const clerk = await makeUser(server, north.id, 'MANAGER');
    const note = await add(id, ' Rang.\nNobody there. ');
    expect(note).toMatchObject({
      text: 'Rang.\nNobody there.',
      pinned: false,
      editedAt: null,
      files: [],
      history: [],
    });
    const pinned = await update(note.id, { pinned: true });
    expect(pinned).toMatchObject({ pinned: true, editedAt: null, history: [] });
    await update(note.id, { text: 'Rang again.' });
    const twice = await update(note.id, { text: 'Reached.' }, clerk.token);
    expect(twice).toMatchObject({
      text: 'Reached.',
      pinned: true,
      author: note.author,
      editedAt: expect.any(String),
      history: [
        { text: 'Rang again.', by: expect.stringContaining('MANAGER') },
        { text: 'Rang.\nNobody there.', by: note.author },
      ],
    });
    expect(await update(note.id, { text: 'Reached.' })).toEqual(twice);
  });

  it('hold files, which whoever sees the note opens, and the customer does not', async () => {
    const { id, login } = await makeCustomer(server, northChild.id);
    const sent = await (await upload(server, 'plan.txt', 'The plan', north.token)).json();
    const note = await add(id, 'See the plan', { files: [sent.id, sent.id] }, north.token);
    expect(note.files).toEqual([`/files/${sent.id}`]);
    const status = async (token: string) => (await fetchAs(server, note.files[0], token)).status;
    const self = await server.signIn(login, PASSWORD);
    expect(await status(northChild.token)).toBe(200);
    expect([await status(south.token), await status(self)]).toEqual([404, 404]);
    expect(
      await update(note.id, { text: 'See it', files: [sent.id] }, northChild.token),
    ).toMatchObject({ files: note.files });
    await update(note.id, { files: [] });
    expect(await status(northChild.token)).toBe(404);
    const aside = await makeCustomer(server, south.id);
    const refused = await server.refused(ADD, { id: aside.id, text: 'x', files: [sent.id] });
    expect(refused).toMatchObject({ fields: { fileIds: expect.anything() } });
  });

  it('are seen and changed inside the scope alone, and not by the customer', async () => {
    const { id, login } = await makeCustomer(server, northChild.id);
    const note = await add(id, 'Pays late', {}, north.token);
    for (const [query, variables] of [
      [ADD, { id, text: 'Mine' }],
      [ADD, { id: NOWHERE, text: 'Mine' }],
      [UPDATE, { id: note.id, text: 'Mine' }],
    ] as const)
      expect(await server.refused(query, variables, south.token)).toMatchObject({
        code: 'NOT_FOUND',
      });
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(await notesOf(id, 5, reader.token)).toEqual(['Pays late']);
    expect(await server.refused(ADD, { id, text: 'x' }, reader.token)).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await notesOf(id, 5, await server.signIn(login, PASSWORD))).toEqual([]);
  });

  it('are refused by field', async () => {
    const { id } = await makeCustomer(server, north.id);
    const many = Array.from({ length: 21 }, (_, n) => NOWHERE.replace(/.{2}$/, String(10 + n)));
    for (const [field, input] of [
      ['text', { text: ' ' }],
      ['text', { text: 'a'.repeat(10_001) }],
      ['fileIds', { text: 'a', files: ['x'] }],
      ['fileIds', { text: 'a', files: [NOWHERE] }],
      ['fileIds', { text: 'a', files: many }],
    ] as const)
      expect(await server.refused(ADD, { id, ...input })).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [field]: expect.anything() },
      });
  });
});

describe('who is mentioned in a note', () => {
  const told = async (): Promise<string[]> =>
    (
      await server.must(
        'query ($f: MessageFilter) { messages(filter: $f, first: 100) { nodes { to } } }',
        { f: { kind: 'NOTE_MAIL' } },
      )
    ).messages.nodes.map(({ to }: { to: string }) => to);

  it('is told once by mail, where they see the customer', async () => {
    const { id } = await makeCustomer(server, northChild.id, { name: 'Mentioned Ltd' });
    const [above, below, aside] = [
      await makeUser(server, north.id, 'MANAGER'),
      await makeUser(server, northChild.id, 'READ_ONLY'),
      await makeUser(server, south.id, 'MANAGER'),
    ];
    const cashier = await makeUser(server, north.id, 'CASHIER');
    const note = await add(
      id,
      `@${above.email}, @${below.email}, @${aside.email}, @${cashier.email}: look`,
    );
    const mails = async () => (await told()).sort();
    await expect.poll(mails, { timeout: 15_000 }).toEqual([above.email, below.email].sort());
    const third = await makeUser(server, north.id, 'MANAGER');
    await update(note.id, { text: `@${above.email} and @${third.email}` });
    await expect
      .poll(mails, { timeout: 15_000 })
      .toEqual([above.email, below.email, third.email].sort());
  });

  it('is nobody above whom the writer does not see', async () => {
    const { id } = await makeCustomer(server, northChild.id);
    const above = await makeUser(server, north.id, 'MANAGER');
    const own = await makeUser(server, northChild.id, 'MANAGER');
    await add(id, `@${above.email} @${own.email}`, {}, northChild.token);
    await expect.poll(told, { timeout: 15_000 }).toContain(own.email);
    expect(await told()).not.toContain(above.email);
  });
});
