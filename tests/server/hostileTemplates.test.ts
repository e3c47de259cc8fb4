import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { RenderPool } from '../../server/src/modules/printing/rendering/pool.ts';
import { LAYOUT } from '../../server/src/modules/templates/layout.ts';
import { type RenderJob } from '../../server/src/modules/printing/rendering/protocol.ts';
import { fetchAs, PIXEL, readPdf, upload } from '../support/files.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { money } from '../support/money.ts';
import { RENDERER } from '../support/process.ts';
import { confirm, preview as previewRun, story } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTree, type Tenant } from '../support/tenants.ts';

let server: TestServer, mailbox: Mailbox;
let north: Tenant, south: Tenant;
let cash: ReturnType<typeof money>;
const pool = new RenderPool(1);
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({
    BUSINESS_DATE: '2026-04-10',
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'billing@isp.example',
    OUTBOUND_PRIVATE: 'allow',
  });
  ({ north, south } = await makeTree(server));
  cash = money(server);
});
afterAll(async () => {
  pool.close();
  await server.stop();
  await mailbox.close();
});

const PREVIEW =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String!, $j: String, $d: ID) { previewDocumentTemplate(partnerId: $p, kind: $k, source: $s, subject: $j, documentId: $d) { pdf html subject errors } }';
const SET =
  'mutation ($p: ID!, $k: TemplateKind!, $s: String, $j: String) { setDocumentTemplate(partnerId: $p, kind: $k, source: $s, subject: $j) { builtIn } }';
const preview = async (s: string, more: object = {}, tenant = north) =>
  (await server.must(PREVIEW, { p: tenant.id, k: 'INVOICE_MAIL', s, ...more }, tenant.token))
    .previewDocumentTemplate;
/** Straight to the renderer, as a source that nobody checked. */
const unchecked = (source: string, data: unknown, more: object = {}) =>
  pool.run({
    op: 'render' as const,
    page: false,
    source,
    subject: null as string | null,
    data: JSON.stringify(data),
    title: 'T',
    author: 'A',
    lang: 'en',
    layout: LAYOUT,
    issuedAt: 1_775_000_000,
    assets: [],
    ...more,
  });

describe('a template reaches nothing but its data', () => {
  const SPELLINGS = [
    '{{constructor}}',
    '{{{constructor}}}',
    '{{& constructor}}',
    '{{this.constructor}}',
    '{{@root.constructor}}',
    '{{customer.constructor}}',
    '{{customer.constructor.constructor}}',
    '{{customer/constructor}}',
    '{{customer.[constructor]}}',
    '{{customer.name.constructor}}',
    '{{__proto__}}',
    '{{customer.__proto__}}',
    '{{customer.[__proto__]}}',
    '{{customer.__proto__.toString}}',
    '{{#with __proto__}}{{toString}}{{/with}}',
    '{{#with customer}}{{#with constructor}}{{name}}{{/with}}{{/with}}',
    '{{#each customer.constructor}}{{this}}{{/each}}',
    '{{toString}}',
    '{{customer.toString}}',
    '{{customer.hasOwnProperty}}',
    '{{customer.valueOf}}',
    '{{lines.map}}',
    '{{lines.constructor}}',
    '{{#each lines}}{{../constructor}}{{/each}}',
    '{{#each lines as |line constructor|}}{{line.constructor}}{{/each}}',
    '{{@root.__proto__}}',
    '{{@root.[constructor]}}',
    '{{__defineGetter__}}',
    '{{customer.__lookupGetter__}}',
    '{{#if constructor}}inside{{/if}}',
    '{{#if customer.constructor}}inside{{/if}}',
    '{{money constructor}}',
    '{{default constructor "x"}}',
    '{{upper customer.constructor}}',
    '{{money customer.name a=constructor}}',
    '{{default (upper constructor) "x"}}',
    '{{prototype}}',
    '{{@partial-block}}',
    '{{@data}}',
    '{{helpers}}',
    '{{@root.helpers}}',
    '{{process}}',
    '{{require}}',
    '{{globalThis}}',
  ];
  it.each(SPELLINGS)('%s', async (source) => {
    const checked = await preview(source);
    const blind = await unchecked(source, { customer: { name: 'N' }, lines: [{}] });
    for (const text of [checked.html ?? '', blind.text ?? ''])
      expect(text).not.toMatch(/function|native code|\[object|=>|inside|process/i);
    expect(checked.html !== null || checked.errors.length > 0).toBe(true);
  });

  it.each([
    '{{lookup customer "constructor"}}',
    '{{log customer}}',
    '{{helperMissing}}x{{/helperMissing}}',
    '{{blockHelperMissing customer}}',
    '{{unknown customer}}',
    '{{> partial}}',
    '{{> (lookup . "name")}}',
    '{{#> layout}}x{{/layout}}',
    '{{#*inline "a"}}x{{/inline}}{{> a}}',
    '{{* decorator}}',
    '{{#*decorator}}x{{/decorator}}',
    '{{{{raw}}}}x{{{{/raw}}}}',
    '{{#customer}}x{{/customer}}',
    '{{^customer}}x{{/customer}}',
    '{{if customer}}',
    '{{#money customer.name}}x{{/money}}',
  ])('refuses %s where it is written and where it is rendered', async (source) => {
    expect((await preview(source)).errors[0]).toMatch(/^line \d+, column \d+: /);
    const blind = await unchecked(source, { customer: { name: 'N' } });
    expect(blind.ok ? blind.text : '').not.toMatch(/x|N/);
  });

  it('is text and nothing else', async () => {
    for (const source of [{ type: 'Program', body: [] }, ['<p>x</p>'], 7, { toString: 'x' }]) {
      const { errors } = await server.ask(
        PREVIEW,
        { p: north.id, k: 'INVOICE_MAIL', s: source },
        north.token,
      );
      expect(errors?.[0].extensions.code).toBe('BAD_USER_INPUT');
    }
    expect(
      (
        await pool.run({
          op: 'check',
          source: { type: 'Program', body: [] } as unknown as string,
          subject: null,
        })
      ).problems?.[0].problem,
    ).toBe('must be text');
    expect((await unchecked({ type: 'Program', body: [] } as unknown as string, {})).ok).toBe(
      false,
    );
  });
});

describe('a template shows nothing but words and its own pictures', () => {
  it.each([
    ['<p style="background:url(https://evil.example/x)">a</p>', /url|evil/],
    ['<p style="background-image:url(\'//evil.example\')">a</p>', /url|evil/],
    ['<p style="width:expression(alert(1))">a</p>', /expression|alert/],
    ['<p style="color:red;behavior:url(x.htc)">a</p>', /behavior|htc/],
    ['<p style="-moz-binding:url(x)">a</p>', /binding/],
    ['<p style="color:r\\65 d;background:\\75 rl(x)">a</p>', /\\|rl\(/],
    ['<p style="position:fixed;top:0">a</p>', /position|top:/],
    ['{{{default nothing "<a href=\'javascript:alert(1)\'>a</a>"}}}', /javascript/],
    ['{{{default nothing "<a href=\' java&#115;cript:alert(1)\'>a</a>"}}}', /script/],
    [
      "{{{default nothing \"<a href='JaVaScRiPt:alert(1)'>a</a><a href='data:text/html,x'>b</a><a href='vbscript:x'>c</a><a href='//evil.example'>d</a>\"}}}",
      /script|data:|evil/i,
    ],
    [
      '{{{default nothing "<img src=https://evil.example/x.png><img src=file:///etc/passwd><img src=data:image/png;base64,AAAA><img src=\'\\\\\\\\evil\\\\x\'><img src=asset:../../etc/passwd>"}}}',
      /evil|passwd|base64|<img/,
    ],
    [
      '{{{default nothing "<script>alert(1)</script><SCRIPT src=//evil.example></SCRIPT><scr<script>ipt>alert(2)</script>"}}}',
      /<script|alert\(1\)|evil/i,
    ],
    [
      '{{{default nothing "<svg><a href=x></svg><math><mi xlink:href=\'data:x\'></math><iframe srcdoc=x></iframe><object data=x></object><embed src=x><form action=//evil><input autofocus onfocus=x></form><meta http-equiv=refresh content=0><link rel=stylesheet href=//evil><base href=//evil>"}}}',
      /svg|math|iframe|object|embed|form|input|meta http|link rel|base/i,
    ],
    [
      '{{{default nothing "<p onclick=x onmouseover=\'y\' id=z class=w title=t>a</p><!-- c --><![CDATA[<b onx=1>]]>"}}}',
      /onclick|onmouse|class=|title=|CDATA|<!--/,
    ],
    [
      '{{{default nothing "<p style=\\"color:red\\" style=\\"background:url(x)\\">a</p><p/onclick=x>b</p>"}}}',
      /url|onclick/,
    ],
  ])('%s', async (source, never) => {
    const { html, errors } = await preview(source);
    const body = /<div style="max-width[\s\S]*/.exec(html ?? '')?.[0] ?? '';
    expect(body).not.toMatch(never);
    expect(html !== null || errors.length > 0).toBe(true);
    const page = (
      await server.must(PREVIEW, { p: north.id, k: 'INVOICE_PDF', s: source }, north.token)
    ).previewDocumentTemplate;
    const raw = Buffer.from(page.pdf ?? '', 'base64').toString('latin1');
    expect(raw).not.toMatch(/javascript|evil\.example|passwd|\/JS\b/i);
  });

  it('another partner’s file is no picture of its own', async () => {
    const { id: theirs } = (await (await upload(server, 'a.png', PIXEL, south.token)).json()) as {
      id: string;
    };
    const { id: own } = (await (await upload(server, 'b.png', PIXEL, north.token)).json()) as {
      id: string;
    };
    for (const [source, problem] of [
      [`<img src="asset:${theirs}"><p>text</p>`, 'no such picture'],
      [`<img src="/files/${own}"><p>text</p>`, 'own files'],
      ['<img src="{{customer.name}}"><p>text</p>', null],
    ]) {
      const { pdf, errors } = (
        await server.must(PREVIEW, { p: north.id, k: 'INVOICE_PDF', s: source }, north.token)
      ).previewDocumentTemplate;
      if (problem === null)
        expect(Buffer.from(pdf, 'base64').toString('latin1')).not.toContain('/Subtype /Image');
      else expect([pdf, errors[0]]).toEqual([null, expect.stringContaining(problem!)]);
    }
  });

  it('what people are called is printed as they wrote it', async () => {
    const name =
      '{{constructor}} {{#each}} <b>B</b> &amp; #eval("1+1") $x^2$ *star* _line_ @ref <l> \\u{41} // c `raw` [x](y) "q" \'s\' ~ -- ...';
    const { id } = await makeCustomer(server, north.id, {
      name,
      street: '#set page(width: 1pt)',
      city: '<script>alert(1)</script>',
    });
    const invoice = await cash.invoice(id, '10', {
      lines: [
        {
          description:
            '#import "@preview/x:1.0.0" {{document.number}} <img src=x onerror=alert(1)>',
          unitPrice: '10',
        },
      ],
    });
    const { text } = await readPdf(
      await (await fetchAs(server, `/documents/invoices/${invoice.id}.pdf`)).arrayBuffer(),
    );
    const flat = (words: string) => words.normalize('NFKC').replace(/\s+/g, '');
    for (const words of [
      name,
      '#set page(width: 1pt)',
      '<script>alert(1)</script>',
      '#import "@preview/x:1.0.0" {{document.number}} <img src=x onerror=alert(1)>',
    ])
      expect(flat(text)).toContain(flat(words));
    const { html } = await preview('<p>{{customer.name}}</p>', { d: invoice.id });
    expect(html).toContain('{{constructor}} {{#each}} &lt;b&gt;B&lt;/b&gt; &amp;amp; #eval(');
  });

  it('a subject stays one line, whatever stands in it', async () => {
    const { subject } = await unchecked(
      '<p>x</p>',
      { a: 'Hello\r\nBcc: evil@example.org\r\n\r\nbody', b: '\u2028X\u0085Y\u0000Z\u001b' },
      { subject: 'S {{a}} {{{b}}}' },
    );
    expect(subject!.replace(/ +/g, ' ')).toBe('S Hello Bcc: evil@example.org body X Y Z');
    for (const j of ['a\nBcc: x@y.example', 'a\rb', 'a\u2028b'])
      expect(
        (
          await server.refused(
            SET,
            { p: north.id, k: 'INVOICE_MAIL', s: '<p>x</p>', j },
            north.token,
          )
        ).fields,
      ).toHaveProperty('subject');
    expect(
      (await unchecked('<p>x</p>', { a: 'x'.repeat(5000) }, { subject: '{{a}}' })).subject,
    ).toHaveLength(300);
  });
});

describe('a template ends', () => {
  const each = (depth: number, inner: string) =>
    `${'{{#each @root.lines}}'.repeat(depth)}${inner}${'{{/each}}'.repeat(depth)}`;
  it.each([
    ['loops in loops', each(11, '{{@root.customer.name}}')],
    ['loops that say nothing', each(11, '')],
    ['much text in few steps', each(6, 'x'.repeat(5000))],
    ['100 kB', 'x'.repeat(100_001)],
    ['deep blocks', `${'{{#if document}}'.repeat(3000)}x${'{{/if}}'.repeat(3000)}`],
    ['deep elements', '<div>'.repeat(20_000)],
    ['deep tables', '<table><tr><td>'.repeat(6000)],
    ['many attributes', `<p ${'style="color:red" '.repeat(5000)}>x</p>`],
    ['deep parentheses', `{{default ${'(upper '.repeat(3000)}"x"${')'.repeat(3000)}}}`],
    ['open brackets', '{{'.repeat(40_000)],
    ['open tags', '<'.repeat(90_000)],
  ])('%s', async (_name, source) => {
    const started = Date.now();
    for (const k of ['INVOICE_MAIL', 'INVOICE_PDF']) {
      const { errors, pdf, html } = (
        await server.must(PREVIEW, { p: north.id, k, s: source }, north.token)
      ).previewDocumentTemplate;
      expect(errors.length > 0 || (pdf ?? html)!.length < 2_000_000).toBe(true);
    }
    expect(Date.now() - started).toBeLessThan(11_000);
    expect((await preview('<p>fine</p>')).errors).toEqual([]);
  });

  it('names parentheses and blocks that are nested too deep, before anything is made of them', async () => {
    const nested = (depth: number) =>
      preview(`<p>{{upper ${'(upper '.repeat(depth)}"x"${')'.repeat(depth)}}}</p>`);
    expect((await nested(12)).errors).toEqual([]);
    expect((await nested(13)).errors).toEqual([
      expect.stringContaining('blocks and parentheses may be nested 12 deep at most'),
    ]);
  });

  /** Small in size, but its nested tables are measured again and again: seconds, and a gigabyte. */
  const SLOW = `{{#each a}}${'<table><tr><td>a</td><td>'.repeat(8)}x${'</td></tr></table>'.repeat(8)}{{/each}}`;
  const MANY = { a: Array.from({ length: 1000 }, (_, i) => i) };
  const job = (
    source: string,
    data: unknown,
  ): Omit<Extract<RenderJob, { op: 'render' }>, 'id'> => ({
    op: 'render',
    page: true,
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

  it('and one that has to be killed holds up neither its neighbour at the same time nor the next', async () => {
    const two = new RenderPool(2, { jobMs: 1200, jobs: 1000, rss: 1e9, peak: 4e9 });
    await Promise.all([1, 2].map(() => two.run(job('<p>warm</p>', {}))));
    const hostile = job(SLOW, MANY);
    let killed = 0;
    const hostiles = Array.from({ length: 4 }, () =>
      two.run(hostile, { owner: 'hostile' }).catch((error: Error) => {
        killed++;
        return error;
      }),
    );
    // both processes are the hostile one's at first: it is killed, and from then on it has one at a time
    const neighbour = async (n: number) =>
      expect((await two.run(job(`<p>neighbour ${n}</p>`, {}), { owner: 'neighbour' })).ok).toBe(
        true,
      );
    await neighbour(0);
    expect(killed).toBeLessThan(hostiles.length);
    for (let n = 1; n < 12; n++) await neighbour(n);
    expect(
      (await Promise.all(hostiles)).every(
        (each) => each instanceof Error && each.message.includes('longer than five seconds'),
      ),
    ).toBe(true);
    two.close();
  });

  it('and one that takes too much memory is killed before it has it', async () => {
    const own = new RenderPool(1, { jobMs: 20_000, jobs: 1000, rss: 1e9, peak: 350e6 });
    await own.run(job('<p>warm</p>', {}));
    await expect(own.run(job(SLOW, MANY))).rejects.toThrow('takes more memory');
    expect((await own.run(job('<p>next</p>', {}))).ok).toBe(true);
    expect(own.seen.rss).toBeLessThan(400e6);
    own.close();
  });

  it('its process has no environment, no secrets and no way out', async () => {
    const previous = process.env.SECRET_FOR_TEST;
    process.env.SECRET_FOR_TEST = 'a secret';
    const own = new RenderPool(1);
    expect((await own.run(job('<p>x</p>', {}))).ok).toBe(true);
    const { readdirSync, readFileSync } = await import('node:fs');
    const children = readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .flatMap((pid) => {
        try {
          return RENDERER.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')) &&
            readFileSync(`/proc/${pid}/stat`, 'utf8')
              .replace(/^.*\) /s, '')
              .split(' ')[1] === String(process.pid)
            ? [readFileSync(`/proc/${pid}/environ`, 'utf8')]
            : [];
        } catch {
          return [];
        }
      });
    expect(children.length).toBeGreaterThan(0);
    for (const environment of children)
      expect(environment).not.toMatch(/SECRET|DATABASE|a secret|PASSWORD/);
    own.close();
    if (previous === undefined) delete process.env.SECRET_FOR_TEST;
  });
});

describe('a template that was accepted and fails with a real document', () => {
  // more than 50,000 repetitions, but only for an invoice of many lines
  const FAILING =
    '{{#each lines}}{{#each @root.lines}}{{#each @root.lines}}x{{/each}}{{/each}}{{/each}}<p>{{document.number}}</p>';

  it('stops no run; its documents say what to do, its messages fail with words, and both go on once it is corrected', async () => {
    await server.must(SET, { p: north.id, k: 'INVOICE_PDF', s: FAILING }, north.token);
    const { id } = await makeCustomer(server, north.id, {
      name: 'Many Services',
      email: 'many@home.example',
    });
    const tariffId = await makeTariff(server, [north.id], { price: '1' });
    for (let n = 0; n < 38; n++)
      await story(server).service({ customerId: id, tariffId, startDate: '2026-04-01' });
    await server.must(
      'mutation ($p: ID!) { updateNotificationSettings(partnerId: $p, input: { invoiceAutoSend: true, invoiceDelayHours: 0, attachPdf: true, weekdays: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 }) { attachPdf } }',
      { p: north.id },
    );
    const [run] = await previewRun(server, { date: '2026-04-01', partnerIds: [north.id] });
    expect((await confirm(server, run)).status).toBe('PROCESSED');
    const [invoice] = (await story(server).customerNow(id)).invoices.nodes;

    const refused = await fetchAs(server, `/documents/invoices/${invoice.id}.pdf`);
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as { error: string }).error).toMatch(
      new RegExp(
        `Invoice ${invoice.number}: the template INVOICE_PDF could not be rendered: .*repeats itself.* Correct the template, then renew the document`,
      ),
    );
    const message = async () =>
      (
        await server.must(
          'query ($i: ID!) { messages(filter: { invoiceId: $i }, sort: [{ field: "createdAt", order: DESC }]) { nodes { id status error } } }',
          { i: invoice.id },
        )
      ).messages.nodes[0];
    await vi.waitFor(
      async () => {
        expect((await message()).status).toBe('FAILED');
      },
      { timeout: 15_000, interval: 200 },
    );
    expect((await message()).error).toMatch(/could not be rendered: .*repeats itself/);

    await server.must(SET, { p: north.id, k: 'INVOICE_PDF', s: null }, north.token);
    expect((await fetchAs(server, `/documents/invoices/${invoice.id}.pdf`)).status).toBe(409);
    await server.must(
      'mutation ($id: ID!) { renewInvoiceDocument(id: $id, reason: "its template failed") { id } }',
      { id: invoice.id },
    );
    expect((await fetchAs(server, `/documents/invoices/${invoice.id}.pdf`)).status).toBe(200);
    await server.must('mutation ($id: ID!) { sendInvoice(id: $id) { id } }', { id: invoice.id });
    await vi.waitFor(
      () => {
        expect(mailbox.of('many@home.example')).toHaveLength(1);
      },
      { timeout: 15_000, interval: 200 },
    );
    expect(mailbox.of('many@home.example')[0].mail.attachments[0].contentType).toBe(
      'application/pdf',
    );
  });

  it('leaves receipts readable, which nobody can renew', async () => {
    await server.must(
      SET,
      {
        p: north.id,
        k: 'RECEIPT_PDF',
        s: `${'{{#each @root}}'.repeat(8)}${'{{/each}}'.repeat(8)}<p>{{payment.method}}</p>`,
      },
      north.token,
    );
    const { id } = await makeCustomer(server, north.id, { name: 'Paying' });
    const payment = await cash.pay(id, '7');
    const answer = await fetchAs(server, `/documents/receipts/${payment.id}.pdf`);
    expect(answer.status).toBe(200);
    expect((await readPdf(await answer.arrayBuffer())).text.slice(0, 2000)).toContain(
      payment.receiptNumber,
    );
    await server.must(SET, { p: north.id, k: 'RECEIPT_PDF', s: null }, north.token);
  });
});
