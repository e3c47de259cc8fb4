import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { request, type ApiError } from '../api/client.ts';
import { subscribe } from '../api/live.ts';
import type { DashboardBoardQueryVariables } from '../generated/graphql.ts';
import { boardDocument, boardPushed, type Board } from './board.ts';

export type Wanted = DashboardBoardQueryVariables;

interface Heard {
  key: string;
  board: Board | null;
  /** When something was last heard. */
  at: Date | null;
  error: ApiError | null;
}

/** What was known with what has changed of it; a complete one stands for itself. */
export function merged(known: Board | null, news: Board): Board {
  if (news.complete || !known) return news;
  const changed = new Map(news.tiles.map((tile) => [tile.key, tile]));
  const stood = new Set(known.tiles.map(({ key }) => key));
  return {
    ...news,
    complete: true,
    tiles: [
      ...known.tiles.map((tile) => changed.get(tile.key) ?? tile),
      ...news.tiles.filter(({ key }) => !stood.has(key)),
    ],
  };
}

/**
 * A dashboard: asked for once so that the page stands at once, then kept as it is pushed for as
 * long as it is shown. A connection that is made again begins with all tiles.
 */
export function useBoard(wanted: Wanted) {
  const key = JSON.stringify(wanted);
  const query = useQuery({
    queryKey: ['metrics', 'board', wanted],
    queryFn: async () => (await request(boardDocument, wanted)).dashboard,
  });
  const [heard, setHeard] = useState<Heard>({ key, board: null, at: null, error: null });
  useEffect(
    () =>
      subscribe(
        boardPushed,
        JSON.parse(key) as Wanted,
        ({ dashboard }) =>
          setHeard((before) => ({
            key,
            board: merged(before.key === key ? before.board : null, dashboard),
            at: new Date(),
            error: null,
          })),
        ({ error }) =>
          error &&
          setHeard((before) =>
            before.key === key ? { ...before, error } : { key, board: null, at: null, error },
          ),
      ),
    [key],
  );
  const live = heard.key === key ? heard : null;
  return {
    board: live?.board ?? query.data ?? null,
    heardAt: live?.at ?? null,
    error: query.error ?? live?.error ?? null,
    refetch: query.refetch,
  };
}
