import type { IncomingMessage } from 'node:http';
import { CloseCode } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { App } from '../../kit/app.ts';
import { viewerFor, viewerOf } from '../../modules/access/index.ts';
import { wallViewer } from '../../modules/dashboards/index.ts';
import type { Viewer } from '../../kit/viewer.ts';
import { openSockets } from '../../platform/metrics.ts';

const SOCKETS_PER_SESSION = 1000;
/** The longest that a timer can wait. */
const TIMER_MAX = 2 ** 31 - 1;

/** What is kept with a connection; without a viewer until it is signed in. */
export type Extra = {
  socket: WebSocket;
  request: IncomingMessage;
  viewer?: Viewer;
  expiry?: NodeJS.Timeout;
} & Record<PropertyKey, unknown>;

/** The open WebSockets by the session they are signed in with: they close when it ends. */
export class SessionSockets {
  private readonly bySession = new Map<string, Set<WebSocket>>();
  private readonly tokens = new Map<string, string>();

  constructor(private readonly app: App) {}

  /**
   * Signs a connection in; false when its token is nobody's or another person's than it names, or
   * its session has too many already.
   */
  async signIn(extra: Extra, token: string | null, person: unknown): Promise<boolean> {
    const viewer =
      (await viewerFor(this.app, token, person)) ?? (token && (await wallViewer(this.app, token)));
    if (!viewer || extra.socket.readyState !== extra.socket.OPEN) return false;
    const open = this.bySession.get(viewer.sessionId) ?? new Set();
    if (open.size >= SOCKETS_PER_SESSION) return false;
    this.bySession.set(viewer.sessionId, open.add(extra.socket));
    this.tokens.set(viewer.sessionId, token!);
    extra.viewer = viewer;
    extra.expiry = setTimeout(
      () => extra.socket.close(CloseCode.Forbidden, 'the session ended'),
      Math.min(viewer.expiresAt.getTime() - Date.now(), TIMER_MAX),
    );
    this.count();
    return true;
  }

  /** A connection was closed. */
  forget({ viewer, expiry, socket }: Extra): void {
    clearTimeout(expiry);
    const open = viewer && this.bySession.get(viewer.sessionId);
    open?.delete(socket);
    if (open?.size === 0) {
      this.bySession.delete(viewer!.sessionId);
      this.tokens.delete(viewer!.sessionId);
    }
    this.count();
  }

  /** Closes what belongs to sessions as they end. Returns how to stop listening. */
  listen(): () => void {
    return this.app.signals.onSignal((signal) => {
      if (signal.topic === 'access' && signal.id) this.end(signal.id);
      if (signal.topic === 'resync')
        this.recheck().catch((error: unknown) => {
          this.app.log.error({ err: error }, 'open sessions could not be checked again');
        });
    });
  }

  private end(sessionId: string): void {
    for (const ws of this.bySession.get(sessionId) ?? [])
      ws.close(CloseCode.Forbidden, 'the session ended');
  }

  /** While signals were lost, sessions may have ended unheard. */
  private async recheck(): Promise<void> {
    for (const [id, token] of this.tokens)
      if (!((await viewerOf(this.app, token)) ?? (await wallViewer(this.app, token)))) this.end(id);
  }

  private count(): void {
    openSockets.set([...this.bySession.values()].reduce((sum, set) => sum + set.size, 0));
  }
}
