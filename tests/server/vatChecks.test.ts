import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/backhaul.ts';
import { makeCustomer, makeTenant, PASSWORD, type Tenant } from '../support/tenants.ts';

/** Speaks as the register does: numbers that end in 0 are away, in 9 nonsense, in 1 not given to anybody. */
let register: Server;
const asked: Record<string, unknown>[] = [];
let server: TestServer;
let shop: Tenant;

beforeAll(async () => {
  register = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      const question = JSON.parse(body) as { vatNumber: string; requesterNumber?: string };
      asked.push({ path: request.url, ...question });
      const say = (status: number, answer: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
      };
      const last = question.vatNumber.at(-1);
      if (last === '0')
        say(500, { actionSucceed: false, errorWrappers: [{ error: 'MS_UNAVAILABLE' }] });
      else if (last === '9') say(200, '<html>maintenance</html>');
      else
        say(200, {
          ...question,
          requestDate: '2026-04-20T10:00:00Z',
          valid: last !== '1',
          requestIdentifier: question.requesterNumber ? 'WAPIAAAA1' : '',
          name: last === '1' ? '---' : 'OORT B.V.',
          address: last === '1' ? '---' : '\nHERENGRACHT 1\n1015 BA AMSTERDAM\n',
        });
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => register.once('listening', resolve));
  const { port } = register.address() as AddressInfo;
  server = await startTestServer({ VIES_URL: `http://127.0.0.1:${port}/rest-api` });
  shop = await makeTenant(server, 'Alpen', { currency: 'EUR' });
});
afterAll(async () => {
  await server.stop();
  register.close();
});

const CHECK = 'vatId valid name address requestId checkedBy';
const check = `mutation ($id: ID!) { checkVatId(customerId: $id) { ${CHECK} } }`;
const of = async (id: string, token?: string) =>
  (
    await server.must<any>(
      `query ($id: ID!) { customer(id: $id) { vatCheckable vatCheck { ${CHECK} } } }`,
      { id },
      token,
    )
  ).customer;
const company = (vatId: string | null) =>
  makeCustomer(server, shop.id, { kind: 'COMPANY', vatId, country: 'NL' });

describe('the VAT register', () => {
  it('is asked about a number when somebody wants it, and what it said stays with the customer', async () => {
    const { id } = await company('ATU12345675');
    expect(await of(id)).toEqual({ vatCheckable: true, vatCheck: null });
    const said = {
      vatId: 'ATU12345675',
      valid: true,
      name: 'OORT B.V.',
      address: 'HERENGRACHT 1\n1015 BA AMSTERDAM',
      requestId: null,
      checkedBy: expect.any(String),
    };
    expect((await server.must<any>(check, { id }, shop.token)).checkVatId).toEqual(said);
    expect(asked.at(-1)).toEqual({
      path: '/rest-api/check-vat-number',
      countryCode: 'AT',
      vatNumber: 'U12345675',
    });
    expect((await of(id)).vatCheck).toEqual(said);
    // what was said of another number says nothing of this one
    await server.must(
      'mutation ($id: ID!) { updateCustomer(id: $id, input: { vatId: "RO123451" }) { id } }',
      { id },
    );
    expect(await of(id)).toEqual({ vatCheckable: true, vatCheck: null });
    expect((await server.must<any>(check, { id })).checkVatId).toMatchObject({
      valid: false,
      name: null,
      address: null,
    });
  });

  it('is told who asks where the company has a VAT number, and answers with a proof', async () => {
    await server.must(
      'mutation ($p: ID!, $i: CompanyDetailsInput!) { updateCompanyDetails(partnerId: $p, input: $i) { name } }',
      { p: shop.id, i: { name: 'Alpen GmbH', vatId: 'DE136695976' } },
    );
    const { id } = await company('ATU12345675');
    expect((await server.must<any>(check, { id })).checkVatId.requestId).toBe('WAPIAAAA1');
    expect(asked.at(-1)).toMatchObject({
      requesterMemberStateCode: 'DE',
      requesterNumber: '136695976',
    });
  });

  it('that is away, or answers nonsense, is said in words and keeps nothing', async () => {
    for (const [vatId, words] of [
      ['RO123450', /away at the moment/],
      ['RO123459', /something that is no answer/],
    ] as const) {
      const { id } = await company(vatId);
      expect(await server.refused(check, { id })).toMatchObject({
        code: 'CONFLICT',
        reason: 'UNAVAILABLE',
        message: expect.stringMatching(words),
      });
      expect((await of(id)).vatCheck).toBeNull();
    }
  });

  it('is not asked about other numbers, or by whoever may not', async () => {
    for (const vatId of [null, 'CHE123456788']) {
      const { id } = await company(vatId);
      expect((await of(id)).vatCheckable).toBe(false);
      expect(await server.refused(check, { id })).toMatchObject({ reason: 'NO_VAT_ID' });
    }
    const { id } = await company('ATU12345675');
    const other = await makeTenant(server, 'Other', { currency: 'EUR' });
    expect(await server.refused(check, { id }, other.token)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is not there where it is not set up', async () => {
    const bare = await startTestServer();
    try {
      const tenant = await makeTenant(bare, 'Bare', { currency: 'EUR' });
      const { id } = await makeCustomer(bare, tenant.id, { kind: 'COMPANY', vatId: 'ATU12345675' });
      const { customer } = await bare.must<any>(
        'query ($id: ID!) { customer(id: $id) { vatCheckable } }',
        { id },
      );
      expect(customer.vatCheckable).toBe(false);
      expect(await bare.refused(check, { id })).toMatchObject({ reason: 'NOT_SET_UP' });
    } finally {
      await bare.stop();
    }
  });
});

it('a customer does not see who looked at its number', async () => {
  const { id, login } = await company('ATU12345675');
  await server.must(check, { id });
  const token = await server.signIn(login, PASSWORD);
  const { viewer } = await server.must<any>(
    '{ viewer { customer { vatCheck { checkedBy } } } }',
    {},
    token,
  );
  expect(viewer.customer.vatCheck).toBeNull();
});
