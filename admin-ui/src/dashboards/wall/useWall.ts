import { useEffect, useState } from 'react';
import { createClient, type Client } from 'graphql-ws';
import { graphql } from '../../generated/index.ts';
import type {
  DashboardKind,
  TypedDocumentString,
  WallShownPushedSubscription,
} from '../../generated/graphql.ts';
import { boardPushed, type Board } from '../board.ts';
import { merged } from '../useBoard.ts';

const shownPushed = graphql(`
  subscription WallShownPushed {
    wallShown {
      name
      dashboards
      seconds
      expiresAt
    }
  }
`);

type Shown = WallShownPushedSubscription['wallShown'];

/** Taken back, or its time is over. */
const OVER: readonly unknown[] = [4401, 4403];
const RETRY_MS = 5000;

/** What a display knows: what it is to show, and its boards as they are. */
export interface Wall {
  state: 'connecting' | 'live' | 'lost' | 'over';
  shown: Shown | null;
  boards: Partial<Record<DashboardKind, Board>>;
  heardAt: Date | null;
}

const NOTHING: Wall = { state: 'connecting', shown: null, boards: {}, heardAt: null };

function connect(token: string, tell: (state: Wall['state']) => void): Client {
  return createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    connectionParams: { authorization: `Bearer ${token}` },
    lazy: false,
    keepAlive: 12_000,
    retryAttempts: Infinity,
    shouldRetry: (event) => !OVER.includes(codeOf(event)),
    retryWait: () => new Promise((resolve) => setTimeout(resolve, RETRY_MS)),
    onNonLazyError: () => undefined,
    on: {
      connected: () => tell('live'),
      closed: (event) => tell(OVER.includes(codeOf(event)) ? 'over' : 'lost'),
    },
  });
}

const codeOf = (event: unknown): unknown =>
  typeof event === 'object' && event !== null && 'code' in event ? event.code : null;

function listen<Result, Variables extends object>(
  client: Client,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  onData: (data: Result) => void,
): () => void {
  return client.subscribe<Result>(
    { query: document.toString(), variables: variables as Record<string, unknown> },
    {
      next: ({ data }) => data && onData(data),
      error: () => undefined,
      complete: () => undefined,
    },
  );
}

/** A display by its token: one line of its own, whoever is signed in at this browser. */
export function useWall(token: string): Wall {
  const [wall, setWall] = useState(NOTHING);
  const kinds = wall.shown?.dashboards.join(' ') ?? '';
  const [client, setClient] = useState<Client | null>(null);
  useEffect(() => {
    setWall(NOTHING);
    const made = connect(token, (state) =>
      setWall((now) => (now.state === 'over' ? now : { ...now, state })),
    );
    setClient(made);
    const off = listen(made, shownPushed, {}, ({ wallShown }) =>
      setWall((now) => ({ ...now, shown: wallShown })),
    );
    return () => {
      off();
      void Promise.resolve(made.dispose()).catch(() => undefined);
    };
  }, [token]);
  useEffect(() => {
    if (!client || !kinds) return;
    const offs = (kinds.split(' ') as DashboardKind[]).map((kind) =>
      listen(client, boardPushed, { kind }, ({ dashboard }) =>
        setWall((now) => ({
          ...now,
          heardAt: new Date(),
          boards: { ...now.boards, [kind]: merged(now.boards[kind] ?? null, dashboard) },
        })),
      ),
    );
    return () => offs.forEach((off) => off());
  }, [client, kinds]);
  return wall;
}
