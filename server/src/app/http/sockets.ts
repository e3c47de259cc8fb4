import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import {
  GraphQLError,
  getOperationAST,
  getVariableValues,
  parse,
  type ExecutionArgs,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { Context as SocketContext, SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { App } from '../../kit/app.ts';
import { badInput } from '../../platform/refusal.ts';
import { Context } from '../../kit/context.ts';
import { formatFailure } from './failures.ts';
import { HeldSizes } from './heldSizes.ts';
import { asInvalid, MAX_TOKENS, problemsOf, type Limits } from './limits.ts';
import { doorOf, sameOrigin, tokenOf } from '../../modules/access/index.ts';
import { SessionSockets, type Extra } from './sessionSockets.ts';
import { refuseWide } from './shape.ts';
import { SharedSubscriptions } from './shared.ts';
import { refuseTooMuch } from './size.ts';
import { Turns } from './turns.ts';

const SUBSCRIPTIONS_PER_SOCKET = 1000;
const MAX_MESSAGE = 100_000;
const PING_MS = 15_000;
/** What messages of one viewer, and of all, may hold in memory while they wait to be looked at. */
const WAITING_MOST = 1_000_000;
const ALL_WAITING_MOST = 16_000_000;
/** How long a stopping server waits for the others to agree to the end. */
const FAREWELL_MS = 2000;
const TRY_AGAIN_LATER = 1013;

/**
 * What a socket breaks with (a message beyond the limit, a frame that is none) is a line of our
 * log; the library would print it for itself. It closes the socket on its own, with the code that
 * says why.
 */
function reportBroken(app: App, ws: WebSocket): void {
  ws.removeAllListeners('error').on('error', (error) => {
    app.log.warn({ err: error }, 'a WebSocket broke');
  });
}

/** Opens WebSockets at the API's own address, for pages of our own origin. */
function acceptUpgrades(app: App, http: Server, wss: WebSocketServer): void {
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {
      socket.destroy();
    }); // one that breaks while it is opened must not end the process
    const path = URL.canParse(request.url ?? '/', 'http://x')
      ? new URL(request.url ?? '/', 'http://x').pathname
      : '';
    if (path !== '/graphql' || !sameOrigin(app, request.headers)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    wss.handleUpgrade(request, socket, head, (ws) => {
      wss.emit('connection', ws, request);
      reportBroken(app, ws);
    });
  });
}

type Connection = Pick<SocketContext<Record<string, unknown>, Extra>, 'connectionParams' | 'extra'>;

/** Signs a connection in; one that fails on our side may be tried again later. */
async function open(
  app: App,
  sessions: SessionSockets,
  { connectionParams, extra }: Connection,
): Promise<boolean> {
  try {
    const token = tokenOf(
      extra.request.headers,
      connectionParams?.authorization,
      doorOf(connectionParams?.app),
    );
    return await sessions.signIn(extra, token, connectionParams?.viewer);
  } catch (error) {
    app.log.error({ err: error }, 'a WebSocket could not be opened');
    extra.socket.close(TRY_AGAIN_LATER, 'Something went wrong on our side.');
    return false;
  }
}

function contextOf(app: App, { connectionParams, extra }: Connection): Context {
  return new Context(
    app,
    extra.viewer!,
    {
      door: doorOf(connectionParams?.app),
      address: extra.request.socket.remoteAddress ?? 'unknown',
      userAgent: null,
      host: extra.request.headers.host ?? '',
      device: null,
    },
    null,
  );
}

/**
 * Subscriptions over graphql-transport-ws: signed in at connection_init, closed when the session
 * ends. Returns how to close them all.
 */
export function attachSockets(
  app: App,
  schema: GraphQLSchema,
  http: Server,
  limits: Limits,
): () => Promise<void> {
  const wss = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  acceptUpgrades(app, http, wss);
  const sessions = new SessionSockets(app);
  const stopListening = sessions.listen();
  const shown = formatFailure(app.log, app.config.production);
  const format = (
    errors: readonly (GraphQLError | GraphQLFormattedError)[],
    correlationId?: string,
  ): GraphQLFormattedError[] =>
    errors.map((error) =>
      shown(error instanceof GraphQLError ? error.toJSON() : error, error, correlationId),
    );

  const failed = (error: unknown) => {
    app.log.error({ err: error }, 'a subscription failed');
  };
  const shared = new SharedSubscriptions(
    (result, { correlationId }) =>
      result.errors?.length
        ? { ...result, errors: format(result.errors, correlationId) as never }
        : result,
    failed,
  );
  const checks = new Turns(1, failed);
  const waiting = new HeldSizes(
    WAITING_MOST,
    ALL_WAITING_MOST,
    'Too much was asked at once. Wait for what is under way, then ask again.',
  );
  /** Hundreds of documents may come in one piece of the wire: they are looked at one by one. */
  const inTurn = async (viewerId: string, payload: SubscribePayload) => {
    let letGo = () => {};
    try {
      letGo = waiting.hold(viewerId, randomUUID(), sizeOf(payload));
      return await checks.answer(viewerId, () => prepare(app, schema, limits, payload));
    } catch (error) {
      return problemOf(error);
    } finally {
      letGo();
    }
  };
  const socketOf = new WeakMap<Context, WebSocket>();

  const server = useServer<Record<string, unknown>, Extra>(
    {
      schema,
      isProd: true, // no error's words in a reason to close
      onConnect: (connection) => open(app, sessions, connection),
      onClose({ extra }) {
        sessions.forget(extra);
      },
      context(connection) {
        const context = contextOf(app, connection);
        socketOf.set(context, connection.extra.socket);
        return context;
      },
      async onSubscribe(ctx, _id, payload) {
        if (Object.keys(ctx.subscriptions).length > SUBSCRIPTIONS_PER_SOCKET)
          return problemOf(
            badInput({
              query: `one WebSocket carries ${SUBSCRIPTIONS_PER_SOCKET} subscriptions at most; open another`,
            }),
          );
        return inTurn(ctx.extra.viewer!.id, payload);
      },
      async subscribe(args) {
        const answers = await shared.subscribe(args as ExecutionArgs);
        // one that was closed meanwhile ended its subscriptions before this one was among them
        if (
          Symbol.asyncIterator in answers &&
          socketOf.get(args.contextValue as unknown as Context)?.readyState !== WebSocket.OPEN
        )
          await answers.return?.();
        return answers as never;
      },
      // its errors are as they may be shown already
      onNext(_ctx, _id, _payload, _args, result) {
        return result.errors?.length ? (result as never) : undefined;
      },
      onError(_ctx, _id, _payload, errors) {
        return format(errors) as never;
      },
    },
    wss,
    PING_MS,
  );

  return async () => {
    stopListening();
    // closes every socket with 1001, Going away; one that does not answer is cut off
    await Promise.race([
      server.dispose(),
      new Promise((resolve) => {
        setTimeout(resolve, FAREWELL_MS).unref();
      }),
    ]);
    for (const ws of wss.clients) ws.terminate();
  };
}

/** About how many characters a message has. */
function sizeOf({ query, variables }: SubscribePayload): number {
  return query.length + (variables ? JSON.stringify(variables).length : 0);
}

/** What to run, or what is wrong with it. */
function prepare(
  app: App,
  schema: GraphQLSchema,
  limits: Limits,
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | GraphQLError[] {
  const document = parse(query, { maxTokens: MAX_TOKENS });
  refuseWide(document);
  const invalid = problemsOf(schema, document, limits, app.config.production);
  if (invalid.length) return invalid;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'subscription')
    throw badInput({
      query: 'only subscriptions run over the WebSocket; send queries and mutations by HTTP',
    });
  const { errors } = getVariableValues(
    schema,
    operation.variableDefinitions ?? [],
    variables ?? {},
    { maxErrors: 50 },
  );
  if (errors) return errors.map(asInvalid);
  refuseTooMuch(schema, document, operationName, variables ?? {});
  return { schema, document, operationName, variableValues: variables };
}

function problemOf(error: unknown): GraphQLError[] {
  return [
    error instanceof GraphQLError
      ? asInvalid(error)
      : new GraphQLError((error as Error).message, { originalError: error as Error }),
  ];
}
