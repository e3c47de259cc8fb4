import { useEffect, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { request, useSubscription } from '../api/client.ts';
import { metricsDocument, metricsPushed, type Metrics } from './api.ts';

interface Wanted {
  partnerId: string | null;
  currency: string | null;
}

/** The figures: asked for once so that the page stands at once, then pushed for as long as it is open. */
export function useMetrics(wanted: Wanted) {
  const query = useQuery({
    queryKey: ['metrics', wanted],
    queryFn: () => request(metricsDocument, wanted),
  });
  const pushed = useSubscription(metricsPushed, wanted);
  return {
    metrics: pushed.data?.financeMetrics ?? query.data?.financeMetrics ?? null,
    error: query.error,
    refetch: query.refetch,
  };
}

/** True for a moment after the value has moved; never for its first value, nor when other figures are asked for. */
export function useMoved(value: string, group: string): boolean {
  const before = useRef({ value, group });
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    const changed = before.current.group === group && before.current.value !== value;
    before.current = { value, group };
    if (!changed) return;
    setMoved(true);
    const timer = setTimeout(() => setMoved(false), 1_600);
    return () => clearTimeout(timer);
  }, [value, group]);
  return moved;
}

const quiet = 20_000;

/** What changed, in a sentence for screen readers: at most one in twenty seconds, however often figures move. */
export function useChangeSummary(
  metrics: Metrics | null,
  say: (metrics: Metrics) => string,
): string {
  const [summary, setSummary] = useState('');
  const last = useRef<{ at: number; text: string } | null>(null);
  const text = metrics ? say(metrics) : null;
  useEffect(() => {
    if (text === null) return;
    if (last.current === null) {
      last.current = { at: Date.now(), text };
      return;
    }
    if (last.current.text === text) return;
    const timer = setTimeout(
      () => {
        last.current = { at: Date.now(), text };
        setSummary(text);
      },
      Math.max(0, last.current.at + quiet - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text]);
  return summary;
}
