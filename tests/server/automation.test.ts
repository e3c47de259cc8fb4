import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { preview, settled, story } from '../support/story.ts';
import { makeCustomer, makeTariff, makeTenant, makeUser, type Tenant } from '../support/tenants.ts';

/** The settings in force and what comes; times are of UTC, the partners' zone. */
const SETTINGS = `enabled daysBefore confirmationDays confirmationTime separatePerPartner pausedUntil overridden
  upcoming { billingDate previewOn confirmAt skipped customers made words }`;
const ON = { enabled: true, daysBefore: 5, confirmationDays: 3, confirmationTime: '22:00' };
const TODAY = '2027-04-10';

let server: TestServer;
let owner: pg.Client;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({
    BUSINESS_DATE: TODAY,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'billing@isp.example',
  });
  owner = new pg.Client({ connectionString: server.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await mailbox.close();
});

interface Planned {
  billingDate: string;
  previewOn: string;
  confirmAt: string;
  skipped: boolean;
  customers: number;
  made: boolean;
  words: string;
}
interface Settings {
  enabled: boolean;
  overridden: string[];
  upcoming: Planned[];
}
const settings = async (partnerId: string): Promise<Settings> =>
  (
    await server.must(`query ($p: ID!) { automationSettings(partnerId: $p) { ${SETTINGS} } }`, {
      p: partnerId,
    })
  ).automationSettings;
const set = async (partnerId: string, input: object, token?: string): Promise<Settings> =>
  (
    await server.must(
      `mutation ($p: ID!, $i: AutomationSettingsInput!) { updateAutomationSettings(partnerId: $p, input: $i) { ${SETTINGS} } }`,
      { p: partnerId, i: input },
      token,
    )
  ).updateAutomationSettings;
interface Run {
  id: string;
  date: string;
  status: string;
  customerCount: number;
  createdBy: string;
  confirmedBy: string | null;
  fingerprint: string;
  partners: { id: string }[];
}
const RUN = 'id date status customerCount createdBy confirmedBy fingerprint partners { id }';
const runUntil = async (until: string, partnerId?: string, token?: string): Promise<Run[]> =>
  (
    await server.must(
      `mutation ($u: DateTime!, $p: ID) { runAutomation(until: $u, partnerId: $p) { ${RUN} } }`,
      { u: until, p: partnerId },
      token,
    )
  ).runAutomation;
const skip = (partnerId: string, billingDate: string, reason?: string) =>
  server.must(
    'mutation ($p: ID!, $d: Date!, $r: String) { skipAutomation(partnerId: $p, billingDate: $d, reason: $r) { enabled } }',
    { p: partnerId, d: billingDate, r: reason },
  );
const charges = async (partnerId: string): Promise<number> =>
  (
    await owner.query(
      'select count(*)::int n from charge where partner_id = $1 and undone_at is null',
      [partnerId],
    )
  ).rows[0].n;

const confirmAt = async (runId: string): Promise<string | null> =>
  (await server.must('query ($r: ID!) { billingRun(id: $r) { confirmAt } }', { r: runId }))
    .billingRun.confirmAt;

/** A partner with so many customers whose service starts on a day; their billing day is the 1st. */
async function partnerWith(
  customers: number,
  startDate = '2027-05-01',
  parentId?: string,
): Promise<Tenant> {
  const partner = await makeTenant(server, `Auto ${Math.random()}`, { parentId });
  await customersOf(partner.id, customers, startDate);
  return partner;
}
async function customersOf(partnerId: string, customers: number, startDate: string) {
  const tariffId = await makeTariff(server, [partnerId]);
  for (let i = 0; i < customers; i += 1)
    await story(server).service({
      customerId: (await makeCustomer(server, partnerId)).id,
      tariffId,
      startDate,
    });
  return tariffId;
}

describe('a run that comes by itself', () => {
  it('is said in words, previewed on its day, confirmed at its hour, as often as one asks', async () => {
    const { id } = await partnerWith(2);
    expect((await settings(id)).upcoming).toEqual([]);
    const { upcoming } = await set(id, ON);
    expect(upcoming[0]).toEqual({
      billingDate: '2027-05-01',
      previewOn: '2027-04-26',
      confirmAt: '2027-04-29T22:00:00.000Z',
      skipped: false,
      customers: 2,
      made: false,
      words: 'Preview for 1 May on 26 April; confirms by itself on 29 April at 22:00 unless you do',
    });
    expect(upcoming.map(({ billingDate }) => billingDate)).toEqual(['2027-05-01', '2027-06-01']);
    expect(await runUntil('2027-04-25T23:59:59Z', id)).toEqual([]);
    const [made, ...more] = await runUntil('2027-04-26T00:00:00Z', id);
    expect(more).toEqual([]);
    expect(made).toMatchObject({
      date: '2027-05-01',
      status: 'READY',
      customerCount: 2,
      createdBy: 'Backhaul',
    });
    expect(await runUntil('2027-04-29T21:59:59Z', id)).toEqual([]);
    expect((await settings(id)).upcoming[0]).toMatchObject({ made: true, skipped: false });
    expect(await charges(id)).toBe(0);
    expect(await runUntil('2027-04-29T22:00:00Z', id)).toMatchObject([
      { id: made.id, status: 'PROCESSED', confirmedBy: 'Backhaul' },
    ]);
    expect(await charges(id)).toBe(2);
    expect(await runUntil('2027-04-30T22:00:00Z', id)).toEqual([]);
    expect((await settings(id)).upcoming[0].billingDate).toBe('2027-06-01');
  });

  it('slept over months comes date by date; twenty at once make each once', async () => {
    const { id } = await partnerWith(1);
    await set(id, ON);
    const all = (
      await Promise.all(Array.from({ length: 20 }, () => runUntil('2027-07-30T00:00:00Z', id)))
    ).flat();
    const { rows } = await owner.query(
      'select date::text, status from billing_run where partner_id = $1 order by date, created_at',
      [id],
    );
    expect(rows).toEqual([
      { date: '2027-05-01', status: 'PROCESSED' },
      { date: '2027-06-01', status: 'PROCESSED' },
      { date: '2027-07-01', status: 'PROCESSED' },
      { date: '2027-08-01', status: 'READY' },
    ]);
    expect(new Set(all.map((run) => run.id)).size).toBe(4);
    expect(await charges(id)).toBe(3);
  });

  it('is confirmed when it is ready, without days to look at it', async () => {
    const { id } = await partnerWith(1);
    await set(id, { ...ON, confirmationDays: 0 });
    expect(await runUntil('2027-04-26T00:00:00Z', id)).toMatchObject([{ status: 'PROCESSED' }]);
  });

  it('that no longer holds at its hour is made again, waits one hour more, and says so', async () => {
    const partner = await partnerWith(1);
    await set(partner.id, ON);
    const [{ id: run, fingerprint }] = await runUntil('2027-04-26T00:00:00Z', partner.id);
    await customersOf(partner.id, 1, '2027-05-01');
    const [again] = await runUntil('2027-04-29T22:59:59Z', partner.id);
    expect(again).toMatchObject({ id: run, status: 'READY', customerCount: 2 });
    expect(again.fingerprint).not.toBe(fingerprint);
    const { automationSettings } = await server.must(
      '{ automationSettings(partnerId: "' +
        partner.id +
        '") { upcoming { confirmAt madeAgainBecause } } }',
    );
    expect(automationSettings.upcoming[0]).toMatchObject({
      confirmAt: '2027-04-29T23:00:00.000Z',
      madeAgainBecause: expect.stringContaining('due since'),
    });
    expect(await runUntil('2027-04-29T23:00:00Z', partner.id)).toMatchObject([
      { id: run, status: 'PROCESSED' },
    ]);
    expect(await charges(partner.id)).toBe(2);
  });

  it('deleted by a person is not made again for its date; who is left comes with the next', async () => {
    const { id } = await partnerWith(1);
    await set(id, ON);
    const [{ id: run }] = await runUntil('2027-04-26T00:00:00Z', id);
    await server.must('mutation ($r: ID!) { deleteBillingRun(id: $r) { id } }', { r: run });
    expect(await runUntil('2027-05-26T00:00:00Z', id)).toEqual([]);
    expect(await runUntil('2027-05-27T00:00:00Z', id)).toMatchObject([
      { date: '2027-06-01', status: 'READY', customerCount: 1 },
    ]);
  });

  it('makes up for no date before it was switched on', async () => {
    const { id } = await partnerWith(1, '2027-02-01');
    const { upcoming } = await set(id, { ...ON, daysBefore: 0 });
    expect(upcoming[0]).toMatchObject({ billingDate: '2027-05-01', previewOn: '2027-05-01' });
    expect(await runUntil(`${TODAY}T23:59:00Z`, id)).toEqual([]);
    const first = await set(id, { enabled: false });
    expect(first.upcoming).toEqual([]);
    expect(await runUntil('2027-06-01T00:00:00Z', id)).toEqual([]);
  });
});

describe('the timetable', () => {
  const look = async (): Promise<void> => {
    await owner.query(`select graphile_worker.add_job('automation:look', '{}')`);
  };
  const runsOf = async (partnerId: string): Promise<{ status: string }[]> =>
    (
      await owner.query('select status from billing_run where partner_id = $1 order by date', [
        partnerId,
      ])
    ).rows;

  it('makes what has come within its minute, however many look, and confirms at the hour', async () => {
    const { id } = await partnerWith(1);
    const other = await partnerWith(1);
    // 21 days before 1 May is today
    for (const partner of [id, other.id]) await set(partner, { ...ON, daysBefore: 21 });
    for (let i = 0; i < 10; i += 1) await look();
    for (const partner of [id, other.id])
      await vi.waitFor(
        async () => expect(await runsOf(partner)).toEqual([{ status: 'READY' }]),
        20_000,
      );
    await set(id, { confirmationDays: 0 });
    await look();
    await vi.waitFor(
      async () => expect(await runsOf(id)).toEqual([{ status: 'PROCESSED' }]),
      20_000,
    );
    expect(await runsOf(other.id)).toEqual([{ status: 'READY' }]);
    // that day of each was looked at: nobody is asked again
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        'select looked_on::text from automated_partner where partner_id = any($1)',
        [[id, other.id]],
      );
      expect(rows).toEqual([{ looked_on: TODAY }, { looked_on: TODAY }]);
    }, 20_000);
  });
});

describe('people decide before it does', () => {
  it('skip a date, with the reason, and take that back; what waits is left to them', async () => {
    const { id } = await partnerWith(1);
    await set(id, ON);
    await skip(id, '2027-05-01', 'new prices');
    expect((await settings(id)).upcoming[0]).toMatchObject({
      billingDate: '2027-05-01',
      skipped: true,
      words: '1 May is skipped: nothing comes by itself, by hand it stays possible',
    });
    expect(await runUntil('2027-05-02T00:00:00Z', id)).toEqual([]);
    await server.must(
      'mutation ($p: ID!) { unskipAutomation(partnerId: $p, billingDate: "2027-05-01") { enabled } }',
      { p: id },
    );
    const [run] = await runUntil('2027-04-26T00:00:00Z', id);
    expect(run.status).toBe('READY');
    await skip(id, '2027-05-01');
    expect(await runUntil('2027-05-02T00:00:00Z', id)).toEqual([]);
    await server.must(
      'mutation ($r: ID!, $f: String!) { confirmBillingRun(id: $r, fingerprint: $f) { id } }',
      { r: run.id, f: run.fingerprint },
    );
    expect(
      await server.refused(
        'mutation ($p: ID!) { skipAutomation(partnerId: $p, billingDate: "2027-04-01") { enabled } }',
        { p: id },
      ),
    ).toMatchObject({ code: 'BAD_USER_INPUT', fields: { billingDate: expect.anything() } });
  });

  it('make a preview before its day: it confirms as it would have, and none comes again', async () => {
    const { id } = await partnerWith(1);
    await set(id, ON);
    const now = (billingDate: string) =>
      [
        'mutation ($p: ID!, $d: Date!) { previewAutomation(partnerId: $p, billingDate: $d) { id } }',
        { p: id, d: billingDate },
      ] as const;
    expect(await server.refused(...now('2027-05-02'))).toMatchObject({ reason: 'NOT_TO_COME' });
    const [run] = (await server.must(...now('2027-05-01'))).previewAutomation;
    expect(await settled(server, run.id)).toMatchObject({ status: 'READY', customerCount: 1 });
    expect(await server.refused(...now('2027-05-01'))).toMatchObject({ reason: 'NOT_TO_COME' });
    expect(await runUntil('2027-04-29T21:59:59Z', id)).toEqual([]);
    expect(await runUntil('2027-04-29T22:00:00Z', id)).toMatchObject([
      { id: run.id, status: 'PROCESSED' },
    ]);
  });

  it('make one by hand: it is the preview of its date, confirms by itself, and says so', async () => {
    const { id, email } = await partnerWith(1);
    await set(id, ON);
    const [run] = await preview(server, { date: '2027-05-01', partnerIds: [id] });
    // nobody has to ask: it is noticed as soon as the preview is ready
    await expect.poll(() => confirmAt(run.id)).toBe('2027-04-29T22:00:00.000Z');
    expect(await runUntil('2027-04-29T21:59:59Z', id)).toEqual([]);
    expect((await settings(id)).upcoming[0]).toMatchObject({
      billingDate: '2027-05-01',
      made: true,
      confirmAt: '2027-04-29T22:00:00.000Z',
      words: 'The preview for 1 May is made; confirms by itself on 29 April at 22:00 unless you do',
    });
    await expect.poll(() => mailbox.of(email).length).toBe(1);
    expect(await runUntil('2027-04-29T22:00:00Z', id)).toMatchObject([
      { id: run.id, status: 'PROCESSED' },
    ]);
    expect(await confirmAt(run.id)).toBeNull();
    expect(await charges(id)).toBe(1);
  });

  it('want to approve each: nothing is owed until they do, however long, and they are told', async () => {
    const { id, email } = await partnerWith(1);
    await set(id, { ...ON, approval: true });
    const [run] = await runUntil('2027-06-20T00:00:00Z', id);
    expect(run).toMatchObject({ date: '2027-05-01', status: 'READY' });
    expect(await charges(id)).toBe(0);
    expect(await confirmAt(run.id)).toBeNull();
    expect((await settings(id)).upcoming[0]).toMatchObject({
      billingDate: '2027-05-01',
      words: 'The preview for 1 May is made; waits until you confirm it',
    });
    await expect.poll(() => mailbox.of(email).length).toBe(1);
    const told = mailbox.of(email)[0].mail;
    expect(told.subject).toContain('waits for you');
    expect(told.text).toContain('Nothing is invoiced until you confirm it.');
    await server.must(
      'mutation ($r: ID!, $f: String!) { confirmBillingRun(id: $r, fingerprint: $f) { id } }',
      { r: run.id, f: run.fingerprint },
    );
    expect(await settled(server, run.id)).toMatchObject({ status: 'PROCESSED' });
    expect(await charges(id)).toBe(1);
    // approval is given up: what waits confirms at its hour again
    const [next] = await runUntil('2027-06-20T00:00:00Z', id);
    expect(next).toMatchObject({ date: '2027-06-01', status: 'READY' });
    await set(id, { approval: null });
    expect(await confirmAt(next.id)).not.toBeNull();
    expect(await runUntil('2027-05-30T22:00:00Z', id)).toMatchObject([{ status: 'PROCESSED' }]);
  });

  it('make one for others as well: that one is theirs, and does not confirm by itself', async () => {
    const { id } = await partnerWith(1);
    const below = await partnerWith(1, '2027-05-01', id);
    await set(id, { ...ON, separatePerPartner: true });
    await set(below.id, { enabled: false }, below.token);
    const [run] = await preview(server, {
      date: '2027-05-01',
      partnerIds: [id],
      includeDescendants: true,
    });
    const own = await runUntil('2027-04-26T00:00:00Z', id);
    expect(own).toMatchObject([{ status: 'READY', partners: [{ id }] }]);
    expect(own[0].id).not.toBe(run.id);
    expect(await confirmAt(run.id)).toBeNull();
  });

  it('pause it: what was due is made on the day it works again', async () => {
    const { id } = await partnerWith(1);
    await set(id, { ...ON, pausedUntil: '2027-05-03' });
    expect(await runUntil('2027-05-02T23:59:59Z', id)).toEqual([]);
    expect(await runUntil('2027-05-03T00:00:00Z', id)).toMatchObject([{ status: 'READY' }]);
    await set(id, { pausedUntil: '2027-05-20' });
    expect(await runUntil('2027-05-20T21:59:59Z', id)).toEqual([]);
    await set(id, { pausedUntil: null });
    expect(await runUntil('2027-05-06T22:00:00Z', id)).toMatchObject([{ status: 'PROCESSED' }]);
  });

  it('are told nothing of it before it is on, and not by whoever may not', async () => {
    const { id, token } = await partnerWith(1);
    const beside = await partnerWith(1);
    expect(
      await server.refused(
        'mutation ($p: ID!) { skipAutomation(partnerId: $p, billingDate: "2027-05-01") { enabled } }',
        { p: id },
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'AUTOMATION_OFF' });
    const cashier = await makeUser(server, id, 'CASHIER');
    for (const query of [
      'mutation ($p: ID!) { runAutomation(until: "2027-05-01T00:00:00Z", partnerId: $p) { id } }',
      'mutation ($p: ID!) { updateAutomationSettings(partnerId: $p, input: { enabled: true }) { enabled } }',
    ])
      expect(await server.refused(query, { p: id }, cashier.token)).toMatchObject({
        code: 'FORBIDDEN',
      });
    expect(
      await server.refused(
        'mutation ($p: ID!) { runAutomation(until: "2027-05-01T00:00:00Z", partnerId: $p) { id } }',
        { p: beside.id },
        token,
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('partners below', () => {
  it('are in one run with whoever set it, or have one each; who sets its own has its own', async () => {
    const top = await partnerWith(1);
    const follows = await partnerWith(1, '2027-05-01', top.id);
    const own = await partnerWith(1, '2027-05-01', top.id);
    await set(top.id, ON);
    await set(own.id, { daysBefore: 2 }, own.token);
    const runs = await runUntil('2027-04-26T00:00:00Z', top.id);
    expect(runs).toHaveLength(1);
    expect(runs[0]).toMatchObject({ customerCount: 2 });
    expect(runs[0].partners.map(({ id }) => id).sort()).toEqual([top.id, follows.id].sort());
    expect(await runUntil('2027-04-29T00:00:00Z', own.id)).toMatchObject([
      { customerCount: 1, partners: [{ id: own.id }] },
    ]);
    const each = await partnerWith(1);
    const below = await partnerWith(1, '2027-05-01', each.id);
    await set(each.id, { ...ON, separatePerPartner: true });
    await skip(below.id, '2027-05-01');
    expect((await settings(each.id)).upcoming[0]).toMatchObject({ customers: 1 });
    expect(await runUntil('2027-04-26T00:00:00Z', each.id)).toMatchObject([
      { partners: [{ id: each.id }] },
    ]);
    expect(await runUntil('2027-05-27T00:00:00Z', each.id)).toMatchObject([
      { date: '2027-05-01', status: 'PROCESSED' },
      { date: '2027-06-01', partners: [{ id: each.id }] },
      { date: '2027-06-01', partners: [{ id: below.id }] },
    ]);
  });

  it('see a run that was made above as theirs to wait for, and cannot skip it', async () => {
    const top = await partnerWith(2);
    const follows = await partnerWith(1, '2027-05-01', top.id);
    await set(top.id, ON);
    const asked = `query ($p: ID!) { automationSettings(partnerId: $p) {
      upcoming { billingDate made madeAbove skipped customers runId words } } }`;
    const seen = async () =>
      (await server.must(asked, { p: follows.id }, follows.token)).automationSettings.upcoming;
    expect((await seen())[0]).toMatchObject({
      billingDate: '2027-05-01',
      made: false,
      madeAbove: false,
      runId: null,
    });
    const [run] = await runUntil('2027-04-26T00:00:00Z', top.id);
    const [first] = await seen();
    expect(first).toEqual({
      billingDate: '2027-05-01',
      made: true,
      madeAbove: true,
      skipped: false,
      customers: 1,
      runId: run.id,
      words:
        'The preview for 1 May is made; confirms by itself on 29 April at 22:00 unless the partner above does',
    });
    expect(
      await server.refused(
        `mutation ($p: ID!) { skipAutomation(partnerId: $p, billingDate: "2027-05-01") { enabled } }`,
        { p: follows.id },
        follows.token,
      ),
    ).toMatchObject({ code: 'CONFLICT', reason: 'MADE_ABOVE' });
    await server.must('mutation ($r: ID!) { deleteBillingRun(id: $r) { id } }', { r: run.id });
    expect((await seen()).map(({ billingDate }: Planned) => billingDate)).not.toContain(
      '2027-05-01',
    );
  });

  it('keep a date free that was skipped above, where they take their automation from there', async () => {
    const each = await partnerWith(1);
    const below = await partnerWith(1, '2027-05-01', each.id);
    await set(each.id, { ...ON, separatePerPartner: true });
    await skip(each.id, '2027-05-01');
    expect(await runUntil('2027-05-01T00:00:00Z', each.id)).toEqual([]);
    await set(below.id, { enabled: true });
    expect(await runUntil('2027-04-26T00:00:00Z', each.id)).toMatchObject([
      { partners: [{ id: below.id }] },
    ]);
  });
});

describe('whoever confirms runs is told by mail', () => {
  const told = async (address: string, count: number) => {
    await vi.waitFor(() => {
      expect(mailbox.of(address)).toHaveLength(count);
    }, 20_000);
    return mailbox.of(address).map(({ mail }) => `${mail.subject}\n${mail.text}`);
  };

  it('when a preview waits, when it was made again, when it was confirmed by itself', async () => {
    const { id, email } = await partnerWith(1);
    const clerk = await makeUser(server, id, 'FINANCIAL_MANAGER');
    const reader = await makeUser(server, id, 'READ_ONLY');
    await set(id, ON);
    const [run] = await runUntil('2027-04-26T00:00:00Z', id);
    const [waits] = await told(clerk.email, 1);
    expect(waits).toMatch(/^The preview for 1 May waits for you\n/);
    expect(waits).toContain('1 customer, 100.00 EUR.');
    expect(waits).toContain('It confirms by itself on 29 April at 22:00 unless you do.');
    expect(waits).toContain(`/admin/billing-runs/${run.id}/show`);
    await customersOf(id, 1, '2027-05-01');
    await runUntil('2027-04-29T22:30:00Z', id);
    const [, again] = await told(clerk.email, 2);
    expect(again).toMatch(/^The preview for 1 May no longer held and was made again\n/);
    expect(again).toContain('due since');
    expect(again).toContain('It confirms by itself on 29 April at 23:00 unless you do.');
    await runUntil('2027-04-29T23:00:00Z', id);
    const [, , confirmed] = await told(clerk.email, 3);
    expect(confirmed).toMatch(/^The billing run for 1 May is confirmed\n/);
    expect(confirmed).toContain('2 invoices, 200.00 EUR.');
    await told(email, 3);
    expect(mailbox.of(reader.email)).toEqual([]);
  });

  it('when it failed; from then on it is theirs', async () => {
    const { id, email } = await partnerWith(1);
    await set(id, ON);
    await owner.query(`create function fails() returns trigger language plpgsql as $$
      begin if new.partner_id = '${id}' then raise exception 'no'; end if; return new; end $$;
      create trigger fails before insert on billing_run_entry for each row execute function fails()`);
    const [run] = await runUntil('2027-04-26T00:00:00Z', id);
    expect(run.status).toBe('FAILED');
    const [failed] = await told(email, 1);
    expect(failed).toMatch(/^The billing run for 1 May failed\n/);
    expect(failed).toContain('Nothing more comes of it by itself');
    await owner.query('drop function fails() cascade');
    await server.must('mutation ($r: ID!) { retryBillingRun(id: $r) { id } }', { r: run.id });
    expect(await settled(server, run.id)).toMatchObject({ status: 'READY' });
    expect(await runUntil('2027-05-10T00:00:00Z', id)).toEqual([]);
    expect(mailbox.of(email)).toHaveLength(1);
  });

  it('of partners that have nobody, the nearest above, once for all of a date', async () => {
    const top = await partnerWith(0);
    for (const name of ['Alone', 'Alone too']) {
      const { id } = await story(server).partner({ name, parentId: top.id });
      await customersOf(id, 1, '2027-05-01');
    }
    await set(top.id, { ...ON, separatePerPartner: true });
    expect(await runUntil('2027-04-26T00:00:00Z', top.id)).toHaveLength(2);
    const [below] = await told(top.email, 1);
    expect(below).toContain('partners below you that have nobody of their own');
    expect(await runUntil('2027-04-29T22:00:00Z', top.id)).toHaveLength(2);
    await told(top.email, 2);
  });
});
