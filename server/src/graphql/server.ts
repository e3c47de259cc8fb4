import { createServer, type IncomingMessage, type Server } from 'node:http';
import path from 'node:path';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import * as cookie from 'cookie';
import express, { type Express, type Request, type Response } from 'express';
import { GraphQLError, getOperationAST, parse, type GraphQLSchema } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import helmet from 'helmet';
import { WebSocketServer, type WebSocket } from 'ws';
import type { App } from '../app.ts';
import { ROOT } from '../config.ts';
import { viewerOf, type Door } from '../modules/auth/session.service.ts';
import type { Viewer } from '../modules/auth/viewer.ts';
import { logContext } from '../platform/log.ts';
import { operationSeconds, openSockets } from '../platform/metrics.ts';
import { Context, type Cookies } from './context.ts';
import { formatFailure } from './failures.ts';

const MAX_TOKENS = 4000;
const SOCKETS_PER_SESSION = 1000;
const MAX_BODY = '1mb';

function doorOf(value: unknown): Door { return value === 'admin' || value === 'portal' ? value : 'any'; }
function cookieName(door: Door): string { return `backhaul_${door}`; }
function bearer(value: unknown): string | null { return /^Bearer ([\w-]+)$/i.exec(String(value ?? ''))?.[1] ?? null; }

/** The token of a request: a bearer token, or (for our own pages, which send a header that other sites cannot) the cookie. */
function tokenOf(headers: IncomingMessage['headers'], authorization: unknown, door: Door): string | null {
  const token = bearer(authorization);
  if (token) return token;
  return door === 'any' ? null : cookie.parseCookie(headers.cookie ?? '')[cookieName(door)] ?? null;
}

function sameOrigin(headers: IncomingMessage['headers']): boolean {
  if (!headers.origin) return true;
  try { return new URL(headers.origin).host === headers.host; } catch { return false; }
}

export interface HttpServer { http: Server; express: Express; close(): Promise<void> }

/** Everything on one port: GraphQL over HTTP and WebSocket, the built apps, health. `routes` adds webhooks and downloads before the apps. */
export async function createHttpServer(app: App, schema: GraphQLSchema, routes: (express: Express) => void): Promise<HttpServer> {
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', app.config.trustProxy);
  web.use(helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], scriptSrc: ["'self'"], styleSrc: ["'self'", "'unsafe-inline'"], imgSrc: ["'self'", 'data:'], connectSrc: ["'self'", 'ws:', 'wss:'], formAction: ["'self'"], frameAncestors: ["'none'"], objectSrc: ["'none'"], upgradeInsecureRequests: null } }, strictTransportSecurity: app.config.publicUrl?.startsWith('https:') ? undefined : false, crossOriginOpenerPolicy: false }));
  const http = createServer(web);
  const sockets = await attachSockets(app, schema, http);
  const apollo = await createApollo(app, schema);

  web.use('/graphql', express.json({ limit: MAX_BODY }), async (req: Request, res: Response, next) => {
    if (!sameOrigin(req.headers)) { res.status(403).json({ errors: [{ message: 'Requests from other sites are refused.', extensions: { code: 'FORBIDDEN' } }] }); return; }
    next();
  }, expressMiddleware(apollo, { context: async ({ req, res }) => httpContext(app, req, res) }));
  routes(web);
  serveApp(web, '/admin', path.join(ROOT, 'admin-ui/dist'));
  serveApp(web, '', path.join(ROOT, 'customer-portal/dist'));
  return {
    http, express: web,
    async close() {
      const closed = new Promise<void>((resolve) => { http.close(() => resolve()); });
      await sockets();
      http.closeIdleConnections();
      await Promise.race([apollo.stop(), new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
      http.closeAllConnections();
      await closed;
    },
  };
}

async function createApollo(app: App, schema: GraphQLSchema): Promise<ApolloServer<Context>> {
  const armor = new ApolloArmor({
    maxTokens: { enabled: false }, maxDepth: { n: 12 }, maxAliases: { n: 30 }, maxDirectives: { n: 30 }, costLimit: { maxCost: 60_000 },
    blockFieldSuggestion: { enabled: app.config.production },
  }).protect();
  const apollo = new ApolloServer<Context>({
    schema, introspection: !app.config.production, hideSchemaDetailsFromClientErrors: app.config.production,
    stopOnTerminationSignals: false, // its own handlers would race with ours
    parseOptions: { maxTokens: MAX_TOKENS }, allowBatchedHttpRequests: false, csrfPrevention: true,
    validationRules: armor.validationRules, includeStacktraceInErrorResponses: false,
    formatError: formatFailure(app.log, app.config.production),
    plugins: [...armor.plugins, ApolloServerPluginLandingPageDisabled(), lifecycle(app)],
  });
  await apollo.start();
  return apollo;
}

/** Ends an operation's reads before its answer leaves, and measures it. */
function lifecycle(app: App): ApolloServerPlugin<Context> {
  return {
    async requestDidStart() {
      const started = process.hrtime.bigint();
      return {
        async didResolveOperation({ contextValue, operation }) { contextValue.mutating = operation?.operation === 'mutation'; },
        async willSendResponse({ contextValue, operation, operationName, errors }) {
          await contextValue.endReads();
          const seconds = Number(process.hrtime.bigint() - started) / 1e9;
          operationSeconds.observe({ operation: operation?.operation ?? 'invalid', outcome: errors?.length ? 'error' : 'ok' }, seconds);
          app.log.debug({ operation: operationName, correlationId: contextValue.correlationId, viewer: contextValue.viewer?.id, ms: Math.round(seconds * 1000) }, 'operation');
        },
      };
    },
  };
}

/** Who sends a request that is not GraphQL: by bearer token, or by the cookie of one of our pages. */
export async function requestViewer(app: App, req: Request, door: Door): Promise<Viewer | null> {
  const token = tokenOf(req.headers, req.headers.authorization, door);
  return token ? viewerOf(app, token) : null;
}

async function httpContext(app: App, req: Request, res: Response): Promise<Context> {
  const door = doorOf(req.header('x-backhaul-app'));
  const token = tokenOf(req.headers, req.headers.authorization, door);
  const viewer = token ? await viewerOf(app, token) : null;
  const secure = app.publicUrl().startsWith('https:');
  const write = (value: string, options: cookie.SerializeOptions) => res.append('set-cookie', cookie.stringifySetCookie({ name: cookieName(door), value, httpOnly: true, sameSite: 'strict', secure, path: '/', ...options }));
  const cookies: Cookies = { set: (value, expires) => { write(value, { expires }); }, clear: () => { write('', { expires: new Date(0) }); } };
  const context = new Context(app, viewer, { door, address: req.ip ?? 'unknown', userAgent: req.header('user-agent') ?? null }, cookies, req.hostname);
  logContext.enterWith({ correlationId: context.correlationId });
  res.setHeader('x-correlation-id', context.correlationId);
  return context;
}

type SocketExtra = { socket: WebSocket; request: IncomingMessage; viewer?: Viewer; expiry?: NodeJS.Timeout } & Record<PropertyKey, unknown>;

/** Subscriptions over graphql-transport-ws: signed in at connection_init, closed when the session ends. Returns how to close them all. */
async function attachSockets(app: App, schema: GraphQLSchema, http: Server): Promise<() => Promise<void>> {
  const wss = new WebSocketServer({ noServer: true, maxPayload: 100_000 });
  http.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://x').pathname !== '/graphql' || !sameOrigin(request.headers)) { socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'); return; }
    wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request));
  });
  const bySession = new Map<string, Set<WebSocket>>();
  const forget = (extra: SocketExtra) => {
    clearTimeout(extra.expiry);
    if (extra.viewer) bySession.get(extra.viewer.sessionId)?.delete(extra.socket);
    openSockets.set([...bySession.values()].reduce((sum, set) => sum + set.size, 0));
  };
  const closeAll = (key: string) => { for (const ws of bySession.get(key) ?? []) ws.close(CloseCode.Forbidden, 'the session ended'); };
  const stopListening = app.signals.onSignal((signal) => {
    if (signal.topic !== 'access' || !signal.id) return;
    closeAll(signal.id);
  });

  const server = useServer<Record<string, unknown>, SocketExtra>({
    schema,
    async onConnect({ connectionParams, extra }) {
      const door = doorOf(connectionParams?.app);
      const token = tokenOf(extra.request.headers, connectionParams?.authorization, door);
      const viewer = token ? await viewerOf(app, token) : null;
      if (!viewer) return false;
      const open = bySession.get(viewer.sessionId) ?? new Set();
      if (open.size >= SOCKETS_PER_SESSION) return false;
      bySession.set(viewer.sessionId, open.add(extra.socket));
      extra.viewer = viewer;
      extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'the session ended'), Math.min(viewer.expiresAt.getTime() - Date.now(), 2 ** 31 - 1));
      openSockets.inc();
      return true;
    },
    onClose({ extra }) { forget(extra); },
    context: ({ extra, connectionParams }) => new Context(app, extra.viewer!, { door: doorOf(connectionParams?.app), address: extra.request.socket.remoteAddress ?? 'unknown', userAgent: null }, null, extra.request.headers.host ?? ''),
    onSubscribe(_ctx, _id, payload) {
      let operation;
      try { operation = getOperationAST(parse(payload.query, { maxTokens: MAX_TOKENS }), payload.operationName)?.operation; } catch (error) { return [error as GraphQLError]; }
      return operation === 'subscription' ? undefined : [new GraphQLError('Only subscriptions run over the WebSocket; send queries and mutations by HTTP.')];
    },
    // every event is answered in a read transaction of its own
    async onNext(_ctx, _id, _payload, args, result) {
      await (args.contextValue as unknown as Context).endReads();
      if (!result.errors?.length) return;
      return { ...result, errors: result.errors.map((error) => formatFailure(app.log, app.config.production)(error.toJSON(), error)) } as never;
    },
    onError(_ctx, _id, _payload, errors) { return errors.map((error) => formatFailure(app.log, app.config.production)(error instanceof GraphQLError ? error.toJSON() : error, error)) as never; },
  }, wss, 15_000);

  return async () => {
    stopListening();
    await server.dispose();
    for (const ws of wss.clients) ws.terminate();
  };
}

/** A built single-page app: hashed assets for ever, the page itself always fresh. */
function serveApp(web: Express, at: string, dist: string): void {
  web.use(`${at}/`, express.static(dist, { index: false, setHeaders: (res, file) => { res.setHeader('cache-control', /[/\\]assets[/\\]/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache'); } }));
  web.get([`${at}/`, `${at}/*rest`], (req, res, next) => {
    if (path.extname(req.path)) { next(); return; }
    res.setHeader('cache-control', 'no-cache');
    res.sendFile(path.join(dist, 'index.html'));
  });
}
