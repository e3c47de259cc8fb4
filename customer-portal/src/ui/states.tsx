import type { ReactNode } from 'react';
import type { Failure } from '../api/failure.ts';
import { useWords } from '../words/useWords.tsx';
import { Button } from './Button.tsx';
import { Icon, type IconName } from './Icon.tsx';
import { FailureNotice } from './Notice.tsx';

/** A grey shape in the place of what is loading. */
export const Bone = ({ width = '100%', height = '1em' }: { width?: string; height?: string }) => (
  <span className="bone" style={{ width, height }} />
);

/** Bones in the shape of the page; read out once as "Loading". */
export function Loading({ children }: { children: ReactNode }) {
  return (
    <div aria-busy="true">
      <p className="only-read" role="status">
        {useWords().loading}
      </p>
      <div aria-hidden="true" className="stack">
        {children}
      </div>
    </div>
  );
}

/** Bones for a list of documents or payments, beside others that are announced already. */
export function BoneRows({ rows }: { rows: number }) {
  return (
    <div className="rows card" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="row">
          <span className="row-main">
            <Bone width="11rem" />
            <Bone width="7rem" height="0.8em" />
          </span>
          <span className="row-end">
            <Bone width="5rem" />
            <Bone width="4rem" height="0.8em" />
          </span>
        </div>
      ))}
    </div>
  );
}

export const LoadingRows = ({ rows = 5 }: { rows?: number }) => (
  <Loading>
    <BoneRows rows={rows} />
  </Loading>
);

/** What will be here, why it is not yet, and what to do if anything. */
export function Empty({
  icon,
  title,
  children,
}: {
  icon: IconName;
  title: string;
  children: ReactNode;
}) {
  return (
    <div className="empty card">
      <span className="empty-icon">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** A page that could not be read at all. */
export function PageFailure({
  failure,
  title,
  advice,
  onRetry,
}: {
  failure: Failure;
  title?: string;
  advice?: string;
  onRetry: () => void;
}) {
  const words = useWords();
  return (
    <div className="stack">
      <FailureNotice failure={failure} title={title} advice={advice} read />
      {failure.kind !== 'notFound' && failure.kind !== 'forbidden' && (
        <div>
          <Button onClick={onRetry}>{words.tryAgain}</Button>
        </div>
      )}
    </div>
  );
}
