import { Box, Card, CardContent, Typography } from '@mui/material';
import type { AttemptOutcome, MessageOneQuery } from '../generated/graphql.ts';
import { InstantText, ToneChip } from '../kit/index.ts';
import { sayOutcome } from './words.ts';

const tones = {
  SENT: 'paid',
  TEMPORARY: 'due',
  SERVER: 'due',
  PERMANENT: 'overdue',
  UNCERTAIN: 'overdue',
} as const satisfies Record<AttemptOutcome, string>;

/** Every attempt to send, with what the server at the other end said. */
export function Attempts({ log }: { log: MessageOneQuery['message']['attemptLog'] }) {
  return (
    <Card component="section" aria-labelledby="attempts-title">
      <CardContent>
        <Typography variant="h2" id="attempts-title" sx={{ marginBlockEnd: 1 }}>
          Attempts
        </Typography>
        {log.length === 0 && (
          <Box sx={{ color: 'text.secondary' }}>Nobody has tried to send it yet.</Box>
        )}
        <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {log.map(({ at, outcome, detail }) => (
            <Box
              component="li"
              key={`${at} ${outcome}`}
              sx={{
                paddingBlock: 1,
                '& + &': { borderBlockStart: '1px solid', borderColor: 'divider' },
              }}
            >
              <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
                <ToneChip
                  tone={tones[outcome]}
                  icon={outcome === 'SENT' ? 'check' : 'alert'}
                  label={sayOutcome(outcome)}
                />
                <Box component="span" sx={{ color: 'text.secondary' }}>
                  <InstantText at={at} exact />
                </Box>
              </Box>
              {detail && (
                <Box sx={{ marginBlockStart: 0.5, overflowWrap: 'anywhere' }}>{detail}</Box>
              )}
            </Box>
          ))}
        </Box>
      </CardContent>
    </Card>
  );
}
