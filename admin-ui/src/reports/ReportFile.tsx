import { useEffect, useState } from 'react';
import { Box, Button, LinearProgress } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { ErrorState } from '../kit/index.ts';
import { CancelReportFile, ExportReport, ReportFileQuery, type ReportInput } from './api.ts';

const AGAIN_MS = 700;

/** Has a report made as a file in the background, and hands it out as soon as it is there. */
export function ReportFile({ input }: { input: ReportInput }) {
  const [id, setId] = useState<string | null>(null);
  const order = useMutation({
    mutationFn: async (format: 'CSV' | 'XLSX') =>
      (await request(ExportReport, { input, format })).exportReport.id,
    onSuccess: setId,
  });
  const { data, error } = useQuery({
    queryKey: ['report-file', id],
    queryFn: async () => (await request(ReportFileQuery, { id: id ?? '' })).fileJob,
    enabled: id !== null,
    refetchInterval: ({ state }) =>
      state.data?.status === 'QUEUED' || state.data?.status === 'RUNNING' ? AGAIN_MS : false,
  });
  const url = data?.url;
  useEffect(() => {
    if (!url) return;
    window.location.assign(url);
    setId(null);
  }, [url]);
  const working = order.isPending || (id !== null && !url && data?.status !== 'FAILED');
  const failure = order.error ?? error;
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        {(['CSV', 'XLSX'] as const).map((format) => (
          <Button
            key={format}
            variant="outlined"
            size="small"
            disabled={working}
            onClick={() => order.mutate(format)}
          >
            {format === 'CSV' ? 'Download CSV' : 'Download Excel'}
          </Button>
        ))}
        {working && id !== null && (
          <Button
            size="small"
            onClick={() => {
              setId(null);
              void request(CancelReportFile, { id }).catch(() => undefined);
            }}
          >
            Stop
          </Button>
        )}
      </Box>
      {working && (
        <Box role="status">
          <LinearProgress
            {...(data ? { variant: 'determinate', value: Math.round(data.progress * 100) } : {})}
            aria-label="Making the file"
            sx={{ height: 6, borderRadius: 3 }}
          />
        </Box>
      )}
      {(failure ?? data?.error) && (
        <ErrorState
          error={failure ?? new Error(data?.error ?? '')}
          what="The file could not be made."
          onRetry={() => {
            setId(null);
            order.reset();
          }}
        />
      )}
    </Box>
  );
}
