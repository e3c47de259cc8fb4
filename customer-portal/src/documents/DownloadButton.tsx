import { useState } from 'react';
import type { Failure } from '../api/failure.ts';
import { useSession } from '../session/session.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/useWords.tsx';
import { fetchDocument, type FetchedDocument } from './fetchDocument.ts';

interface DownloadButtonProps {
  address: string;
  /** The document by its name: said of an arrow, and when it has arrived. */
  what: string;
  /** What the button says; without words it is an arrow, for lists. */
  children?: string;
  /** Where a page says what went wrong, and that it is over with null. */
  onFailure: (failure: Failure | null) => void;
  /** Refuses before anything is fetched. */
  before?: () => boolean;
}

/**
 * Fetches a document and hands it to the browser to keep: unlike a link, it can say that it works
 * and what went wrong.
 */
export function DownloadButton({
  address,
  what,
  children,
  onFailure,
  before,
}: DownloadButtonProps) {
  const words = useWords().documents;
  const { ended } = useSession();
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  const download = async () => {
    if (before && !before()) return;
    onFailure(null);
    setDone(false);
    setBusy(true);
    const answer = await fetchDocument(address);
    setBusy(false);
    if ('document' in answer) {
      keep(answer.document);
      setDone(true);
    } else if (answer.failure.kind === 'signedOut') ended();
    else onFailure(answer.failure);
  };
  return (
    <>
      <Button
        look={children ? 'secondary' : 'quiet'}
        aria-label={children ? undefined : words.downloadOf(what)}
        title={children ? undefined : words.download}
        busy={busy && (children ? words.downloading : '')}
        onClick={() => {
          void download();
        }}
      >
        <Icon name="download" />
        {children}
      </Button>
      <span role="status" className="only-read">
        {done && words.downloaded(what)}
      </span>
    </>
  );
}

/** A link to content of our own works in every browser, also in one that was put on the home screen. */
function keep({ content, name }: FetchedDocument): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Some browsers read it only after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
