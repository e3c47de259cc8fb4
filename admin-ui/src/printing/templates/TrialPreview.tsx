import { Box } from '@mui/material';
import type { TemplateKind } from '../../generated/graphql.ts';
import { kindWords } from './kinds.ts';
import { PreviewPane } from './PreviewPane.tsx';
import type { usePreview } from './preview.ts';
import { TrialPicker, type TrialRecord } from './TrialPicker.tsx';

interface TrialPreviewProps {
  kind: TemplateKind;
  partnerId: string;
  preview: ReturnType<typeof usePreview>;
  /** What stands there now is wrong. */
  stale: boolean;
  /** null: the sample. */
  trial: TrialRecord | null;
  onTrial: (trial: TrialRecord | null) => void;
}

/** How the template looks with the sample, or with a record of the partner's own where the kind has some. */
export function TrialPreview({
  kind,
  partnerId,
  preview,
  stale,
  trial,
  onTrial,
}: TrialPreviewProps) {
  const trialKind = kindWords[kind].trial;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {trialKind ? (
        <TrialPicker trial={trialKind} partnerId={partnerId} value={trial} onChange={onTrial} />
      ) : (
        <Box sx={{ color: 'text.secondary' }}>Shown with sample data.</Box>
      )}
      <PreviewPane
        kind={kind}
        shown={preview.good}
        stale={stale}
        error={preview.error}
        waiting={preview.isFetching}
        onRetry={() => void preview.refetch()}
      />
    </Box>
  );
}
