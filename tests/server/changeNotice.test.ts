import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { makeTenant, makeTree, makeUser, openSandbox, type Tenant } from '../support/tenants.ts';

let mailbox: Mailbox;
let server: TestServer;
let north: Tenant, northChild: Tenant;
beforeAll(async () => {
  mailbox = await openMailbox();
  server = await startTestServer({ SMTP_URL: mailbox.url, MAIL_FROM: 'billing@isp.example' });
  ({ north, northChild } = await makeTree(server));
});
afterAll(async () => {
  await server.stop();
  await mailbox.close();
});

const told = async (address: string, count: number) => {
  await vi.waitFor(() => {
    expect(mailbox.of(address)).toHaveLength(count);
  }, 20_000);
  const { mail } = mailbox.of(address).at(-1)!;
  return `${mail.subject}\n${mail.text}`;
};

describe('where the money of customers goes', () => {
  it('changes only with a mail to every administrator of the partner: who, when, what, and no secrets', async () => {
    const second = await makeUser(server, north.id, 'ADMINISTRATOR');
    const clerk = await makeUser(server, north.id, 'FINANCIAL_MANAGER');
    const gone = await makeUser(server, north.id, 'ADMINISTRATOR');
    await server.must(
      'mutation ($id: ID!) { updateUser(id: $id, input: { active: false }) { id } }',
      { id: gone.id },
      north.token,
    );
    const first = north.email;
    await openSandbox(server, north.id, {}, north.token);
    for (const address of [first, second.email]) {
      const words = await told(address, 1);
      expect(words).toContain('payments through the sandbox (simulated)');
      expect(words).toContain('was added: switched on, partners below may not use it');
      expect(words).toMatch(/did this on \d+ \w+ \d{4}, \d\d:\d\d:\d\d/);
      expect(words).toContain('Test ADMINISTRATOR');
    }
    // by the operator, from above: north is told who that was
    await openSandbox(server, north.id, { enabled: false, sharedBelow: true });
    expect(await told(first, 2)).toContain('was changed: switched off, partners below may use it.');
    // what changes nothing tells nothing
    await openSandbox(server, north.id, { enabled: false, sharedBelow: true });
    await openSandbox(server, northChild.id);
    expect(await told(northChild.email, 1)).toContain('was added');
    for (const [address, count] of [
      [first, 2],
      [second.email, 2],
      [clerk.email, 0],
      [gone.email, 0],
    ] as const)
      expect(mailbox.of(address), address).toHaveLength(count);
  });

  it('of the operator itself changes with a mail to its super administrators', async () => {
    const {
      viewer: { partner },
    } = await server.must('{ viewer { partner { id } } }');
    await openSandbox(server, partner.id);
    expect(await told(OPERATOR.email, 1)).toContain('was added');
  });

  it('is told of in the words of the product where the partner has a mail of its own for another matter', async () => {
    const set = (s: string) =>
      server.must(
        'mutation ($p: ID!, $s: String!) { setDocumentTemplate(partnerId: $p, kind: SECURITY_MAIL, source: $s, subject: "Hello") { kind } }',
        { p: north.id, s },
        north.token,
      );
    const first = north.email;
    let count = 2;
    for (const s of [
      '<p>Your address changed.</p>',
      '<p>We change the world, and this is a change for the better.</p>',
      '{{#if change}}<p>All is well.</p>{{/if}}',
      '{{#each change}}{{nothing}}{{/each}}',
    ]) {
      await set(s);
      const enabled = count % 2 === 0;
      await openSandbox(server, north.id, { enabled });
      expect(await told(first, (count += 1)), s).toContain(
        `was changed: switched ${enabled ? 'on' : 'off'}`,
      );
    }
    await set('<p>Look out: {{change}}</p>');
    await openSandbox(server, north.id, { enabled: true });
    expect(await told(first, count + 1)).toMatch(/^Hello\nLook out: The account at/);
  });

  it('is told to the partners that use it too, and above a partner that has nobody to be told', async () => {
    const SHARE = (sharedBelow: boolean) =>
      openSandbox(server, top.id, { sharedBelow, enabled: true }, top.token);
    const BANK =
      'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { iban } }';
    const bank = (of: Tenant, i: object) => server.must(BANK, { p: of.id, i }, of.token);
    const top = await makeTenant(server, 'Top Net');
    const user = await makeTenant(server, 'User Net', { parentId: top.id });
    const own = await makeTenant(server, 'Own Net', { parentId: top.id });
    const {
      createPartner: { id: empty },
    } = await server.must('mutation ($i: PartnerInput!) { createPartner(input: $i) { id } }', {
      i: { name: 'Empty Net', parentId: user.id },
    });
    const counts = (...all: number[]) =>
      vi.waitFor(() => {
        expect([top, user, own].map(({ email }) => mailbox.of(email).length)).toEqual(all);
      }, 20_000);

    await bank(own, { name: 'Own Ltd', iban: 'DE02120300000000202051' });
    await counts(0, 0, 1);
    await bank(top, { name: 'Top Ltd', iban: 'DE02500105170137075030', bankName: 'First Bank' });
    await counts(1, 1, 1);
    for (const { email } of [top, user])
      expect(await told(email, 1)).toContain(
        'Invoices now ask for money to bank First Bank, IBAN DE02500105170137075030. Until now they named none.',
      );
    // what else a company says of itself is told nobody; a name of its own ends what is taken from above
    await bank(top, { city: 'Town', iban: 'DE02500105170137075030' });
    await bank(user, { name: 'User Ltd' });
    await counts(1, 2, 1);
    expect(await told(user.email, 2)).toContain('Invoices now name no bank account.');
    await bank(user, { name: null });
    await counts(1, 3, 1);

    await SHARE(false);
    await counts(2, 3, 1);
    await SHARE(true);
    // User Net once, although Empty Net below it has nobody and uses the same
    await counts(3, 4, 2);
    expect(await told(user.email, 4)).toContain('customers now pay online through the sandbox');
    await SHARE(false);
    await counts(4, 5, 3);
    expect(await told(user.email, 5)).toContain('customers cannot pay online now');
    await SHARE(true);
    await counts(5, 6, 4);

    // moved away, its money goes elsewhere: the bank account and the provider of the new place
    await server.must(
      'mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }',
      { id: empty, p: own.id },
    );
    await counts(5, 6, 5);
    const words = await told(own.email, 5);
    expect(words).toContain('For Empty Net (no administrator of their own): ');
    expect(words).toContain('Invoices now ask for money to IBAN DE02120300000000202051.');
    await server.must(
      'mutation ($id: ID!, $p: ID!) { movePartner(id: $id, parentId: $p) { id } }',
      { id: user.id, p: north.id },
    );
    await counts(5, 8, 5);
    expect(
      mailbox
        .of(user.email)
        .slice(-2)
        .map(({ mail }) => mail.text)
        .join(),
    ).toMatch(/The partner was moved in the tree[\s\S]*Until now it was bank First Bank/);
  });

  it('is told in mails that nobody cancels, repeats or reads along with', async () => {
    await server.must(
      'mutation ($p: ID!) { updateNotificationSettings(partnerId: $p, input: { bcc: "copies@north.example" }) { bcc } }',
      { p: north.id },
      north.token,
    );
    const before = mailbox.of(north.email).length;
    await openSandbox(server, north.id, { sharedBelow: true });
    await told(north.email, before + 1);
    const { messages } = await server.must(
      'query ($p: ID!) { messages(filter: { partnerId: $p, kind: SECURITY_MAIL }) { nodes { id } } }',
      { p: north.id },
      north.token,
    );
    for (const mutation of ['cancelMessage', 'resendMessage'])
      expect(
        await server.refused(
          `mutation ($id: ID!) { ${mutation}(id: $id) { id } }`,
          messages.nodes[0],
          north.token,
        ),
        mutation,
      ).toMatchObject({ code: 'CONFLICT', reason: 'PROTECTS_ACCOUNT' });
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    expect(mailbox.of('copies@north.example')).toEqual([]);
  });
});
