import { useEffect, useRef, type ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { useWords } from '../words/useWords.tsx';
import { Icon, type IconName } from './Icon.tsx';

/**
 * A message in its tone. `alert` is read out at once; one that arrives quietly belongs in a live
 * region of its page.
 */
export function Notice({
  tone,
  icon,
  alert,
  children,
}: {
  tone: 'paid' | 'due' | 'overdue' | 'waiting' | 'neutral';
  icon: IconName;
  alert?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={`notice tone-${tone}`} role={alert ? 'alert' : undefined}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  );
}

/**
 * What happened, what to do, and the number to quote when it was our fault. read: nothing was to be
 * done, so nothing is said of what was typed or changed.
 */
export function FailureNotice({
  failure,
  title,
  advice,
  read,
}: {
  failure: Failure;
  title?: string;
  advice?: string;
  read?: boolean;
}) {
  const words = useWords().failure;
  const text = words[failure.kind];
  const kept = failure.kind === 'offline' || failure.kind === 'internal' ? failure.kind : null;
  const todo = kept && !read ? `${words.kept[kept]} ${text.advice}` : text.advice;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, [failure]);
  return (
    <div ref={ref}>
      <Notice tone="overdue" icon={failure.kind === 'offline' ? 'offline' : 'alert'} alert>
        <p className="strong">{title ?? text.title}</p>
        <p>{failure.kind === 'conflict' && failure.message ? failure.message : (advice ?? todo)}</p>
        {failure.correlationId && (
          <p>
            {words.quote} <code>{failure.correlationId}</code>
          </p>
        )}
      </Notice>
    </div>
  );
}
