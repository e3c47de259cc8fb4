import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { OPERATOR, startTestServer, type TestServer } from '../support/backhaul.ts';
import { openMailbox, type Mailbox } from '../support/mailbox.ts';
import { makeTree, makeUser, openSandbox, type Tenant } from '../support/tenants.ts';

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
