import { Box, Button, LinearProgress } from '@mui/material';
import type { TemplateKind } from '../../generated/graphql.ts';
import { BlockSkeleton, ErrorState, MailFrame } from '../../kit/index.ts';
import { DocumentPages } from '../DocumentPages.tsx';
import { sayKind } from './kinds.ts';
import { asPicture, type Preview } from './preview.ts';

interface PreviewPaneProps {
  kind: TemplateKind;
  /** The newest that could be made. */
  shown: Preview | null;
  /** What stands there now is wrong. */
  stale: boolean;
  error: unknown;
  /** A newer one is on its way. */
  waiting: boolean;
  onRetry: () => void;
}

/** How the template looks; while it is wrong, how it looked before. */
export function PreviewPane({ kind, shown, stale, error, waiting, onRetry }: PreviewPaneProps) {
  if (error && !waiting)
    return <ErrorState error={error} what="The preview could not be made." onRetry={onRetry} />;
  if (!shown)
    return stale ? (
      <Box sx={{ color: 'text.secondary' }}>
        There is no preview until the template can be read.
      </Box>
    ) : (
      <BlockSkeleton lines={12} />
    );
  return (
    <Box sx={{ display: 'grid', gap: 1, position: 'relative' }}>
      <Box sx={{ height: 4 }}>{waiting && <LinearProgress aria-label="Drawing the preview" />}</Box>
      {stale && (
        <Box role="note" sx={{ color: 'text.secondary' }}>
          This is how it looked before the last change; what stands there now cannot be read yet.
        </Box>
      )}
      <Box sx={{ opacity: stale ? 0.5 : 1 }}>
        {shown.html !== null && (
          <Box sx={{ display: 'grid', gap: 1 }}>
            <Box sx={{ overflowWrap: 'anywhere' }}>
              <Box component="span" sx={{ color: 'text.secondary' }}>
                Subject:{' '}
              </Box>
              <strong dir="auto">{shown.subject}</strong>
            </Box>
            <MailFrame body={shown.html} title={`${sayKind(kind)}, preview`} />
          </Box>
        )}
        {shown.picture !== null && (
          <DocumentPages
            src={asPicture(shown.picture)}
            alt={`${sayKind(kind)}, preview. Download it as PDF to read its text.`}
          />
        )}
      </Box>
      {shown.pdf !== null && (
        <Box>
          <Button
            size="small"
            component="a"
            href={`data:application/pdf;base64,${shown.pdf}`}
            download={`preview-${kind.toLowerCase().replace('_pdf', '')}.pdf`}
          >
            Download this preview as PDF
          </Button>
        </Box>
      )}
    </Box>
  );
}
