import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openNameServer, type NameServer } from '../support/nameServer.ts';
import { makeTenant, makeTree, makeUser, NOWHERE, type Tenant } from '../support/tenants.ts';
import { visit } from '../support/visit.ts';

let names: NameServer;
let server: TestServer;
let owner: pg.Client;
let north: Tenant, northChild: Tenant, south: Tenant, operatorId: string;
beforeAll(async () => {
  names = await openNameServer();
  server = await startTestServer({
    DNS_SERVERS: names.address,
    PUBLIC_URL: 'https://billing.isp.example',
  });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
  ({ north, northChild, south, operatorId } = await makeTree(server));
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await names.close();
});

const FIELDS = 'host status record recordName recordValue';
const ADD = `mutation ($p: ID!, $h: String!) { addPartnerHost(partnerId: $p, host: $h) { ${FIELDS} } }`;
const VERIFY = `mutation ($p: ID!, $h: String!, $a: Boolean) { verifyPartnerHost(partnerId: $p, host: $h, approve: $a) { ${FIELDS} } }`;
const REMOVE = 'mutation ($p: ID!, $h: String!) { removePartnerHost(partnerId: $p, host: $h) }';
interface Host {
  host: string;
  status: string;
  record: string;
  recordName: string;
  recordValue: string;
}

const add = async (partner: Tenant, host: string): Promise<Host> =>
  (await server.must(ADD, { p: partner.id, h: host }, partner.token)).addPartnerHost;
const approve = async (partnerId: string, host: string): Promise<Host> =>
  (await server.must(VERIFY, { p: partnerId, h: host, a: true })).verifyPartnerHost;
const hostsOf = async (partner: Tenant): Promise<{ portalDomain: string | null; hosts: Host[] }> =>
  (
    await server.must(
      `query ($p: ID!) { partner(id: $p) { portalDomain hosts { ${FIELDS} } } }`,
      { p: partner.id },
      partner.token,
    )
  ).partner;
const setDomain = (partner: Tenant, portalDomain: string | null) =>
  server.must(
    'mutation ($p: ID!, $d: String) { updatePartner(id: $p, input: { portalDomain: $d }) { portalDomain } }',
    { p: partner.id, d: portalDomain },
    partner.token,
  );

/** Whose page somebody sees who comes by a host. */
const brandAt = async (host: string): Promise<string> =>
  (await visit(server.url, '{ branding { name } }', {}, { host })).body.data.branding.name;

describe('a host of a partner', () => {
  it('has no effect until its DNS holds the record', async () => {
    const host = await add(north, 'My.North.example.:443');
    expect(host).toMatchObject({
      host: 'my.north.example',
      status: 'WAITING',
      recordName: '_backhaul.my.north.example',
    });
    expect(host.record).toBe(`_backhaul.my.north.example. TXT "${host.recordValue}"`);
    expect(await hostsOf(north)).toMatchObject({
      portalDomain: null,
      hosts: [{ status: 'WAITING' }],
    });
    expect(await brandAt('my.north.example')).toBe('My ISP');
    const verify = { p: north.id, h: 'MY.north.example' };
    expect(await server.refused(VERIFY, verify, north.token)).toMatchObject({
      code: 'CONFLICT',
      reason: 'HOST_NOT_PROVED',
      message: expect.stringContaining('ask the operator'),
    });
    // whom it would send to the operator is the operator
    expect((await server.refused(VERIFY, verify)).message).toContain(
      'approve it without the record',
    );
    names.texts.set('_backhaul.my.north.example', ['v=spf1 -all', `${host.recordValue}x`]);
    expect(await server.refused(VERIFY, verify, north.token)).toMatchObject({
      reason: 'HOST_NOT_PROVED',
    });
    names.texts.set('_backhaul.my.north.example', ['v=spf1 -all', host.recordValue]);
    expect((await server.must(VERIFY, verify, north.token)).verifyPartnerHost).toMatchObject({
      host: 'my.north.example',
      status: 'VERIFIED',
    });
    expect((await hostsOf(north)).portalDomain).toBe('my.north.example');
    for (const named of [
      'my.north.example',
      'MY.North.EXAMPLE',
      'my.north.example:8080',
      'my.north.example.',
    ])
      expect(await brandAt(named), named).toBe('North Net');
    // it stays, whatever the DNS says later
    names.texts.clear();
    expect((await server.must(VERIFY, verify, north.token)).verifyPartnerHost.status).toBe(
      'VERIFIED',
    );
    await server.must(REMOVE, verify, north.token);
    expect(await brandAt('my.north.example')).toBe('My ISP');
    expect((await server.refused(VERIFY, verify, north.token)).code).toBe('NOT_FOUND');
  });

  it('is not proved by the record of another partner or another host', async () => {
    const [mine, theirs, other] = [
      await add(north, 'one.shared.example'),
      await add(south, 'one.shared.example'),
      await add(north, 'two.shared.example'),
    ];
    expect(new Set([mine.recordValue, theirs.recordValue, other.recordValue]).size).toBe(3);
    names.texts.set(mine.recordName, [theirs.recordValue, other.recordValue]);
    expect(await server.refused(VERIFY, { p: north.id, h: mine.host }, north.token)).toMatchObject({
      reason: 'HOST_NOT_PROVED',
    });
  });

  it('may wait at several partners; the first proof wins and tells the others nothing', async () => {
    const [mine, theirs] = [
      await add(north, 'portal.rival.example'),
      await add(south, 'portal.rival.example'),
    ];
    const absent = await server.refused(VERIFY, { p: south.id, h: theirs.host }, south.token);
    names.texts.set(mine.recordName, [mine.recordValue, theirs.recordValue]);
    await server.must(VERIFY, { p: north.id, h: mine.host }, north.token);
    expect(await server.refused(VERIFY, { p: south.id, h: theirs.host }, south.token)).toEqual(
      absent,
    );
    expect((await hostsOf(south)).hosts).toContainEqual(theirs);
    expect(await brandAt('portal.rival.example')).toBe('North Net');
    // who sees both is told plainly
    expect(await server.refused(VERIFY, { p: south.id, h: theirs.host, a: true })).toMatchObject({
      reason: 'HOST_TAKEN',
      message: expect.stringContaining('North Net'),
    });
    const unusable = async (token: string) =>
      (
        await server.must(
          'query ($p: ID!) { partner(id: $p) { hosts { host unusable } } }',
          { p: south.id },
          token,
        )
      ).partner.hosts.find(({ host }: Host) => host === theirs.host).unusable;
    expect(await unusable(server.operator)).toContain('North Net');
    expect(await unusable(south.token)).toBeNull();
    await server.must(REMOVE, { p: north.id, h: mine.host }, north.token);
    expect((await approve(south.id, theirs.host)).status).toBe('VERIFIED');
    expect(await brandAt('portal.rival.example')).toBe('South Net');
  });

  it("is one partner's also when two prove it at the same moment", async () => {
    const tenants = [north, south, northChild];
    const hosts = await Promise.all(tenants.map((tenant) => add(tenant, 'race.example.org')));
    names.texts.set(
      hosts[0].recordName,
      hosts.map((host) => host.recordValue),
    );
    const answers = await Promise.all(
      tenants.flatMap((tenant) =>
        [0, 1].map(() =>
          server.ask<any>(VERIFY, { p: tenant.id, h: 'race.example.org' }, tenant.token),
        ),
      ),
    );
    const verified = answers.filter(
      (answer) => answer.data?.verifyPartnerHost?.status === 'VERIFIED',
    );
    expect(verified.length).toBeGreaterThan(0);
    expect(new Set(verified.map((answer) => answer.data.verifyPartnerHost.recordValue)).size).toBe(
      1,
    );
    expect(
      (
        await owner.query(
          `select 1 from partner_host where host = 'race.example.org' and verified_at is not null`,
        )
      ).rowCount,
    ).toBe(1);
  });

  it('is approved by the operator, and by nobody else', async () => {
    const host = await add(northChild, 'village.north.example');
    for (const token of [north.token, northChild.token])
      expect(
        (await server.refused(VERIFY, { p: northChild.id, h: host.host, a: true }, token)).code,
      ).toBe('FORBIDDEN');
    const reader = await makeUser(server, operatorId, 'READ_ONLY');
    expect(
      (await server.refused(VERIFY, { p: northChild.id, h: host.host, a: true }, reader.token))
        .code,
    ).toBe('FORBIDDEN');
    expect((await approve(northChild.id, host.host)).status).toBe('VERIFIED');
    const { rows } = await owner.query(
      `select action, actor_name, after from audit_entry where entity = 'partner' and entity_id = $1 and action like '%-host' order by at`,
      [northChild.id],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          action: 'add-host',
          after: { hosts: ['village.north.example'] },
        }),
        expect.objectContaining({ action: 'approve-host' }),
      ]),
    );
  });

  it("is neither the operator's, nor the address of a machine", async () => {
    for (const host of [
      'billing.isp.example',
      'BILLING.isp.example.',
      'billing.isp.example:444',
      'localhost',
      'app.localhost',
      'intranet',
      '127.0.0.1',
      '0x7f.0.0.1',
      '[::1]',
      'http://x.example',
      'x.example/path',
      'a b.example',
      '',
    ]) {
      for (const token of [north.token, server.operator])
        expect(await server.refused(ADD, { p: north.id, h: host }, token), host).toMatchObject({
          code: 'BAD_USER_INPUT',
          fields: { host: expect.any(String) },
        });
    }
    const own = (await server.must(ADD, { p: operatorId, h: 'Billing.isp.example' }))
      .addPartnerHost;
    expect(own).toMatchObject({ host: 'billing.isp.example', status: 'VERIFIED' });
    await server.must(ADD, { p: operatorId, h: 'intranet' });
    for (const host of ['billing.isp.example', 'intranet'])
      await server.must(REMOVE, { p: operatorId, h: host });
    expect((await add(north, 'Bücher.Example')).host).toBe('xn--bcher-kva.example');
  });

  it("is the operator's where it is that of PUBLIC_URL, though it was somebody's before", async () => {
    await owner.query(
      `insert into partner_host (partner_id, partner_path, host, verified_at) select id, path, 'billing.isp.example', now() from partner where id = $1`,
      [south.id],
    );
    const { portalDomain, hosts } = await hostsOf(south);
    expect(hosts.find((host) => host.host === 'billing.isp.example')?.status).toBe('WAITING');
    expect(portalDomain).not.toBe('billing.isp.example');
    const { partner } = await server.must(
      'query ($p: ID!) { partner(id: $p) { hosts { host unusable } } }',
      { p: south.id },
      south.token,
    );
    expect(partner.hosts).toContainEqual({
      host: 'billing.isp.example',
      unusable: expect.stringContaining('operator'),
    });
    expect(await brandAt('billing.isp.example')).toBe('My ISP');
    expect(
      (await server.refused(VERIFY, { p: south.id, h: 'billing.isp.example', a: true })).fields,
    ).toHaveProperty('host');
    await server.must(REMOVE, { p: south.id, h: 'billing.isp.example' }, south.token);
  });

  it('lies behind the boundary', async () => {
    const host = await add(south, 'secret.south.example');
    for (const query of [ADD, VERIFY, REMOVE])
      for (const p of [south.id, operatorId, NOWHERE])
        expect((await server.refused(query, { p, h: host.host }, north.token)).code).toBe(
          'NOT_FOUND',
        );
    const reader = await makeUser(server, south.id, 'READ_ONLY');
    for (const query of [ADD, VERIFY, REMOVE])
      expect((await server.refused(query, { p: south.id, h: host.host }, reader.token)).code).toBe(
        'FORBIDDEN',
      );
  });

  it('is written and cleared as portalDomain too', async () => {
    const west = await makeTenant(server, 'West Net');
    expect((await setDomain(west, 'My.West.example')).updatePartner.portalDomain).toBeNull();
    expect((await hostsOf(west)).hosts).toMatchObject([
      { host: 'my.west.example', status: 'WAITING' },
    ]);
    await approve(west.id, 'my.west.example');
    expect((await setDomain(west, 'other.west.example')).updatePartner.portalDomain).toBe(
      'my.west.example',
    );
    expect((await hostsOf(west)).hosts.map(({ host, status }) => [host, status])).toEqual([
      ['my.west.example', 'VERIFIED'],
      ['other.west.example', 'WAITING'],
    ]);
    expect((await setDomain(west, null)).updatePartner.portalDomain).toBeNull();
    expect((await hostsOf(west)).hosts).toEqual([]);
    expect(await brandAt('my.west.example')).toBe('My ISP');
  });

  it(
    'is looked up only so often, and a name server that is silent is said to be',
    { timeout: 60_000 },
    async () => {
      const busy = await makeTenant(server, 'Busy Net');
      await add(busy, 'busy.example.org');
      names.silent = true;
      expect(
        await server.refused(VERIFY, { p: busy.id, h: 'busy.example.org' }, busy.token),
      ).toMatchObject({ reason: 'DNS_SILENT' });
      names.silent = false;
      const answers = await Promise.all(
        Array.from({ length: 25 }, () =>
          server.ask(VERIFY, { p: busy.id, h: 'busy.example.org' }, busy.token),
        ),
      );
      expect(
        answers.filter((answer) => answer.errors?.[0].extensions.code === 'RATE_LIMITED'),
      ).toHaveLength(6);
      for (let i = 0; i < 19; i++) await add(busy, `host${i}.busy.example`);
      expect(
        await server.refused(ADD, { p: busy.id, h: 'one-more.busy.example' }, busy.token),
      ).toMatchObject({ reason: 'TOO_MANY_HOSTS' });
    },
  );
});

it('says at each host whether a link for a password could be mailed there, whoever asks', async () => {
  const goAt = async (host: string): Promise<boolean> =>
    (await visit(server.url, '{ passwordLinksGo }', {}, { host })).body.data.passwordLinksGo;
  for (const [partner, host] of [
    [north, 'mail.north.example'],
    [northChild, 'mail.village.example'],
    [south, 'mail.south.example'],
  ] as const) {
    await add(partner, host);
    await approve(partner.id, host);
  }
  const hosts = [
    'mail.north.example',
    'mail.village.example',
    'mail.south.example',
    'billing.isp.example',
  ];
  const all = () => Promise.all(hosts.map(goAt));
  expect(await all()).toEqual([false, false, false, false]);
  await server.must(
    'mutation ($p: ID!, $i: NotificationSettingsInput!) { updateNotificationSettings(partnerId: $p, input: $i) { overridden } }',
    {
      p: northChild.id,
      i: {
        mailServer: {
          host: 'mail.village.example',
          port: 587,
          from: 'billing@village.example',
          security: 'STARTTLS',
        },
      },
    },
  );
  const inside = await server.refused(
    'mutation ($p: ID!, $i: NotificationSettingsInput!) { updateNotificationSettings(partnerId: $p, input: $i) { overridden } }',
    {
      p: northChild.id,
      i: {
        mailServer: { host: '10.0.0.25', port: 25, from: 'a@village.example', security: 'NONE' },
      },
    },
  );
  expect(inside.fields).toEqual({
    'mailServer.host': expect.stringContaining('private network'),
  });
  // who comes by a host of somebody above may be a customer of it
  expect(await all()).toEqual([true, true, false, true]);
});
