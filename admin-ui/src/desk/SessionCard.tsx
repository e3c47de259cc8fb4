import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { subtractDecimals } from '@backhaul/domain/money/decimals';
import { DateText, FactList, Money, ToneChip } from '../kit/index.ts';
import type { Session } from './api.ts';
import { countedPieces } from './countedPieces.tsx';
import { ReportLinks } from './ReportLinks.tsx';

interface SessionCardProps {
  session: Session;
  /** Where its difference is to be approved. */
  onApprove?: () => void;
}

/** One session: whose, what came, and what was counted. */
export function SessionCard({ session, onApprove }: SessionCardProps) {
  const { till, status, counts, number } = session;
  const money = (amount: string | null, warn = false) => (
    <Money amount={amount} currency={till.currency} inline warnBelowZero={warn} />
  );
  return (
    <Card>
      <CardContent>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            gap: 1,
            marginBlockEnd: 1,
          }}
        >
          <Typography variant="h3" sx={{ overflowWrap: 'anywhere' }}>
            {till.name}
            {number === null ? '' : `, close ${number}`}
          </Typography>
          {status === 'OPEN' && <ToneChip tone="waiting" label="Open" icon="clock" />}
          {status === 'AWAITING_APPROVAL' && (
            <ToneChip tone="due" label="To approve" icon="clock" />
          )}
        </Box>
        <FactList
          facts={[
            ['Cashier', session.openedBy],
            ['Day', <DateText key="d" date={session.closedOn ?? session.openedOn} />],
            ['Cash taken', money(session.cashTaken)],
            ['Should be there', money(session.expected)],
            ...(counts.length > 1 ? [['Counted first', money(counts[0].counted)] as const] : []),
            ...(session.counted === null
              ? []
              : ([
                  ['Counted', money(session.counted)],
                  ...countedPieces(session),
                  ['Difference', money(session.difference, true)],
                ] as const)),
            ...(session.floatReason
              ? [
                  [
                    'Another float',
                    <span key="f">
                      {session.leftBefore !== null && (
                        <>{money(subtractDecimals(session.float, session.leftBefore), true)}: </>
                      )}
                      {session.floatReason}
                    </span>,
                  ] as const,
                ]
              : []),
            ...(session.closeReason ? [['Reason', session.closeReason] as const] : []),
            ...(session.approvedBy
              ? [['Approved', `${session.approvedBy}: ${session.approvalReason}`] as const]
              : []),
          ]}
        />
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', marginBlockStart: 1.5 }}>
          {onApprove && (
            <Button variant="contained" onClick={onApprove}>
              Approve
            </Button>
          )}
          <span>Report</span>
          <ReportLinks
            url={session.reportUrl}
            of={number === null ? till.name : `${till.name}, close ${number}`}
          />
        </Box>
      </CardContent>
    </Card>
  );
}
