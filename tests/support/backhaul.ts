import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { readConfig } from '../../server/src/config.ts';
import { startBackhaul, type Backhaul } from '../../server/src/app/start.ts';
import { SECRET } from './secret.ts';

/** A database of one's own, cloned from the migrated template or from another one. */
export async function freshDatabase(template = inject('template')): Promise<string> {
  const admin = inject('postgresUrl');
  const name = `t_${inject('run')}_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  await client.query(`create database ${name} template "${template}"`);
  await client.end();
  return admin.replace(/\/postgres$/, `/${name}`);
}

export const OPERATOR = { email: 'owner@isp.example', password: 'correct horse battery' };

export interface GraphQLAnswer<T> {
  data: T;
  errors?: {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; reason?: string; fields?: Record<string, string> };
  }[];
}

export interface TestServer extends Backhaul {
  url: string;
  /** The raw answer, errors included. */
  ask<T = Record<string, unknown>>(
    query: string,
    variables?: object,
    token?: string | null,
  ): Promise<GraphQLAnswer<T>>;
  /** The data; any error fails the test. */
  must<T = Record<string, any>>(
    query: string,
    variables?: object,
    token?: string | null,
  ): Promise<T>;
  /** The only error's extensions; no error fails the test. */
  refused(
    query: string,
    variables?: object,
    token?: string | null,
  ): Promise<{ code: string; reason?: string; fields?: Record<string, string>; message: string }>;
  signIn(identifier: string, password: string): Promise<string>;
  /** The operator's token. */
  operator: string;
}

/** The whole product, as npm start runs it, on a database and a port of its own. */
export async function startTestServer(env: Record<string, string> = {}): Promise<TestServer> {
  const database = env.DATABASE_URL ?? (await freshDatabase());
  const config = readConfig({
    DATABASE_URL: database,
    PORT: '0',
    SECRET_KEY: SECRET,
    OPERATOR_EMAIL: OPERATOR.email,
    OPERATOR_PASSWORD: OPERATOR.password,
    SEED: 'none',
    LOG_LEVEL: process.env.TEST_LOG ?? 'error',
    ...(env.NODE_ENV === 'production' ? {} : { SANDBOX_GATEWAY: 'allow' }),
    ...env,
  });
  const backhaul = await startBackhaul(config);
  const url = `http://127.0.0.1:${backhaul.port}`;

  async function ask<T>(
    query: string,
    variables: object = {},
    token: string | null = server.operator,
  ): Promise<GraphQLAnswer<T>> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    return response.json() as Promise<GraphQLAnswer<T>>;
  }
  const server: TestServer = {
    ...backhaul,
    url,
    operator: '',
    ask,
    async must<T>(query: string, variables: object = {}, token: string | null = server.operator) {
      const { data, errors } = await ask<T>(query, variables, token);
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async refused(query, variables = {}, token = server.operator) {
      const { errors } = await ask(query, variables, token);
      if (errors?.length !== 1)
        throw new Error(`expected one refusal, got ${JSON.stringify(errors)}`);
      return { ...errors[0].extensions, message: errors[0].message };
    },
    async signIn(identifier, password) {
      const answer = await server.must<{ signIn: { token: string } }>(
        'mutation ($i: String!, $p: String!) { signIn(identifier: $i, password: $p) { token } }',
        { i: identifier, p: password },
        null,
      );
      return answer.signIn.token;
    },
  };
  server.operator = await server.signIn(OPERATOR.email, OPERATOR.password);
  return server;
}
