import path from 'node:path';
import type { AddressInfo } from 'node:net';
import type { App } from '../kit/app.ts';
import type { Config } from '../config.ts';
import { ROOT } from '../root.ts';
import { servedSchema } from './schema/schema.ts';
import type { Patience } from './http/patience.ts';
import { createHttpServer } from './http/server.ts';
import { bootstrapOperator } from './bootstrap.ts';
import { operationalRoutes } from './http/health.ts';
import { createClock } from '../platform/clock.ts';
import { dataFolder, openServer, prepareDatabase } from '../platform/database.ts';
import { createDnsRecords } from '../platform/dnsRecords.ts';
import { createLog } from '../platform/log.ts';
import { installationSecret } from '../platform/secret.ts';
import { createSignals } from '../platform/signals.ts';
import { StartupError } from '../platform/startupError.ts';
import { createBoundary } from '../tenancy/boundary.ts';
import { CONSEQUENCES } from './consequences.ts';
import { MODULES } from './modules.ts';
import { startWorker } from './worker/worker.ts';

export interface Backhaul {
  app: App;
  port: number;
  ownerUrl: string;
  stop(): Promise<void>;
}
export interface StartOptions {
  /** What a person at the terminal reads. */
  announce?: (text: string) => void;
  /** false: only the background worker, no port. */
  http?: boolean;
  /** Gives up starting, once what was begun can be ended properly. */
  stop?: AbortSignal;
  /** How long requests may take to arrive. */
  patience?: Patience;
}

/** The parts that every program needs (server, worker, import): the database, ready to use, and the boundary. */
export async function openApp(
  config: Config,
  announce: (text: string) => void,
): Promise<{ app: App; ownerUrl: string; setAddress(url: string): void; close(): Promise<void> }> {
  const log = createLog(config.logLevel);
  const folder = config.databaseUrl
    ? path.resolve(ROOT, config.dataDir ?? '.data')
    : dataFolder(ROOT, config.dataDir ?? undefined);
  const { secret, created } = installationSecret(config.secretKey, folder);
  if (created)
    log.info(
      { file: created },
      'a secret key was generated and kept; set SECRET_KEY to choose your own',
    );
  if (!config.databaseUrl) announce('Starting the database ...\n');
  const server = await openServer(config.databaseUrl, folder);
  const { appUrl, migrated } = await prepareDatabase(server.ownerUrl, secret).catch(
    async (error) => {
      await server.stop();
      throw error;
    },
  );
  if (migrated.length) log.info({ migrated }, 'the database was migrated');
  let local = `http://${config.host}:${config.port}`;
  let address = config.publicUrl ?? local;
  const clock = createClock(config.businessDate);
  const boundary = createBoundary(appUrl, {
    publicUrl: () => address,
    today: clock.today,
    consequences: CONSEQUENCES,
  });
  const signals = await createSignals(appUrl, log);
  const app: App = {
    config,
    secret,
    boundary,
    clock,
    log,
    signals,
    dns: createDnsRecords(config.dnsServers),
    publicUrl: () => address,
    localUrl: () => local,
  };
  return {
    app,
    ownerUrl: server.ownerUrl,
    setAddress: (url) => {
      address = config.publicUrl ?? url;
      local = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
    },
    async close() {
      await signals.close();
      await boundary.close();
      await server.stop();
    },
  };
}

/** Starts everything in order; stop() ends it in reverse, finishing or safely abandoning what runs. */
export async function startBackhaul(config: Config, options: StartOptions = {}): Promise<Backhaul> {
  const announce = options.announce ?? (() => {});
  const { app, ownerUrl, setAddress, close } = await openApp(config, announce);
  const undo: (() => Promise<void>)[] = [close];
  const stop = async () => {
    for (const each of undo.reverse().splice(0)) await each();
  };
  try {
    options.stop?.throwIfAborted();
    const signIns = await bootstrapOperator(app, { announce });
    options.stop?.throwIfAborted();
    if (config.worker === 'inside' || options.http === false)
      undo.push(await startWorker(app, ownerUrl));
    if (options.http === false) {
      announce('The worker is ready.\n');
      return { app, port: 0, ownerUrl, stop };
    }
    const schema = await servedSchema();
    const server = await createHttpServer(
      app,
      schema,
      (express) => {
        operationalRoutes(app, express);
        for (const { routes } of MODULES)
          for (const route of routes ?? []) route(app, express, schema);
      },
      options.patience,
    );
    undo.push(server.close);
    const port = await listen(server.http, config);
    await app.boundary.ping(); // ready means that /readyz says so
    const shown = config.host.includes(':') ? `[${config.host}]` : config.host;
    setAddress(`http://${shown}:${port}`);
    app.log.info({ port }, 'ready');
    announce(
      `\nBackhaul is ready.\n  Back office  ${app.publicUrl()}/admin/\n  Portal       ${app.publicUrl()}/\n  GraphQL      ${app.publicUrl()}/graphql\n${signIns.map((line) => `  ${line}\n`).join('')}\n`,
    );
    return { app, port, ownerUrl, stop };
  } catch (error) {
    await stop().catch(() => {});
    throw error;
  }
}

function listen(http: import('node:http').Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE')
        reject(
          new StartupError(
            `Port ${config.port} on ${config.host} is taken by another program. Stop that one, or choose another port: PORT=4001 npm start`,
          ),
        );
      else if (error.code === 'EACCES')
        reject(
          new StartupError(
            `Port ${config.port} may not be opened by this account. Choose one above 1023: PORT=4000 npm start`,
          ),
        );
      else reject(error);
    });
    http.listen(config.port, config.host, () => resolve((http.address() as AddressInfo).port));
  });
}
