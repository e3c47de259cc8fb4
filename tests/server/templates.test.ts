import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { renderer, RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { LAYOUT } from '../../server/src/modules/templates/layout.ts';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, PIXEL, readPdf, upload } from '../support/files.ts';
import { money } from '../support/money.ts';
import {
  makeCustomer,
  makeTenant,
  makeTree,
  makeUser,
  NOWHERE,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  server = await startTestServer({ BUSINESS_DATE: '2026-04-10' });
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
});

const TEMPLATE =
  'query ($p: ID, $k: TemplateKind!) { documentTemplate(kind: $k, partnerId: $p) { kind builtIn inherited source subject partner { id } history { source changedBy } } }';
const SET =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String, $j: String) { setDocumentTemplate(partnerId: $p, kind: $k, source: $s, subject: $j) { builtIn inherited source subject partner { id } history { source } } }';
const PREVIEW =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String!, $j: String, $d: ID) { previewDocumentTemplate(partnerId: $p, kind: $k, source: $s, subject: $j, documentId: $d) { pdf picture html subject errors } }';
const template = async (p: string, k = 'INVOICE_PDF', token = server.operator) =>
  (await server.must(TEMPLATE, { p, k }, token)).documentTemplate;
const set = async (
  p: string,
  s: string | null,
  k = 'INVOICE_PDF',
  token = server.operator,
  j: string | null = null,
) => (await server.must(SET, { p, k, s, j }, token)).setDocumentTemplate;
const preview = async (s: string, more: object = {}, k = 'INVOICE_MAIL', token = north.token) =>
  (await server.must(PREVIEW, { p: north.id, k, s, ...more }, token)).previewDocumentTemplate;

describe('a template', () => {
  it('waits for the turn of whoever tries it, not of the partner that it is for', async () => {
    const child = await makeTenant(server, 'Tried Net', { parentId: north.id });
    const turns = vi.spyOn(renderer, 'run');
    const source = `<p>${'slow '.repeat(20)}</p>`;
    for (const more of [{}, { p: child.id }]) await preview(source, more, 'INVOICE_PDF');
    await set(child.id, source, 'INVOICE_PDF', north.token);
    const owners = turns.mock.calls.map(([, options]) => options?.owner);
    expect(owners).toHaveLength(5);
    expect(new Set(owners)).toEqual(new Set([north.id]));
    turns.mockRestore();
  });

  it('that protects an account is written by those who may set passwords anyway', async () => {
    const clerk = await makeUser(server, north.id, 'FINANCIAL_MANAGER');
    for (const k of ['RESET_MAIL', 'WELCOME_MAIL', 'SECURITY_MAIL'])
      expect(
        await server.refused(
          SET,
          { p: north.id, k, s: '<a href="https://elsewhere.example/?{{link}}">Set it here</a>' },
          clerk.token,
        ),
      ).toMatchObject({ code: 'FORBIDDEN' });
    await set(north.id, '<p>A reminder</p>', 'REMINDER_MAIL', clerk.token);
  });

  it('comes with the product, is inherited down the tree, and returns to the inherited one', async () => {
    expect(await template(northChild.id)).toMatchObject({
      builtIn: true,
      inherited: true,
      subject: null,
      partner: { id: northChild.id },
      history: [],
    });
    await set(operatorId, '<p>Operator {{document.number}}</p>');
    expect(await template(northChild.id)).toMatchObject({
      builtIn: false,
      inherited: true,
      source: '<p>Operator {{document.number}}</p>',
      partner: { id: operatorId },
    });
    await set(north.id, '<p>North</p>', 'INVOICE_PDF', north.token);
    expect(await template(northChild.id)).toMatchObject({
      source: '<p>North</p>',
      partner: { id: north.id },
    });
    // a partner's staff learns nothing of who is above it
    expect(await template(northChild.id, 'INVOICE_PDF', northChild.token)).toMatchObject({
      source: '<p>North</p>',
      partner: { id: northChild.id },
      history: [],
    });
    expect((await template(south.id)).source).toBe('<p>Operator {{document.number}}</p>');
    expect(await set(north.id, null, 'INVOICE_PDF', north.token)).toMatchObject({
      source: '<p>Operator {{document.number}}</p>',
      history: [{ source: null }, { source: '<p>North</p>' }],
    });
    await set(operatorId, null);
    expect((await template(south.id)).builtIn).toBe(true);
  });

  it('of a mail has a subject', async () => {
    expect((await template(north.id, 'INVOICE_MAIL')).subject).toContain('document.number');
    expect(
      await set(
        north.id,
        '<p>Hello {{customer.name}}</p>',
        'INVOICE_MAIL',
        north.token,
        'Yours: {{document.number}}',
      ),
    ).toMatchObject({ subject: 'Yours: {{document.number}}' });
    expect(
      (await server.refused(SET, { p: north.id, k: 'INVOICE_PDF', s: '<p>x</p>', j: 'a subject' }))
        .fields,
    ).toHaveProperty('subject');
    expect(
      (
        await server.refused(SET, {
          p: north.id,
          k: 'INVOICE_MAIL',
          s: '<p>x</p>',
          j: 'two\nlines',
        })
      ).fields,
    ).toHaveProperty('subject');
    await set(north.id, null, 'INVOICE_MAIL', north.token);
  });

  it('lies behind the boundary', async () => {
    for (const [query, variables] of [
      [TEMPLATE, {}],
      [SET, { s: '<p>x</p>' }],
      [PREVIEW, { s: '<p>x</p>' }],
    ] as const) {
      for (const p of [south.id, operatorId, NOWHERE])
        expect(
          (await server.refused(query, { p, k: 'INVOICE_PDF', ...variables }, north.token)).code,
        ).toBe('NOT_FOUND');
    }
    const reader = await makeUser(server, north.id, 'READ_ONLY');
    expect(
      (await server.refused(SET, { p: north.id, k: 'INVOICE_PDF', s: '<p>x</p>' }, reader.token))
        .code,
    ).toBe('FORBIDDEN');
    const theirs = await makeCustomer(server, south.id);
    const invoice = await money(server).invoice(theirs.id, '10');
    expect(
      (
        await server.refused(
          PREVIEW,
          { p: north.id, k: 'INVOICE_PDF', s: '<p>x</p>', d: invoice.id },
          north.token,
        )
      ).code,
    ).toBe('NOT_FOUND');
  });

  it('tells its variables', async () => {
    const { templateVariables } = await server.must(
      'query { templateVariables(kind: INVOICE_PDF) { path list example } }',
    );
    expect(templateVariables).toEqual(
      expect.arrayContaining([
        { path: 'document.number', list: false, example: expect.any(String) },
        { path: 'lines', list: true, example: '' },
        expect.objectContaining({ path: 'lines[].description' }),
        expect.objectContaining({ path: 'customer.customFields.<key>' }),
      ]),
    );
    expect(templateVariables.map((each: { path: string }) => each.path)).not.toContain('entries');
  });
});

describe('a preview', () => {
  it('shows sample data, or a real document, and stores nothing', async () => {
    const mail = await preview(
      '<p>For {{customer.name}}: {{money document.total document.currency}}</p>',
      { j: 'No. {{document.number}}' },
    );
    expect(mail).toMatchObject({ pdf: null, subject: 'No. 202604000007', errors: [] });
    expect(mail.html).toContain('For Amélie Świątek-Öztürk: 34.20\u00a0EUR');
    const { id } = await makeCustomer(server, north.id, { name: 'Grace <b>Bold</b> & Co' });
    const invoice = await money(server).invoice(id, '1234.5');
    const real = await preview(
      '<p>{{customer.name}}</p><p>{{money document.total}} on {{date document.date "iso"}}</p>',
      { d: invoice.id },
      'INVOICE_PDF',
    );
    expect((await readPdf(Buffer.from(real.pdf, 'base64'))).text).toMatch(
      /Grace <b>Bold<\/b> & Co[\s\S]*1,234\.50 on 2026-04-01/,
    );
    expect(real.picture).toMatch(/^<svg [\s\S]*<path/);
    expect((await preview('<p>{{customer.name}}</p>', { d: invoice.id })).html).toContain(
      'Grace &lt;b&gt;Bold&lt;/b&gt; &amp; Co',
    );
    expect((await template(north.id)).builtIn).toBe(true);
  });

  it('of a built-in mail has its link as a button that can be read on every colour', async () => {
    const colour = (c: string | null) =>
      server.must(
        'mutation ($p: ID!, $c: String) { updateCompanyDetails(partnerId: $p, input: { colour: $c }) { name } }',
        { p: north.id, c },
      );
    // one that is too pale for white ink is darkened until it is not
    for (const [chosen, ground] of [
      ['#0f766e', '#0f766e'],
      ['#f5c542', '#846a24'],
    ]) {
      await colour(chosen);
      for (const [k, words] of [
        ['INVOICE_MAIL', 'Open your account'],
        ['RESET_MAIL', 'Choose a new password'],
        ['WELCOME_MAIL', 'Choose your password'],
      ]) {
        const { html, errors } = await preview((await template(north.id, k)).source, {}, k);
        expect(errors).toEqual([]);
        expect(html).toMatch(
          new RegExp(
            `<td style="background-color:${ground};[^"]*"><a href="https?:[^"]+"[^>]* style="display:inline-block;[^"]*color:#ffffff;[^"]*text-decoration:none">${words}</a></td>`,
          ),
        );
      }
    }
    await colour(null);
  });

  it.each([
    ['<p>\n  {{#if a}}</p>', 'line 2, column 3: {{#if}} is not closed: {{/if}} is missing'],
    [
      '<p>ok</p>\n<p>A text of some length, {{customer.name}, goes on</p>',
      'line 2, column 27: this placeholder is not closed: }} is missing',
    ],
    ['<p>{{#if a}}\n{{#each b}}\n{{/if}}</p>', 'line 2, column 1: {{#each}} is closed by {{/if}}'],
    ['<p>x</p>\n {{/if}}', 'line 2, column 2: {{/if}} closes nothing'],
    ['{{else}}', 'outside of a block'],
    ['{{money document.total "x}}', 'line 1, column 24: the text in quotes is not closed'],
    ['<p>x</p>\n{{!-- {{#if a}}', 'line 2, column 7: this placeholder cannot be read'],
    ['{{a}}\n{{!-- b', 'line 2, column 1: this comment is not closed: --}} is missing'],
    ['<p>{{ }}</p>', 'line 1, column 7: something is missing before }}'],
    ['<p>\n  {{nope document.number}}</p>', 'line 2, column 3: there is no helper "nope"'],
    ['<p>{{document.constructor}}</p>', 'line 1, column 6: "constructor"'],
    ['<p>ok</p>\n\n <script>alert(1)</script>', 'line 3, column 2: <script> is not allowed'],
    ['{{> other}}', 'cannot include'],
    ['{{#*inline "x"}}{{/inline}}', 'not allowed'],
    ['{{#> layout}}x{{/layout}}', 'cannot include'],
    ['{{lookup document "constructor"}}', 'there is no helper "lookup"'],
    ['{{log "x"}}', 'there is no helper "log"'],
    ['<img src="https://evil.example/x.png">', 'own files'],
    ['<img src="file:///etc/passwd">', 'own files'],
    ['<img src="data:image/png;base64,AAAA">', 'own files'],
    ['<p onclick="x()">a</p>', 'attribute "onclick"'],
    ['<a href="javascript:alert(1)">x</a>', 'a link must begin'],
    ['<iframe src="/"></iframe>', '<iframe> is not allowed'],
    ['<style>p{}</style>', '<style> is not allowed'],
    [`${'{{#if a}}'.repeat(20)}${'{{/if}}'.repeat(20)}`, 'nested 12 deep'],
    ['x'.repeat(100_001), '100000 characters'],
    ['{{#with __proto__}}x{{/with}}', '__proto__'],
    ['{{#document}}x{{/document}}', 'is no block'],
  ])('names line and column of what is wrong: %s', async (source, problem) => {
    const { pdf, html, errors } = await preview(source, {}, 'INVOICE_PDF');
    expect([pdf, html]).toEqual([null, null]);
    expect(errors.join('\n')).toContain(problem);
    expect(errors[0]).toMatch(/^line \d+, column \d+: /);
    expect(
      (await server.refused(SET, { p: north.id, k: 'INVOICE_PDF', s: source }, north.token)).fields
        ?.source,
    ).toContain(problem);
  });

  it('runs nothing that a template writes into the page', async () => {
    const { html } = await preview(
      "{{{default customer.nothing \"<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>a</a><p style='background:url(https://evil.example)'>b</p><svg onload=alert(4)></svg>\"}}}",
    );
    expect(html).not.toMatch(/script|onerror|javascript|evil|svg/i);
    expect(html).toContain('<p>b</p>');
    const subject = await preview('<p>x</p>', { j: '{{default customer.nothing "a\u2028b"}}' });
    expect(subject.subject).toBe('a b');
  });

  it('ends what would never end, and goes on with the next', async () => {
    const blowUp =
      '{{#each lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{#each @root.lines}}{{@root.customer.name}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}{{/each}}';
    const started = Date.now();
    expect((await preview(blowUp)).errors[0]).toMatch(/repeats itself|2 MB/);
    expect(Date.now() - started).toBeLessThan(5000);
    expect((await preview('<p>fine</p>')).errors).toEqual([]);
  });
});

describe('the renderer', () => {
  const job = (source: string, data: unknown, page = true) => ({
    op: 'render' as const,
    page,
    source,
    subject: null,
    data: JSON.stringify(data),
    title: 'T',
    author: 'A',
    lang: 'en',
    layout: LAYOUT,
    issuedAt: 1_775_000_000,
    assets: [],
  });

  it('kills a document that takes too long, fails it, and goes on', async () => {
    const pool = new RenderPool(1, { jobMs: 2000, jobs: 100, rss: 1e9 });
    expect((await pool.run(job('<p>one</p>', {}))).ok).toBe(true);
    // allowed in size, but more nested tables than can be laid out in the time
    const endless = job(
      `{{#each a}}${'<table><tr><td>'.repeat(11)}{{this}}${'</td></tr></table>'.repeat(11)}{{/each}}`,
      { a: Array.from({ length: 1500 }, (_, i) => i) },
    );
    await expect(pool.run(endless)).rejects.toThrow('longer than five seconds');
    expect((await pool.run(job('<p>two</p>', {}))).ok).toBe(true);
    expect(pool.seen.started).toBe(2);
    pool.close();
  });

  it('replaces its processes, and answers everything that waits', async () => {
    const pool = new RenderPool(1, { jobMs: 5000, jobs: 3, rss: 1e9 });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        pool.run(job(`<p>${i}</p>`, {}, false), { bulk: i % 2 === 0 }),
      ),
    );
    expect(answers.map((answer) => answer.text)).toEqual(
      Array.from({ length: 8 }, (_, i) => String(i)),
    );
    expect(pool.seen.started).toBe(3);
    pool.close();
  });

  it('takes text for text: no function, no object, no prototype', async () => {
    const pool = new RenderPool(1);
    const answer = await pool.run(
      job(
        '<p>[{{a}}{{b}}{{toString}}{{c.[0]}}]</p>',
        { a: { x: 1 }, b: null, c: ['first'] },
        false,
      ),
    );
    expect(answer.text).toMatch(/^\[(\[object Object\])?first\]$/);
    expect(
      (
        await pool.run({
          ...job('', {}),
          source: { type: 'Program', body: [] } as unknown as string,
        })
      ).ok,
    ).toBe(false);
    pool.close();
  });
});

describe('company details', () => {
  const DETAILS =
    'query ($p: ID!) { companyDetails(partnerId: $p) { name street city iban colour logoUrl invoiceFooter email overridden provenance { key origin originName setBy } partner { id } } }';
  const UPDATE =
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name iban colour logoUrl overridden } }';
  const details = async (p: string, token = server.operator) =>
    (await server.must(DETAILS, { p }, token)).companyDetails;

  it("are the partner's own name until somebody sets them, and are inherited from then on", async () => {
    expect(await details(northChild.id)).toMatchObject({
      name: 'North Village',
      street: null,
      overridden: [],
      colour: '#0F766E',
    });
    await server.must(
      UPDATE,
      {
        p: north.id,
        i: {
          name: 'North Net GmbH',
          street: '1 Fjord Road',
          iban: 'de02 1203 0000 0000 2020 51',
          colour: '#ABC',
        },
      },
      north.token,
    );
    expect(await details(northChild.id)).toMatchObject({
      name: 'North Net GmbH',
      street: '1 Fjord Road',
      iban: 'DE02120300000000202051',
      colour: '#aabbcc',
      overridden: [],
      partner: { id: northChild.id },
    });
    expect((await details(northChild.id)).provenance).toContainEqual({
      key: 'name',
      origin: 'INHERITED',
      originName: 'North Net',
      setBy: expect.stringContaining('ADMINISTRATOR'),
    });
    // its own staff sees that it is inherited, not from whom
    expect((await details(northChild.id, northChild.token)).provenance).toContainEqual({
      key: 'name',
      origin: 'INHERITED',
      originName: null,
      setBy: null,
    });
    // with a name of its own it is somebody else: nothing of who the partner above is stands beside it
    const own = { name: 'Village GmbH', street: '2 Village Lane' };
    await server.must(UPDATE, { p: northChild.id, i: own });
    expect(await details(northChild.id)).toMatchObject({
      name: 'Village GmbH',
      street: '2 Village Lane',
      iban: null,
      colour: '#aabbcc',
    });
    expect((await details(northChild.id)).provenance).toContainEqual({
      key: 'iban',
      origin: 'BUILT_IN',
      originName: null,
      setBy: null,
    });
    await server.must(UPDATE, { p: northChild.id, i: { name: null, street: null } });
    expect(await details(northChild.id)).toMatchObject({ street: '1 Fjord Road', overridden: [] });
    expect((await details(south.id)).name).toBe('South Net');
  });

  it('refuses what cannot be, by its name, and strangers', async () => {
    for (const [field, value] of [
      ['iban', 'DE02120300000000202052'],
      ['bic', 'XX'],
      ['colour', 'url(x)'],
      ['email', 'nobody'],
      ['name', 'two\nlines'],
      ['website', 'javascript:alert(1)'],
      ['logoFileId', 'x'],
    ]) {
      expect(
        (await server.refused(UPDATE, { p: north.id, i: { [field]: value } })).fields,
        field,
      ).toHaveProperty(field);
    }
    const several = { iban: 'DE02120300000000202052', email: 'nobody', name: 'two\nlines' };
    expect(
      Object.keys((await server.refused(UPDATE, { p: north.id, i: several })).fields ?? {}).sort(),
    ).toEqual(Object.keys(several).sort());
    for (const p of [south.id, operatorId, NOWHERE])
      for (const query of [DETAILS, UPDATE])
        expect((await server.refused(query, { p, i: { name: 'Mine' } }, north.token)).code).toBe(
          'NOT_FOUND',
        );
  });

  it('have a logo that is shown wherever it is inherited, and nowhere else', async () => {
    const { id } = (await (await upload(server, 'logo.png', PIXEL, north.token)).json()) as {
      id: string;
    };
    const text = (await (await upload(server, 'logo.txt', 'no picture', north.token)).json()) as {
      id: string;
    };
    const theirs = (await (await upload(server, 'logo.png', PIXEL, south.token)).json()) as {
      id: string;
    };
    expect(
      (await server.refused(UPDATE, { p: north.id, i: { logoFileId: text.id } })).fields,
    ).toHaveProperty('logoFileId');
    for (const logoFileId of [theirs.id, NOWHERE])
      expect((await server.refused(UPDATE, { p: north.id, i: { logoFileId } })).code).toBe(
        'NOT_FOUND',
      );
    expect((await fetchAs(server, `/files/${id}`, northChild.token)).status).toBe(404);
    await server.must(UPDATE, { p: north.id, i: { logoFileId: id } }, north.token);
    expect((await details(northChild.id, northChild.token)).logoUrl).toBe(`/files/${id}`);
    expect((await fetchAs(server, `/files/${id}`, northChild.token)).status).toBe(200);
    expect((await fetchAs(server, `/files/${id}`, south.token)).status).toBe(404);
    const { pdf } = (
      await server.must(
        PREVIEW,
        {
          p: northChild.id,
          k: 'INVOICE_PDF',
          s: '<img src="{{company.logo}}" alt="{{company.name}}"><p>Logo</p>',
        },
        northChild.token,
      )
    ).previewDocumentTemplate;
    expect(Buffer.from(pdf, 'base64').toString('latin1')).toContain('/Subtype /Image');
  });
});
