import { get, type IncomingHttpHeaders } from 'node:http';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { upload } from '../support/files.ts';
import { money as cash } from '../support/money.ts';
import { makeCustomer, makeTree, NOWHERE, PASSWORD, type Tenant } from '../support/tenants.ts';
import { visit } from '../support/visit.ts';

let server: TestServer;
let north: Tenant, northChild: Tenant, south: Tenant;
let northLogo: string;
beforeAll(async () => {
  server = await startTestServer({ PUBLIC_URL: 'https://billing.isp.example' });
  ({ north, northChild, south } = await makeTree(server));
  for (const [partner, host] of [
    [north, 'my.north.example'],
    [south, 'my.south.example'],
    [northChild, 'my.village.example'],
  ] as const) {
    await server.must(
      'mutation ($p: ID!, $h: String!) { addPartnerHost(partnerId: $p, host: $h) { host } }',
      { p: partner.id, h: host },
    );
    await server.must(
      'mutation ($p: ID!, $h: String!) { verifyPartnerHost(partnerId: $p, host: $h, approve: true) { host } }',
      { p: partner.id, h: host },
    );
  }
  northLogo = await giveLogo(north, '#aa0011');
});
afterAll(async () => {
  await server.stop();
});

const setDetails = (partnerId: string, input: object, token = server.operator) =>
  server.must(
    'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { colour } }',
    { p: partnerId, i: input },
    token,
  );

/** Gives a partner a logo of one colour; its file. */
async function giveLogo(partner: Tenant, colour: string): Promise<string> {
  const png = await sharp({ create: { width: 60, height: 20, channels: 3, background: colour } })
    .png()
    .toBuffer();
  const { id } = (await (await upload(server, 'logo.png', png, partner.token)).json()) as {
    id: string;
  };
  await setDetails(partner.id, { logoFileId: id }, partner.token);
  return id;
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}
/** What a path answers at a host, to nobody in particular or to the bearer of a token. */
const at = (host: string, path: string, token?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    get(
      `${server.url}${path}`,
      { headers: { host, ...(token ? { authorization: `Bearer ${token}` } : {}) } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const { statusCode: status, headers } = answer;
          resolve({ status: status!, headers, body: Buffer.concat(parts) });
        });
      },
    ).on('error', reject);
  });

const BRANDING = 'branding { name accentColor logoUrl }';
const brandAt = async (host: string) =>
  (await visit(server.url, `{ ${BRANDING} }`, {}, { host })).body.data.branding;
const brandOf = async (token: string) =>
  (await server.must(`{ viewer { ${BRANDING} } }`, {}, token)).viewer.branding;

describe('the accent colour', () => {
  it('is one, wherever it is set: in both apps, on the sign-in page and on documents', async () => {
    await server.must(
      'mutation ($id: ID!) { updatePartner(id: $id, input: { accentColor: "#1D4ED8" }) { id } }',
      { id: south.id },
      south.token,
    );
    const { companyDetails } = await server.must(
      'query ($p: ID!) { companyDetails(partnerId: $p) { colour overridden } }',
      { p: south.id },
      south.token,
    );
    expect(companyDetails).toEqual({ colour: '#1d4ed8', overridden: ['colour'] });
    await setDetails(south.id, { colour: '#7c3aed' }, south.token);
    expect(await brandOf(south.token)).toMatchObject({ accentColor: '#7c3aed' });
    expect(await brandAt('my.south.example')).toMatchObject({ accentColor: '#7c3aed' });
    const { partner } = await server.must(`query ($id: ID!) { partner(id: $id) { ${BRANDING} } }`, {
      id: south.id,
    });
    expect(partner.branding.accentColor).toBe('#7c3aed');
  });

  it('comes from above with the rest of the look, and goes with the first thing of its own', async () => {
    await setDetails(north.id, { colour: '#112233' }, north.token);
    const inherited = { accentColor: '#112233', logoUrl: `/logo/${northLogo}` };
    expect(await brandOf(northChild.token)).toEqual({ name: 'North Village', ...inherited });
    expect(await brandAt('my.village.example')).toEqual({ name: 'North Village', ...inherited });
    await setDetails(northChild.id, { phone: '+43 1' }, northChild.token);
    const none = { name: 'North Village', accentColor: '#0F766E', logoUrl: null };
    expect(await brandOf(northChild.token)).toEqual(none);
    expect(await brandAt('my.village.example')).toEqual(none);
    expect((await at('my.village.example', `/logo/${northLogo}`)).status).toBe(404);
    await setDetails(northChild.id, { phone: null }, northChild.token);
    expect(await brandAt('my.village.example')).toMatchObject(inherited);
  });
});

describe('the address of a logo', () => {
  it('answers anybody at the hosts that show the logo, for good', async () => {
    for (const host of ['my.north.example', 'MY.north.example:443', 'my.village.example']) {
      const { status, headers, body } = await at(host, `/logo/${northLogo}`);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'image/png',
        'cache-control': 'private, max-age=31536000, immutable',
      });
      expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 60, height: 20 });
    }
  });

  it('is that of a file that is not there for whoever is elsewhere', async () => {
    const none = await at('my.south.example', `/logo/${NOWHERE}`);
    expect(none.status).toBe(404);
    const customer = await makeCustomer(server, south.id);
    const southern = await server.signIn(customer.login, PASSWORD);
    for (const [host, token] of [
      ['my.south.example'],
      ['billing.isp.example'],
      ['nobody.example'],
      ['my.south.example', south.token],
      ['my.south.example', southern],
    ] as const) {
      const { status, body, headers } = await at(host, `/logo/${northLogo}`, token);
      expect({ status, body }).toEqual({ status: none.status, body: none.body });
      expect(headers['cache-control']).toBe(none.headers['cache-control']);
    }
    expect((await at('my.north.example', '/logo/nonsense')).body).toEqual(none.body);
  });

  it('answers those who see the logo wherever they sign in: the partner, those below, its customers, the operator', async () => {
    const customer = await makeCustomer(server, northChild.id);
    for (const token of [
      north.token,
      northChild.token,
      server.operator,
      await server.signIn(customer.login, PASSWORD),
    ])
      expect((await at('billing.isp.example', `/logo/${northLogo}`, token)).status).toBe(200);
  });

  it('is none for customers of a partner above, who see no partner below theirs', async () => {
    const villageLogo = await giveLogo(northChild, '#00bb22');
    const customer = await server.signIn((await makeCustomer(server, north.id)).login, PASSWORD);
    const villager = await server.signIn(
      (await makeCustomer(server, northChild.id)).login,
      PASSWORD,
    );
    for (const path of ['/logo', '/files']) {
      const status = async (token: string, id = villageLogo) =>
        (await at('billing.isp.example', `${path}/${id}`, token)).status;
      for (const token of [villager, northChild.token, north.token, server.operator])
        expect(await status(token)).toBe(200);
      expect(await status(customer)).toBe(404);
      expect(await status(customer, northLogo)).toBe(200);
    }
    await setDetails(northChild.id, { logoFileId: null }, northChild.token);
  });

  it('of a document stays that of the customer who has the document', async () => {
    const logo = await giveLogo(northChild, '#00cc33');
    const [has, hasNot] = [
      await makeCustomer(server, northChild.id),
      await makeCustomer(server, northChild.id),
    ];
    await cash(server).invoice(has.id, '40');
    await cash(server).pay(has.id, '10');
    await setDetails(northChild.id, { logoFileId: null }, northChild.token);
    const status = async (login: string) =>
      (await at('billing.isp.example', `/logo/${logo}`, await server.signIn(login, PASSWORD)))
        .status;
    expect([await status(has.login), await status(hasNot.login)]).toEqual([200, 404]);
  });

  it('is none for other pictures of the partner, nor for a logo that it no longer has', async () => {
    const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const { id } = (await (await upload(server, 'roof.png', png, north.token)).json()) as {
      id: string;
    };
    expect((await at('my.north.example', `/logo/${id}`)).status).toBe(404);
    const before = await giveLogo(south, '#00aa11');
    expect((await at('my.south.example', `/logo/${before}`)).status).toBe(200);
    const now = await giveLogo(south, '#0011aa');
    expect((await at('my.south.example', `/logo/${before}`)).status).toBe(404);
    expect((await brandAt('my.south.example')).logoUrl).toBe(`/logo/${now}`);
  });

  it('is guarded by the database itself', async () => {
    const app = new pg.Client({ connectionString: server.ownerUrl });
    await app.connect();
    try {
      const logoAt = async (host: string) =>
        (await app.query('select logo_of_host($1, $2) logo', [host, northLogo])).rows[0].logo;
      expect(await logoAt('my.north.example')).toBeInstanceOf(Buffer);
      for (const host of ['my.south.example', 'nobody.example', ''])
        expect(await logoAt(host)).toBeNull();
    } finally {
      await app.end();
    }
  });
});

it('the portal is installed under the name, colour and sign of the host’s partner', async () => {
  await setDetails(north.id, { colour: '#fde047' }, north.token);
  const { headers, body } = await at('my.north.example', '/manifest.webmanifest');
  expect(headers['content-type']).toContain('application/manifest+json');
  const manifest = JSON.parse(String(body));
  expect(manifest).toMatchObject({ name: 'North Net', short_name: 'North Net', start_url: '/' });
  expect(manifest.theme_color).not.toBe('#fde047');
  const icon = async (host: string) => String((await at(host, '/icon.svg')).body);
  expect(await icon('my.north.example')).toContain('href="data:image/png;base64,');
  const common = await icon('billing.isp.example');
  expect(common).toContain('>MI</text>');
  expect(common).not.toContain('<image');
});
