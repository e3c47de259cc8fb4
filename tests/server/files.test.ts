import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { fetchAs, PIXEL, upload, zipOf } from '../support/files.ts';
import {
  makeCustomer,
  makeTree,
  makeUser,
  NOWHERE,
  PASSWORD,
  type Tenant,
} from '../support/tenants.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant;
beforeAll(async () => {
  server = await startTestServer();
  ({ north, northChild, south } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
});

const DOCX = {
  '[Content_Types].xml':
    '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  'word/document.xml': '<w:document/>',
};
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('a file that is sent', () => {
  it('is stored with the type of its content, whatever its name claims', async () => {
    const picture = (format: 'jpeg' | 'webp' | 'gif') =>
      sharp({ create: { width: 4, height: 3, channels: 3, background: '#123456' } })
        [format]()
        .toBuffer();
    const cases: [string, Buffer | string, string][] = [
      ['photo.png', PIXEL, 'image/png'],
      ['wrong.txt', PIXEL, 'image/png'],
      ['photo.jpg', await picture('jpeg'), 'image/jpeg'],
      ['photo.webp', await picture('webp'), 'image/webp'],
      ['photo.gif', await picture('gif'), 'image/gif'],
      ['contract.pdf', '%PDF-1.7\n%%EOF', 'application/pdf'],
      ['note.txt', 'Grüße, Zoë\n', 'text/plain'],
      ['list.csv', 'a;b\n1;2\n', 'text/csv'],
      ['list', 'a,b\n1,2\n', 'text/csv'],
      [
        'letter.docx',
        zipOf(DOCX),
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      [
        'sheet.ods',
        zipOf({
          mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
          'content.xml': '<x/>',
        }),
        'application/vnd.oasis.opendocument.spreadsheet',
      ],
    ];
    for (const [name, content, type] of cases) {
      const answer = await upload(server, name, content);
      expect(answer.status, name).toBe(201);
      const file = (await answer.json()) as {
        id: string;
        name: string;
        type: string;
        size: number;
      };
      expect(file, name).toEqual({
        id: expect.any(String),
        name: expect.any(String),
        type,
        size: Buffer.byteLength(content),
      });
      const back = await fetchAs(server, `/files/${file.id}`);
      expect(back.status).toBe(200);
      expect(back.headers.get('content-type')).toContain(type);
      expect(back.headers.get('x-content-type-options')).toBe('nosniff');
      expect(back.headers.get('content-disposition')).toMatch(
        type.startsWith('image/') ? /^inline/ : /^attachment/,
      );
      expect(back.headers.get('content-security-policy')).toContain("default-src 'none'");
      const head = await fetchAs(server, `/files/${file.id}`, undefined, 'HEAD');
      expect([head.headers.get('content-length'), await head.text()]).toEqual([
        String(file.size),
        '',
      ]);
      expect(
        Buffer.from(await back.arrayBuffer()).equals(Buffer.from(content as Buffer)),
        name,
      ).toBe(true);
    }
  });

  it('is refused when it is of no accepted type, or only pretends to be', async () => {
    const huge = await sharp({
      create: { width: 9000, height: 6000, channels: 3, background: '#fff' },
    })
      .png()
      .toBuffer();
    const refused: [string, Buffer | string][] = [
      ['logo.svg', SVG],
      ['logo.png', SVG],
      ['spaced.txt', `\n\n  <!-- x --> ${SVG}`],
      ['page.txt', '<!DOCTYPE html><body onload=alert(1)>'],
      [
        'data.xml',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      ],
      ['poly.gif', 'GIF89a/*<script>alert(1)</script>*/=1;'],
      [
        'poly.png',
        Buffer.concat([PIXEL.subarray(0, 8), Buffer.from('<html><script>alert(1)</script>')]),
      ],
      ['huge.png', huge],
      ['program.exe', Buffer.from('4d5a90000300000004000000ffff0000', 'hex')],
      ['archive.zip', zipOf({ 'a.txt': 'hello' })],
      ['script.sh', Buffer.from('#!/bin/sh\n\u0000')],
      [
        'macro.docx',
        zipOf({
          ...DOCX,
          '[Content_Types].xml': DOCX['[Content_Types].xml'].replace(
            '</Types>',
            '<Override ContentType="application/vnd.ms-office.vbaProject"/></Types>',
          ),
        }),
      ],
      ['bomb.docx', zipOf({ ...DOCX, 'word/media.bin': Buffer.alloc(5_000_000) }, {})],
      [
        'lying.docx',
        zipOf({ ...DOCX, 'word/media.bin': 'x' }, { 'word/media.bin': 4_000_000_000 }),
      ],
    ];
    for (const [name, content] of refused)
      expect((await upload(server, name, content)).status, name).toBe(415);
  });

  it('is not taken from those who only read', async () => {
    for (const role of ['READ_ONLY', 'TECHNICIAN', 'CASHIER'])
      expect(
        (await upload(server, 'a.txt', 'hello', (await makeUser(server, north.id, role)).token))
          .status,
        role,
      ).toBe(403);
  });

  it('may be one line that goes on to the end', async () => {
    const answer = await upload(
      server,
      'long.txt',
      Buffer.concat([Buffer.from('a;b\n"'), Buffer.alloc(19 * 1024 * 1024, 'x')]),
    );
    expect(await answer.json()).toMatchObject({ type: 'text/plain' });
  });

  it('may have 20 MB and not one byte more', async () => {
    const text = (size: number) => Buffer.alloc(size, 'a line of text\n');
    expect((await upload(server, 'large.txt', text(20 * 1024 * 1024))).status).toBe(201);
    expect((await upload(server, 'larger.txt', text(20 * 1024 * 1024 + 1))).status).toBe(413);
    expect(
      (await upload(server, 'much-larger.png', Buffer.concat([PIXEL, text(21 * 1024 * 1024)])))
        .status,
    ).toBe(413);
  });

  it('needs a signed-in sender, the part named file, and a header that other sites cannot send', async () => {
    expect((await upload(server, 'a.txt', 'hello', null)).status).toBe(401);
    expect((await upload(server, 'a.txt', 'hello', server.operator, 'other')).status).toBe(400);
    expect((await upload(server, 'a.txt', '')).status).toBe(400);
    const signedIn = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-backhaul-app': 'admin' },
      body: JSON.stringify({
        query:
          'mutation { signIn(identifier: "owner@isp.example", password: "correct horse battery") { token } }',
      }),
    });
    const cookie = signedIn.headers.get('set-cookie')!.split(';')[0];
    const send = (headers: Record<string, string>) => {
      const form = new FormData();
      form.append('file', new Blob(['hello']), 'a.txt');
      return fetch(`${server.url}/files`, {
        method: 'POST',
        body: form,
        headers: { cookie, ...headers },
      });
    };
    expect((await send({})).status).toBe(401);
    expect(
      (await send({ 'x-backhaul-app': 'admin', origin: 'https://elsewhere.example' })).status,
    ).toBe(401);
    const sent = await send({ 'x-backhaul-app': 'admin' });
    expect(sent.status).toBe(201);
    const { id } = (await sent.json()) as { id: string };
    expect((await fetch(`${server.url}/files/${id}`, { headers: { cookie } })).status).toBe(200);
  });

  it('keeps a harmless name', async () => {
    const names: [string, string][] = [
      ['..\\..\\evil".png', 'evil.png'],
      ['invoice\u202egnp.exe', 'invoicegnp.png'],
      ['a/b/c.png', 'c.png'],
      ['.htaccess', 'htaccess.png'],
      ['...', 'file.png'],
      ['Zoë 光.PNG', 'Zoë 光.png'],
    ];
    for (const [given, kept] of names)
      expect(
        ((await (await upload(server, given, PIXEL)).json()) as { name: string }).name,
        given,
      ).toBe(kept);
  });
});

describe('a stored file', () => {
  it('is seen inside its tenant only, and answers others like one that never was', async () => {
    const { id } = (await (await upload(server, 'a.png', PIXEL, north.token)).json()) as {
      id: string;
    };
    expect((await fetchAs(server, `/files/${id}`, north.token)).status).toBe(200);
    expect((await fetchAs(server, `/files/${id}`)).status).toBe(200);
    expect((await fetchAs(server, `/files/${id}`, null)).status).toBe(401);
    const never = await fetchAs(server, `/files/${NOWHERE}`, south.token);
    for (const token of [south.token, northChild.token]) {
      const other = await fetchAs(server, `/files/${id}`, token);
      expect([other.status, await other.text()]).toEqual([404, await never.clone().text()]);
    }
    expect((await fetchAs(server, '/files/not-an-id')).status).toBe(404);
  });

  it('is not opened by whoever does not read customers, a logo apart', async () => {
    const { id } = (await (
      await upload(server, 'contract.pdf', '%PDF-1.7\n%%EOF', north.token)
    ).json()) as { id: string };
    const reader = await makeUser(server, north.id, 'TECHNICIAN');
    const desk = await makeUser(server, north.id, 'CASHIER');
    expect((await fetchAs(server, `/files/${id}`, reader.token)).status).toBe(200);
    expect((await fetchAs(server, `/files/${id}`, desk.token)).status).toBe(404);
  });

  it("of a customer is that customer's and its partner's", async () => {
    const [mine, other] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, north.id),
    ];
    const tokens = await Promise.all(
      [mine, other].map((customer) => server.signIn(customer.login, PASSWORD)),
    );
    const { id } = (await (await upload(server, 'a.png', PIXEL, tokens[0])).json()) as {
      id: string;
    };
    expect((await fetchAs(server, `/files/${id}`, tokens[0])).status).toBe(200);
    expect((await fetchAs(server, `/files/${id}`, north.token)).status).toBe(200);
    expect((await fetchAs(server, `/files/${id}`, tokens[1])).status).toBe(404);
    const staff = (await (await upload(server, 'b.png', PIXEL, north.token)).json()) as {
      id: string;
    };
    expect((await fetchAs(server, `/files/${staff.id}`, tokens[0])).status).toBe(404);
  });
});

describe('a file in a custom field', () => {
  const define = async (input: object) =>
    (
      await server.must(
        'mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }',
        { i: { entity: 'CUSTOMER', label: 'A file', type: 'FILE', ...input } },
      )
    ).createCustomField.key as string;
  const set = (id: string, customFields: object, token: string) =>
    server.ask(
      'mutation ($id: ID!, $f: JSON) { updateCustomer(id: $id, input: { customFields: $f }) { customFields } }',
      { id, f: customFields },
      token,
    );
  const sent = async (token: string) =>
    ((await (await upload(server, 'a.png', PIXEL, token)).json()) as { id: string }).id;
  const status = async (id: string, token: string | null) =>
    (await fetchAs(server, `/files/${id}`, token)).status;

  it('that the customer sends is its own, its staff’s and nobody else’s', async () => {
    const key = await define({ key: 'meter_photo', partnerId: north.id, portal: 'EDIT' });
    const [mine, other] = [
      await makeCustomer(server, northChild.id),
      await makeCustomer(server, northChild.id),
    ];
    const [token, stranger] = await Promise.all(
      [mine, other].map((customer) => server.signIn(customer.login, PASSWORD)),
    );
    const file = await sent(token);
    expect((await set(mine.id, { [key]: file }, token)).data).toEqual({
      updateCustomer: { customFields: { [key]: file } },
    });
    for (const reader of [token, northChild.token, north.token, server.operator])
      expect(await status(file, reader)).toBe(200);
    for (const reader of [stranger, south.token]) expect(await status(file, reader)).toBe(404);
    expect(await status(file, null)).toBe(401);
    // knowing an id is not enough to make it one's own
    for (const foreign of [file, await sent(northChild.token), NOWHERE])
      expect(
        (await set(other.id, { [key]: foreign }, stranger)).errors?.[0].extensions,
      ).toMatchObject({
        code: 'BAD_USER_INPUT',
        fields: { [`customFields.${key}`]: expect.any(String) },
      });
    // one that is taken away again stays with its owner and its staff
    await set(mine.id, { [key]: null }, token);
    expect([await status(file, token), await status(file, stranger)]).toEqual([200, 404]);
  });

  it('that staff send is the customer’s where the field is made for the portal, as long as it is there', async () => {
    const [shown, hidden] = [
      await define({ key: 'contract', partnerId: north.id, portal: 'VIEW' }),
      await define({ key: 'credit_check', partnerId: north.id }),
    ];
    const [mine, other] = [
      await makeCustomer(server, northChild.id),
      await makeCustomer(server, northChild.id),
    ];
    const [token, stranger] = await Promise.all(
      [mine, other].map((customer) => server.signIn(customer.login, PASSWORD)),
    );
    const [contract, check] = [await sent(server.operator), await sent(north.token)];
    expect(await status(contract, northChild.token)).toBe(404);
    expect(
      (await set(mine.id, { [shown]: contract, [hidden]: check }, server.operator)).errors,
    ).toBeUndefined();
    for (const reader of [token, northChild.token, north.token])
      expect(await status(contract, reader)).toBe(200);
    for (const reader of [stranger, south.token]) expect(await status(contract, reader)).toBe(404);
    expect([
      await status(check, token),
      await status(check, stranger),
      await status(check, northChild.token),
      await status(check, south.token),
    ]).toEqual([404, 404, 200, 404]);
    await set(mine.id, { [shown]: null }, server.operator);
    expect([await status(contract, token), await status(contract, northChild.token)]).toEqual([
      404, 404,
    ]);
  });

  it('of a service, a payment or an invoice is its customer’s too, of a draft not', async () => {
    const [key, onInvoice] = [
      await define({ key: 'slip', entity: 'PAYMENT', partnerId: north.id, portal: 'VIEW' }),
      await define({ key: 'sheet', entity: 'INVOICE', partnerId: north.id, portal: 'VIEW' }),
    ];
    const [mine, other] = [
      await makeCustomer(server, north.id),
      await makeCustomer(server, north.id),
    ];
    const [token, stranger] = await Promise.all(
      [mine, other].map((customer) => server.signIn(customer.login, PASSWORD)),
    );
    const [slip, sheet] = [await sent(north.token), await sent(north.token)];
    await server.must('mutation ($i: PaymentInput!) { recordPayment(input: $i) { id } }', {
      i: {
        customerId: mine.id,
        amount: '5',
        date: '2026-04-10',
        method: 'CASH',
        customFields: { [key]: slip },
      },
    });
    const {
      createInvoice: { id },
    } = await server.must('mutation ($i: InvoiceInput!) { createInvoice(input: $i) { id } }', {
      i: {
        customerId: mine.id,
        documentDate: '2026-04-10',
        draft: true,
        lines: [{ description: 'x', unitPrice: '5' }],
        customFields: { [onInvoice]: sheet },
      },
    });
    expect([
      await status(slip, token),
      await status(slip, stranger),
      await status(slip, south.token),
    ]).toEqual([200, 404, 404]);
    expect(await status(sheet, token)).toBe(404);
    await server.must('mutation ($id: ID!) { approveInvoice(id: $id) { id } }', { id });
    expect([await status(sheet, token), await status(sheet, stranger)]).toEqual([200, 404]);
  });

  it('opens by no detour: an id typed into a text is no file, whoever defines the text anew as one, wherever its partner moves', async () => {
    const { north: from, northChild: mover, south: to } = await makeTree(server);
    const third = (await makeTree(server)).south;
    const create = (input: object, token: string) =>
      server.ask(
        'mutation ($i: CustomFieldInput!) { createCustomField(input: $i) { key } }',
        { i: { entity: 'CUSTOMER', label: 'A field', ...input } },
        token,
      );
    const move = (parentId: string) =>
      server.ask('mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }', {
        id: mover.id,
        p: parentId,
      });
    const own = await makeCustomer(server, mover.id);
    const portal = await server.signIn(own.login, PASSWORD);
    const foreign = {
      ofAbove: await sent(from.token),
      ofOperator: await sent(server.operator),
      ofNewAbove: await sent(to.token),
      ofOthers: await sent(third.token),
      ofStaff: await sent(mover.token),
    };
    for (const [name, file] of Object.entries(foreign)) {
      const key = `detour_${name.toLowerCase()}`;
      await create({ key, type: 'TEXT', portal: 'EDIT', partnerId: from.id }, from.token);
      expect((await set(own.id, { [key]: file }, portal)).errors).toBeUndefined();
    }
    expect((await move(to.id)).errors).toBeUndefined();
    for (const [name, file] of Object.entries(foreign)) {
      for (const definer of [to.token, server.operator])
        expect(
          (
            await create(
              {
                key: `detour_${name.toLowerCase()}`,
                type: 'FILE',
                portal: 'VIEW',
                partnerId: to.id,
              },
              definer,
            )
          ).errors?.[0].extensions,
          name,
        ).toMatchObject({ code: 'CONFLICT', reason: 'VALUES_DO_NOT_FIT' });
      expect([name, await status(file, portal)]).toEqual([name, 404]);
      expect([name, await status(file, await server.signIn(mover.email, PASSWORD))]).toEqual([
        name,
        name === 'ofStaff' ? 200 : 404,
      ]);
    }
    // nor where the field was there before the partner came
    await move(from.id);
    for (const name of Object.keys(foreign))
      await create(
        { key: `detour_${name.toLowerCase()}`, type: 'FILE', portal: 'VIEW', partnerId: third.id },
        third.token,
      );
    expect((await move(third.id)).errors?.[0].extensions).toMatchObject({
      reason: 'VALUES_DO_NOT_FIT',
    });
  });

  it('goes with its record to another place, and is served there only where both lie in one line', async () => {
    const { north: from, northChild: mover, south: to, operatorId } = await makeTree(server);
    const move = (parentId: string) =>
      server.ask('mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }', {
        id: mover.id,
        p: parentId,
      });
    const own = await makeCustomer(server, mover.id);
    const portal = await server.signIn(own.login, PASSWORD);
    const [everywhere, fromAbove, same] = [
      await define({ key: 'everywhere', partnerId: operatorId, portal: 'VIEW' }),
      await define({ key: 'from_above', partnerId: from.id, portal: 'VIEW' }),
      await define({ key: 'same_key', partnerId: from.id, portal: 'VIEW' }),
    ];
    await define({ key: same, partnerId: to.id, portal: 'VIEW' });
    const [ofFrom, ofMover, attached] = [
      await sent(from.token),
      await sent(mover.token),
      await sent(from.token),
    ];
    expect(
      (
        await set(
          own.id,
          { [everywhere]: ofFrom, [same]: ofMover, [fromAbove]: attached },
          from.token,
        )
      ).errors,
    ).toBeUndefined();
    for (const file of [ofFrom, ofMover, attached]) expect(await status(file, portal)).toBe(200);
    expect((await move(to.id)).errors).toBeUndefined();
    const staff = await server.signIn(mover.email, PASSWORD);
    // the field of the operator is still there, the file behind it belongs to another branch now
    for (const reader of [portal, staff, to.token])
      expect([
        await status(ofFrom, reader),
        await status(ofMover, reader),
        await status(attached, reader),
      ]).toEqual([404, 200, 404]);
    expect((await move(from.id)).errors).toBeUndefined();
    for (const file of [ofFrom, ofMover, attached]) expect(await status(file, portal)).toBe(200);
  });
});
