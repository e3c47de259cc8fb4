import { createHash } from 'node:crypto';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, PIXEL, upload } from '../support/files.ts';
import { money } from '../support/money.ts';
import { story } from '../support/story.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let owner: pg.Client;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const SET =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String) { setDocumentTemplate(partnerId: $p, kind: $k, source: $s) { source } }';
const PREVIEW =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String!, $d: ID) { previewDocumentTemplate(partnerId: $p, kind: $k, source: $s, documentId: $d) { pdf picture html errors } }';
const set = (p: string, s: string | null, token = server.operator, k = 'INVOICE_PDF') =>
  server.must(SET, { p, s, k }, token);
const refused = async (p: string, s: string, token = server.operator) =>
  (await server.refused(SET, { p, s, k: 'INVOICE_PDF' }, token)).fields?.source ?? '';
const preview = async (p: string, s: string, token = server.operator, d: string | null = null) =>
  (await server.must(PREVIEW, { p, s, k: 'INVOICE_PDF', d }, token)).previewDocumentTemplate as {
    pdf: string | null;
    picture: string | null;
    errors: string[];
  };
const plain = (colour: string, side = 60) =>
  sharp({ create: { width: side, height: side, channels: 3, background: colour } })
    .png()
    .toBuffer();
const sent = async (content: Buffer | string, token: string, name = 'picture.png') =>
  ((await (await upload(server, name, content, token)).json()) as { id: string }).id;
const img = (id: string) =>
  `<p>Look:</p>\n<img src="asset:${id}" alt="Our van" style="height:40pt">`;
const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const read = async (id: string) => {
  const answer = await fetchAs(server, `/documents/invoices/${id}.pdf`);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const pictures = (pdf: Buffer) => pdf.toString('latin1').split('/Subtype /Image').length - 1;
const kept = async () =>
  (await owner.query('select count(*)::int n from printed_picture')).rows[0].n as number;

describe('a picture in a template', () => {
  it('is one of the partner’s own files; the preview shows it and stores nothing', async () => {
    const id = await sent(await plain('#ff0000'), north.token);
    const before = await kept();
    const { pdf, picture, errors } = await preview(north.id, img(id), north.token);
    expect(errors).toEqual([]);
    expect(pictures(Buffer.from(pdf!, 'base64'))).toBe(1);
    expect(picture).toContain('<image');
    expect(await kept()).toBe(before);
    await set(north.id, img(id), north.token);
    expect(await kept()).toBe(before + 1);
    const invoice = await money(server).invoice((await makeCustomer(server, north.id)).id, '10');
    const printed = await read(invoice.id);
    expect(pictures(printed)).toBe(1);
    // a customer reads its document, not the file
    expect((await fetchAs(server, `/documents/invoices/${invoice.id}.svg`)).status).toBe(200);
    await set(north.id, null, north.token);
  });

  it('is kept as it was drawn: an issued document stays the same, wherever its partner moves', async () => {
    const id = await sent(await plain('#00ff00'), server.operator);
    await set(operatorId, img(id));
    const invoice = await money(server).invoice(
      (await makeCustomer(server, northChild.id)).id,
      '10',
    );
    const before = await read(invoice.id);
    expect(pictures(before)).toBe(1);
    await expect(
      owner.query(`set role backhaul_app; update printed_picture set content = 'x'`),
    ).rejects.toMatchObject({ code: '42501' });
    await owner.query('reset role');
    await set(operatorId, '<p>Another look</p>');
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id: northChild.id, to: south.id },
    );
    expect(hash(await read(invoice.id))).toBe(hash(before));
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id: northChild.id, to: north.id },
    );
    await set(operatorId, null);
  });

  it('is inherited with its template, also by a partner that goes on with a copy of it', async () => {
    const id = await sent(await plain('#0000ff'), server.operator);
    // nothing shows it yet: below, nobody can know of it
    expect(await refused(northChild.id, img(id), northChild.token)).toContain(
      'line 2, column 11: there is no such picture',
    );
    await set(operatorId, img(id));
    await set(northChild.id, `<h1>Ours</h1>${img(id)}`, northChild.token);
    const { pdf, errors } = await preview(
      northChild.id,
      `<h2>Ours</h2>${img(id)}`,
      northChild.token,
    );
    expect([errors, pictures(Buffer.from(pdf!, 'base64'))]).toEqual([[], 1]);
    expect((await fetchAs(server, `/files/${id}`, northChild.token)).status).toBe(404);
    // its own template names it for good, also under another roof
    await set(operatorId, null);
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id: northChild.id, to: south.id },
    );
    const invoice = await money(server).invoice(
      (await makeCustomer(server, northChild.id)).id,
      '10',
    );
    expect(pictures(await read(invoice.id))).toBe(1);
    await server.must(
      'mutation ($id: ID!, $to: ID!) { movePartner(id: $id, parentId: $to) { id } }',
      { id: northChild.id, to: north.id },
    );
    await set(northChild.id, null, northChild.token);
  });

  it('that is not there, or not one’s own, or none, is refused in the same words, with line and column', async () => {
    const picture = await plain('#123456');
    const { login } = await makeCustomer(server, north.id);
    const [theirs, above, below, text, customers] = [
      await sent(picture, south.token),
      await sent(picture, server.operator),
      await sent(picture, northChild.token),
      await sent('no picture', north.token, 'a.txt'),
      await sent(picture, await server.signIn(login, PASSWORD)),
    ];
    const words = (id: string, said: string) => said.replaceAll(id, '<id>');
    const expected = words(NOWHERE, await refused(north.id, img(NOWHERE), north.token));
    expect(expected).toMatch(/^line 2, column 11: there is no such picture of yours/);
    for (const id of [theirs, above, below, text, customers]) {
      expect(words(id, await refused(north.id, img(id), north.token))).toBe(expected);
      const { pdf, picture: pages, errors } = await preview(north.id, img(id), north.token);
      expect([pdf, pages, errors.map((each) => words(id, each))]).toEqual([null, null, [expected]]);
    }
    // the operator sees them all; what counts is whose template it is
    for (const id of [theirs, below, customers])
      expect(words(id, await refused(north.id, img(id)))).toBe(expected);
    await set(north.id, img(above));
    await set(north.id, null);
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect((await preview(north.id, img(theirs), reader.token)).errors).toHaveLength(1);
  });

  it.each([
    ['<img src="http://evil.example/x.png">', 'own files'],
    ['<img src="HTTPS://evil.example/x.png">', 'own files'],
    ['<img src="//evil.example/x.png">', 'own files'],
    ['<img src="FILE:///etc/passwd">', 'own files'],
    ['<img src="Data:image/png;base64,AAAA">', 'own files'],
    [`<img src="ASSET:${NOWHERE}">`, 'own files'],
    [`<img src="asset:../${NOWHERE}">`, 'own files'],
    [`<img src="asset:${NOWHERE}/../x">`, 'own files'],
    ['<img src="asset:banner">', 'own files'],
    [`<img src="&#97;sset:${NOWHERE}">`, 'own files'],
    [`<img src="asset:${NOWHERE.toUpperCase().replaceAll('0', 'A')}">`, 'own files'],
    [`<p>ok</p>{{{default nothing "<img src='asset:${NOWHERE}'>"}}}`, 'no such picture'],
    [`<!-- asset:${NOWHERE} -->`, 'no such picture'],
  ])('written as %s is refused', async (source, problem) => {
    expect(await refused(north.id, source, north.token)).toMatch(
      new RegExp(`^line 1, column \\d+: .*${problem}`),
    );
    expect((await preview(north.id, source, north.token)).errors.join()).toContain(problem);
  });

  it('that a variable names is not shown, whatever somebody wrote into it', async () => {
    const [mine, theirs] = [
      await sent(await plain('#abcdef'), north.token),
      await sent(await plain('#fedcba'), south.token),
    ];
    for (const id of [mine, theirs]) {
      const customer = await makeCustomer(server, north.id, { name: `asset:${id}` });
      const invoice = await money(server).invoice(customer.id, '10', {
        lines: [{ description: id, unitPrice: '1' }],
      });
      for (const source of [
        '<img src="{{customer.name}}"><p>x</p>',
        '<img src="{{default nothing customer.name}}">{{{default nothing "<img src=\'as"}}}set:{{lines.[0].description}}\'><p>x</p>',
      ]) {
        const { pdf, errors } = await preview(north.id, source, north.token, invoice.id);
        expect([errors, pictures(Buffer.from(pdf!, 'base64'))], source).toEqual([[], 0]);
      }
      expect(
        await refused(
          north.id,
          '{{#each lines}}<img src="asset:{{description}}">{{/each}}',
          north.token,
        ),
      ).toContain('own files');
    }
  });

  it('is drawn anew and small, and there are five at most', async () => {
    const large = await sent(await plain('#777777', 3000), north.token);
    await set(north.id, img(large), north.token);
    const {
      rows: [{ content }],
    } = await owner.query('select content from printed_picture where file_id = $1', [large]);
    expect((await sharp(content).metadata()).width).toBeLessThanOrEqual(900);
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push(await sent(await plain(`#00000${i}`), north.token));
    const many = (n: number) =>
      ids
        .slice(0, n)
        .map((id) => `<img src="asset:${id}" alt="x">`)
        .join('\n');
    const { pdf } = await preview(north.id, `${many(5)}\n${many(5)}`, north.token);
    expect(pictures(Buffer.from(pdf!, 'base64'))).toBe(5);
    expect(await refused(north.id, many(6), north.token)).toBe(
      'line 6, column 11: a template shows 5 different pictures at most',
    );
    await set(north.id, null, north.token);
  });

  it('goes on beside the logo, and in a mail it is its words', async () => {
    const id = await sent(PIXEL, north.token);
    await server.must(
      'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
      { p: north.id, i: { logoFileId: id } },
    );
    const other = await sent(await plain('#222222'), north.token);
    const { pdf } = await preview(
      north.id,
      `<img src="{{company.logo}}" alt="Logo">${img(other)}`,
      north.token,
    );
    expect(pictures(Buffer.from(pdf!, 'base64'))).toBeGreaterThanOrEqual(2);
    const { html } = (
      await server.must(PREVIEW, { p: north.id, k: 'INVOICE_MAIL', s: img(other) }, north.token)
    ).previewDocumentTemplate;
    expect(html).toContain('Our van');
    expect(html).not.toContain('<img');
    expect((await story(server).operatorPartner()).id).toBe(operatorId);
  });
});
