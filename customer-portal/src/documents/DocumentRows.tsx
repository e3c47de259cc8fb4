import { useState } from 'react';
import { Link } from 'react-router';
import type { Failure } from '../api/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Money } from '../ui/Money.tsx';
import { StatusChip, type StatusWord } from '../ui/StatusChip.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { DocumentFailure } from './DocumentFailure.tsx';
import { DownloadButton } from './DownloadButton.tsx';

export interface DocumentRow {
  id: string;
  title: string;
  date: string;
  amount: string;
  currency: string;
  to: string;
  address: string;
  status?: StatusWord;
}

interface DocumentRowsProps {
  id: string;
  title: string;
  rows: readonly DocumentRow[];
  total: number;
  none: string;
  /** Undefined where there are no more, or more than a page holds. */
  onMore: (() => void) | undefined;
}

/** Documents of one kind: the name to look, the arrow to keep. */
export function DocumentRows({ id, title, rows, total, none, onMore }: DocumentRowsProps) {
  const {
    words: { documents: words },
    date,
  } = useSpeech();
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="stack plain">
        {failure && <DocumentFailure failure={failure} />}
        {rows.length === 0 ? (
          <p className="card muted">{none}</p>
        ) : (
          <ul className="rows card">
            {rows.map((row) => (
              <li key={row.id} className="row document-row">
                <span className="row-main">
                  <Link
                    to={row.to}
                    className="target row-title"
                    aria-label={words.lookAt(row.title)}
                  >
                    {row.title}
                  </Link>
                  <span className="row-note">{date(row.date)}</span>
                  {row.status && (
                    <span>
                      <StatusChip status={row.status} />
                    </span>
                  )}
                </span>
                <Money amount={row.amount} currency={row.currency} strong />
                <DownloadButton address={row.address} what={row.title} onFailure={setFailure} />
              </li>
            ))}
          </ul>
        )}
        {total > rows.length && onMore && (
          <div>
            <Button onClick={onMore}>{words.more}</Button>
          </div>
        )}
      </div>
    </section>
  );
}
