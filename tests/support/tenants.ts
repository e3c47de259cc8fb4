import { randomBytes } from 'node:crypto';
import type { TestServer } from './backhaul.ts';

/** An id that is well formed and belongs to nothing. */
export const NOWHERE = '00000000-0000-4000-8000-000000000000';
export const PASSWORD = 'a password for tests';

export interface Tenant {
  id: string;
  number: number;
  token: string;
  userId: string;
  email: string;
}

let made = 0;
/** What nobody else is called, in copies of data that another worker made neither. */
const unique = (): string => randomBytes(4).toString('hex');

/** A user of a partner, signed in. */
export async function makeUser(
  server: TestServer,
  partnerId: string,
  role: string,
): Promise<{ id: string; email: string; token: string }> {
  made += 1;
  const email = `${role.toLowerCase()}-${unique()}@tests.example`;
  const { createUser } = await server.must(
    'mutation ($input: UserInput!) { createUser(input: $input) { id } }',
    { input: { partnerId, email, name: `Test ${role} ${made}`, role, password: PASSWORD } },
  );
  return { id: createUser.id, email, token: await server.signIn(email, PASSWORD) };
}

/** A partner with an administrator of its own, signed in; directly below the operator unless `parentId` says otherwise. */
export async function makeTenant(
  server: TestServer,
  name: string,
  options: { parentId?: string; currency?: string } = {},
): Promise<Tenant> {
  const { createPartner } = await server.must(
    'mutation ($input: PartnerInput!) { createPartner(input: $input) { id number } }',
    { input: { name, ...options } },
  );
  const user = await makeUser(server, createPartner.id, 'ADMINISTRATOR');
  return { ...createPartner, token: user.token, userId: user.id, email: user.email };
}

/** The smallest tree that has every kind of relative: north with northChild below it, and south beside it. */
export async function makeTree(
  server: TestServer,
): Promise<{ north: Tenant; northChild: Tenant; south: Tenant; operatorId: string }> {
  const { viewer } = await server.must('{ viewer { partner { id } } }');
  const north = await makeTenant(server, 'North Net');
  const northChild = await makeTenant(server, 'North Village', { parentId: north.id });
  const south = await makeTenant(server, 'South Net');
  return { north, northChild, south, operatorId: viewer.partner.id };
}

/** A customer with a login; returns its id and, with `signIn`, a token for the portal. */
export async function makeCustomer(
  server: TestServer,
  partnerId: string,
  input: object = {},
): Promise<{ id: string; number: number; login: string }> {
  made += 1;
  const login = `login-${unique()}`;
  const { createCustomer } = await server.must(
    'mutation ($input: CustomerInput!) { createCustomer(input: $input) { id number login } }',
    { input: { partnerId, name: `Customer ${made}`, login, password: PASSWORD, ...input } },
  );
  return createCustomer;
}

/** A tariff at 100.00 that the partners offer, made by the operator. */
export async function makeTariff(
  server: TestServer,
  partnerIds: string[],
  input: object = {},
): Promise<string> {
  const { createTariff } = await server.must(
    'mutation ($input: TariffInput!) { createTariff(input: $input) { id } }',
    {
      input: { kind: 'INTERNET', name: `Fibre ${(made += 1)}`, price: '100', partnerIds, ...input },
    },
  );
  return createTariff.id;
}

/** Lets a partner's customers pay through the sandbox; its account's id. */
export async function openSandbox(
  server: TestServer,
  partnerId: string,
  input: object = {},
  token: string | null = server.operator,
): Promise<string> {
  const { saveGatewayAccount } = await server.must(
    'mutation ($p: ID!, $i: GatewayAccountInput!) { saveGatewayAccount(partnerId: $p, input: $i) { id } }',
    { p: partnerId, i: { kind: 'SANDBOX', mode: 'TEST', ...input } },
    token,
  );
  return saveGatewayAccount.id;
}
