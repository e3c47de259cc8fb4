import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import * as cookie from 'cookie';
import expressStaticGzip from 'express-static-gzip';
import express, {
  type ErrorRequestHandler,
  type Express,
  type NextFunction,
  type Request,
  type Response,
} from 'express';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import helmet from 'helmet';
import type { App } from '../../kit/app.ts';
import { ROOT } from '../../root.ts';
import {
  cookieName,
  DEVICE_COOKIE,
  DEVICE_LIVES_MS,
  deviceOf,
  doorOf,
  PERSON_HEADER,
  sameOrigin,
  tokenOf,
  viewerFor,
} from '../../modules/access/index.ts';
import { logContext } from '../../platform/log.ts';
import { bodiesInRoom } from './bodies.ts';
import { Context, type Cookies } from '../../kit/context.ts';
import { formatFailure } from './failures.ts';
import { createLimits, MAX_TOKENS, type Limits } from './limits.ts';
import { lifecycle, statusOfWrong } from './lifecycle.ts';
import { bodyInTime, PATIENCE, serverPatience, type Patience } from './patience.ts';
import { refuseWideText } from './shape.ts';
import { attachSockets } from './sockets.ts';

const MAX_BODY = '1mb';

export interface HttpServer {
  http: Server;
  express: Express;
  close(): Promise<void>;
}

/**
 * Everything on one port: GraphQL over HTTP and WebSocket, the built apps, health. `routes` adds
 * webhooks and downloads before the apps.
 */
export async function createHttpServer(
  app: App,
  schema: GraphQLSchema,
  routes: (express: Express) => void,
  patience: Patience = PATIENCE,
): Promise<HttpServer> {
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', app.config.trustProxy);
  web.use(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          connectSrc: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          objectSrc: ["'none'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: app.config.publicUrl?.startsWith('https:') ? undefined : false,
      crossOriginOpenerPolicy: false,
    }),
  );
  const http = createServer(serverPatience(patience), web);
  const limits = createLimits(app.config.production);
  const sockets = attachSockets(app, schema, http, limits);
  const apollo = await createApollo(app, schema, limits);

  web.use(correlate, bodiesInRoom(), bodyInTime(patience));
  web.use(
    '/graphql',
    express.json({ limit: MAX_BODY }),
    (req: Request, res: Response, next: NextFunction) => {
      if (sameOrigin(app, req.headers)) next();
      else
        answerFailure(res, 403, {
          message: 'Requests from other sites are refused.',
          extensions: { code: 'FORBIDDEN' },
        });
    },
    expressMiddleware(apollo, { context: async ({ req, res }) => httpContext(app, req, res) }),
  );
  routes(web);
  // what no route answered is not a page of the apps
  web.use(['/downloads', '/webhooks', '/sandbox-gateway'], (_req, res) => {
    res.status(404).type('text').send('There is no such page.\n');
  });
  serveApp(web, '/admin', path.join(ROOT, 'admin-ui/dist'));
  serveApp(web, '', path.join(ROOT, 'customer-portal/dist'));
  web.use(failed(app));
  return {
    http,
    express: web,
    async close() {
      const closed = new Promise<void>((resolve) => {
        http.close(() => resolve());
      });
      await sockets();
      http.closeIdleConnections();
      await Promise.race([
        apollo.stop(),
        new Promise((resolve) => setTimeout(resolve, 3000).unref()),
      ]);
      http.closeAllConnections();
      await closed;
    },
  };
}

async function createApollo(
  app: App,
  schema: GraphQLSchema,
  limits: Limits,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema,
    introspection: !app.config.production,
    hideSchemaDetailsFromClientErrors: app.config.production,
    stopOnTerminationSignals: false, // its own handlers would race with ours
    parseOptions: { maxTokens: MAX_TOKENS },
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    persistedQueries: false,
    validationRules: limits.validationRules,
    includeStacktraceInErrorResponses: false,
    formatError: formatFailure(app.log, app.config.production),
    plugins: [...limits.plugins, ApolloServerPluginLandingPageDisabled(), lifecycle(app, schema)],
  });
  await apollo.start();
  return apollo;
}

/**
 * Apollo has no moment between parsing and validation at which it takes a refusal: the document is
 * looked at while the context is made, before both.
 */
function refuseWideRequest(req: Request): void {
  const sent = (req.method === 'GET' ? req.query : req.body) as { query?: unknown } | undefined;
  try {
    refuseWideText(sent?.query);
  } catch (error) {
    throw new GraphQLError((error as Error).message, {
      originalError: error as Error,
      extensions: { http: { status: statusOfWrong(req.header('accept')) } },
    });
  }
}

async function httpContext(app: App, req: Request, res: Response): Promise<Context> {
  const askedAt = new Date();
  refuseWideRequest(req);
  const door = doorOf(req.header('x-backhaul-app'));
  const token = tokenOf(req.headers, req.headers.authorization, door);
  const viewer = await viewerFor(app, token, req.header(PERSON_HEADER));
  const secure = app.publicUrl().startsWith('https:');
  const write = (value: string, options: cookie.SerializeOptions, name = cookieName(door)) =>
    res.append(
      'set-cookie',
      cookie.stringifySetCookie({
        name,
        value,
        httpOnly: true,
        sameSite: 'strict',
        secure,
        path: '/',
        ...options,
      }),
    );
  const cookies: Cookies = {
    set: (value, expires) => {
      write(value, { expires });
    },
    clear: () => {
      write('', { expires: new Date(0) });
    },
    remember: (value) => {
      write(value, { expires: new Date(Date.now() + DEVICE_LIVES_MS) }, DEVICE_COOKIE);
    },
  };
  const device =
    door === 'any'
      ? null
      : deviceOf(app, cookie.parseCookie(req.headers.cookie ?? '')[DEVICE_COOKIE]);
  return new Context(
    app,
    viewer,
    {
      door,
      address: req.ip ?? 'unknown',
      userAgent: req.header('user-agent') ?? null,
      host: req.hostname ?? '',
      device,
    },
    cookies,
    correlationOf(res),
    askedAt,
  );
}

/** Gives every request an id, which its answer and every line it logs carry. */
function correlate(_req: Request, res: Response, next: NextFunction): void {
  const correlationId = randomUUID();
  res.setHeader('x-correlation-id', correlationId);
  logContext.run({ correlationId }, next);
}
function correlationOf(res: Response): string {
  return String(res.getHeader('x-correlation-id'));
}

function answerFailure(
  res: Response,
  status: number,
  error: { message: string; extensions: object },
): void {
  res.status(status).json({ errors: [error] });
}

/**
 * What a request fails with before or beside GraphQL: a body that cannot be read is said,
 * everything else is a bug, logged and not shown.
 */
function failed(app: App): ErrorRequestHandler {
  return (
    error: Error & { status?: number; type?: string },
    req: Request,
    res: Response,
    next: NextFunction,
  ) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const status = error.status && error.status >= 400 && error.status < 500 ? error.status : 500;
    if (status === 500) {
      const correlationId = correlationOf(res);
      app.log.error({ err: error, correlationId, path: req.path }, 'a request failed');
      answerFailure(res, status, {
        message: `Something went wrong on our side. Quote ${correlationId} when you report it.`,
        extensions: { code: 'INTERNAL', correlationId },
      });
      return;
    }
    const problem =
      status === 413
        ? `is larger than ${MAX_BODY}`
        : error.type === 'entity.parse.failed'
          ? 'is not valid JSON'
          : 'cannot be read';
    answerFailure(res, status, {
      message: `The body of the request ${problem}.`,
      extensions: { code: 'BAD_USER_INPUT', fields: { body: problem } },
    });
  };
}

const SCRIPT_OR_STYLE = /\.(js|css)(\.br|\.gz)?$/;
/** What a browser obeys of a page alone: with each of a page's many scripts it would be a kilobyte for nothing. */
const OF_DOCUMENTS = [
  'content-security-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];

/** A built single-page app: hashed assets for ever, the page itself always fresh; compressed as the build left it. */
function serveApp(web: Express, at: string, dist: string): void {
  web.use(
    `${at}/`,
    expressStaticGzip(dist, {
      index: false,
      enableBrotli: true,
      orderPreference: ['br', 'gz'],
      serveStatic: {
        setHeaders: (res, file) => {
          const asset = /[/\\]assets[/\\]/.test(file);
          res.setHeader(
            'cache-control',
            asset ? 'public, max-age=31536000, immutable' : 'no-cache',
          );
          if (asset && SCRIPT_OR_STYLE.test(file))
            for (const header of OF_DOCUMENTS) res.removeHeader(header);
        },
      },
    }),
  );
  web.get([`${at}/`, `${at}/*rest`], (req, res, next) => {
    if (path.extname(req.path)) {
      next();
      return;
    }
    res.setHeader('cache-control', 'no-cache');
    res.sendFile(path.join(dist, 'index.html'));
  });
}
