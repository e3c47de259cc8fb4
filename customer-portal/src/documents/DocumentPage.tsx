import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Failure } from '../api/failure.ts';
import { Icon } from '../ui/Icon.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/useWords.tsx';
import type { DocumentAddress } from './documentAddress.ts';
import { DocumentFailure } from './DocumentFailure.tsx';
import { DocumentPages } from './DocumentPages.tsx';
import { DownloadButton } from './DownloadButton.tsx';
import { SheetLoading } from './SheetLoading.tsx';
import { useFetched } from './useFetched.ts';

interface DocumentPageProps {
  title: string;
  /** The document in short, for those who do not see it: with its date and amount where it has them. */
  says?: string;
  address: DocumentAddress;
  back: { to: string; label: string };
  /** How it stands, beside its title. */
  aside?: ReactNode;
  /** What there is to know before it is looked at. */
  notice?: ReactNode;
  /** The same as a page of ours, for those who read rather than look. */
  readable?: string;
}

/** A document, to look at within the page on every device, to keep, and to open by itself. */
export function DocumentPage({
  title,
  says = title,
  address: { pdf, picture },
  back,
  aside,
  notice,
  readable,
}: DocumentPageProps) {
  const words = useWords().documents;
  const { document, failure, retry } = useFetched(picture);
  const [failedDownload, setFailedDownload] = useState<Failure | null>(null);
  return (
    <Page
      title={title}
      wide
      aside={aside}
      before={
        <Link to={back.to} className="back target">
          <Icon name="back" />
          {back.label}
        </Link>
      }
    >
      <div className="stack">
        {notice}
        {(!failure || failure.kind === 'offline') && (
          <div className="actions document-actions">
            <DownloadButton address={pdf} what={title} onFailure={setFailedDownload}>
              {words.download}
            </DownloadButton>
            <a className="button button-quiet" href={pdf} target="_blank" rel="noopener noreferrer">
              <Icon name="open" />
              {words.newTab}
            </a>
            {readable && (
              <Link to={readable} className="target">
                {words.readable}
              </Link>
            )}
          </div>
        )}
        {failedDownload && <DocumentFailure failure={failedDownload} />}
        {failure && <DocumentFailure failure={failure} onRetry={retry} />}
        {!failure &&
          (document ? (
            <DocumentPages key={picture} content={document.content} what={title} says={says} />
          ) : (
            <SheetLoading />
          ))}
      </div>
    </Page>
  );
}
