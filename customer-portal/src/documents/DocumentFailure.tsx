import type { Failure } from '../api/failure.ts';
import { FailureNotice } from '../ui/Notice.tsx';
import { PageFailure } from '../ui/states.tsx';
import { useWords } from '../words/useWords.tsx';

/** A document that could not be had, with another attempt where one is offered. */
export function DocumentFailure({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const words = useWords().documents;
  const said =
    failure.kind === 'internal' ? { title: words.failed, advice: words.failedAdvice } : {};
  return onRetry ? (
    <PageFailure failure={failure} {...said} onRetry={onRetry} />
  ) : (
    <FailureNotice failure={failure} {...said} read />
  );
}
