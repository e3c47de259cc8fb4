import { Box, Card, CardContent, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { formatDate } from '@backhaul/design';
import { DateText, Money, ToneChip, useLocale } from '../kit/index.ts';
import { cardName, type CardHolder } from './api.ts';

const LOOKS = {
  PENDING: { tone: 'waiting', icon: 'clock', label: 'Under way' },
  PAID: { tone: 'paid', icon: 'check', label: 'Paid' },
  FAILED: { tone: 'overdue', icon: 'alert', label: 'Failed' },
} as const;

/** The last charges of saved cards: what came of each, why not, and when it is tried again. */
export function AttemptsCard({ attempts }: { attempts: CardHolder['chargeAttempts'] }) {
  const locale = useLocale();
  return (
    <Card component="section" aria-labelledby="charge-attempts">
      <CardContent>
        <Typography variant="h2" id="charge-attempts">
          Last charges
        </Typography>
        <Box component="ul" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {attempts.map(({ id, status, method, payment, ...attempt }) => (
            <Box
              component="li"
              key={id}
              sx={{
                display: 'flex',
                flexWrap: 'wrap',
                gap: 1,
                justifyContent: 'space-between',
                paddingBlock: 1.25,
                '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
              }}
            >
              <Box sx={{ flex: '1 1 15rem', minWidth: 0, overflowWrap: 'anywhere' }}>
                <Box>
                  <DateText date={attempt.date} />, {cardName(method)}
                </Box>
                {method.test && <ToneChip tone="waiting" label="Test, no real money" />}
                <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
                  {attempt.automatic
                    ? `By itself${attempt.number > 1 ? `, attempt ${attempt.number}` : ''}.`
                    : 'By hand.'}{' '}
                  {attempt.failure}
                  {attempt.retryOn &&
                    ` Tried again on ${formatDate(attempt.retryOn, locale, { weekday: true })}.`}
                </Box>
                {payment && (
                  <Link component={RouterLink} to={`/payments/${payment.id}/show`}>
                    Payment {payment.receiptNumber}
                  </Link>
                )}
              </Box>
              <Box
                sx={{ display: 'grid', justifyItems: 'end', gap: 0.5, marginInlineStart: 'auto' }}
              >
                <Money amount={attempt.amount} currency={attempt.currency} strong />
                <ToneChip {...LOOKS[status]} />
              </Box>
            </Box>
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}
