import { formatNumber } from '@backhaul/design';
import { useId, useRef, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useSpeech } from '../words/useWords.tsx';
import { SheetLoading } from './SheetLoading.tsx';
import { useCurrentPage } from './useCurrentPage.ts';
import { usePicture, type Picture } from './usePicture.ts';

const ZOOMS = [1, 1.5, 2, 3] as const;

interface DocumentPagesProps {
  content: Blob;
  what: string;
  /** What the picture says, in short, for those who do not see it. */
  says: string;
}

/** The pages of a document as one picture. */
export function DocumentPages({ content, what, says }: DocumentPagesProps) {
  const words = useSpeech().words.documents;
  const { picture, broken } = usePicture(content);
  if (broken)
    return (
      <Notice tone="overdue" icon="alert" alert>
        <p>{words.unreadable}</p>
      </Notice>
    );
  return picture ? <Sheets picture={picture} what={what} says={says} /> : <SheetLoading />;
}

/** All pages below one another, as wide as there is room or wider on request. */
function Sheets({
  picture: { src, width, height, pages },
  what,
  says,
}: {
  picture: Picture;
  what: string;
  says: string;
}) {
  const {
    words: { documents: words },
    locale,
  } = useSpeech();
  const [zoom, setZoom] = useState(0);
  const paper = useRef<HTMLDivElement>(null);
  const current = useCurrentPage(paper, 'page-place', pages);
  const note = useId();
  const share = 100 / pages;
  return (
    <div className="stack">
      <div className="zoom">
        <p className="muted">
          {words.page(formatNumber(current, locale), formatNumber(pages, locale))}
        </p>
        <Button look="quiet" disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
          {words.smaller}
        </Button>
        <Button look="quiet" disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
          {words.larger}
        </Button>
      </div>
      {/* What is wider than the window is scrolled to, by keys too. */}
      <div
        className="sheets"
        role="region"
        aria-label={words.pages(what)}
        tabIndex={zoom > 0 ? 0 : undefined}
      >
        <div ref={paper} className="paper" style={{ inlineSize: `${(ZOOMS[zoom] ?? 1) * 100}%` }}>
          <img
            className="sheet"
            src={src}
            width={width}
            height={height}
            alt={says}
            aria-describedby={note}
          />
          {Array.from({ length: pages }, (_, at) => (
            <span
              key={at}
              className="page-place"
              style={{ insetBlockStart: `${at * share}%`, blockSize: `${share}%` }}
              aria-hidden="true"
            />
          ))}
        </div>
      </div>
      <p id={note} className="sheet-note muted centred">
        {words.picture}
      </p>
    </div>
  );
}
