import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2000;

/** True for a moment after the value has moved; never for its first value, nor when other figures are asked for. */
export function useMoved(value: string, group: string): boolean {
  const before = useRef({ value, group });
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    const changed = before.current.group === group && before.current.value !== value;
    before.current = { value, group };
    if (!changed) return;
    setMoved(true);
    const timer = setTimeout(() => setMoved(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value, group]);
  return moved;
}

const QUIET_MS = 20_000;

/** What changed, in a sentence for screen readers: at most one in twenty seconds, however often figures move. */
export function useChangeSummary(text: string | null): string {
  const [summary, setSummary] = useState('');
  const last = useRef<{ at: number; text: string } | null>(null);
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
      Math.max(0, last.current.at + QUIET_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text]);
  return summary;
}
