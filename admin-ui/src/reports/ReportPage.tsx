import { lazy, Suspense } from 'react';
import { Box, Card, CardContent } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import {
  BlockSkeleton,
  EmptyState,
  ErrorState,
  InstantText,
  PageHeader,
  useAddress,
  useCan,
  usePartnerScope,
} from '../kit/index.ts';
import { NoAccess } from '../kit/pages.tsx';
import { useToday } from '../kit/scope/useToday.ts';
import { ReportQuery, type Report, type ReportInput } from './api.ts';
import { askedIn, isTime } from './asking.ts';
import { ReportControls } from './ReportControls.tsx';
import { ReportFile } from './ReportFile.tsx';
import { PAGE, ReportTable } from './ReportTable.tsx';
import { KINDS } from './words.ts';

const ReportChart = lazy(async () => ({
  default: (await import('./ReportChart.tsx')).ReportChart,
}));

/** A report by what one likes: the address holds all that is asked, so that it can be kept and sent. */
export function ReportPage() {
  const mayRead = useCan('reports:read');
  const { partnerId, partner } = usePartnerScope();
  const today = useToday();
  const [address, go] = useAddress();
  const input = askedIn(address.get('report'), today);
  const offset = Math.max(0, Number(address.get('from') ?? 0) || 0);
  const ask = (next: ReportInput) => {
    const { partnerId: _elsewhere, ...rest } = next;
    go({ report: JSON.stringify(rest), from: null });
  };
  const whole = { ...input, partnerId: input.partnerId ?? partnerId };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['report', whole, offset],
    queryFn: async () => (await request(ReportQuery, { input: whole, first: PAGE, offset })).report,
    placeholderData: keepPreviousData,
    enabled: mayRead,
    retry: false,
  });
  if (!mayRead) return <NoAccess />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <PageHeader
        title="Reports"
        description={`${KINDS[input.kind].about}${partner ? ` ${partner.name}${input.includeDescendants === false ? ' alone' : ' and below'}.` : ''}`}
      />
      <ReportControls input={input} onChange={ask} />
      {error && (
        <ErrorState
          error={error}
          what="The report could not be made."
          onRetry={() => void refetch()}
        />
      )}
      {!data && !error && (
        <Card>
          <CardContent>
            <BlockSkeleton lines={10} />
          </CardContent>
        </Card>
      )}
      {data && !error && (
        <Shown
          report={data}
          input={whole}
          offset={offset}
          waiting={isPlaceholderData}
          onPage={(from) => go({ from: from ? String(from) : null })}
        />
      )}
    </Box>
  );
}

interface ShownProps {
  report: Report;
  input: ReportInput;
  offset: number;
  waiting: boolean;
  onPage: (offset: number) => void;
}

function Shown({ report, input, offset, waiting, onPage }: ShownProps) {
  // nothing moved, yet what stands is told by the total
  const nothing = report.totals.values.every((value) => !Number(value ?? 0));
  if (!report.rowCount && nothing)
    return (
      <EmptyState title="Nothing in these days">
        Choose other days, or fewer conditions. What is charged, credited or corrected appears here
        by the day it is booked.
      </EmptyState>
    );
  const drawn = isTime(report.columns[0]?.key ?? '') && report.rows.length > 1;
  return (
    <Card sx={{ opacity: waiting ? 0.6 : 1 }} aria-busy={waiting}>
      <CardContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {drawn && (
          <Suspense fallback={<Box sx={{ height: 260 }} />}>
            <ReportChart report={report} />
          </Suspense>
        )}
        <ReportFile key={JSON.stringify(input)} input={input} />
        <ReportTable
          report={report}
          name={KINDS[input.kind].name}
          offset={offset}
          onPage={onPage}
        />
        <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem', display: 'grid', gap: 0.5 }}>
          {report.notes.map((note) => (
            <span key={note}>{note}</span>
          ))}
          <span>
            As of <InstantText at={report.asOf} exact />.
          </span>
        </Box>
      </CardContent>
    </Card>
  );
}
