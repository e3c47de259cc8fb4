import { Box, Button, Card, CardContent, Link, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router-dom';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { ErrorState, useViewer } from '../kit/index.ts';
import { Icon } from '../kit/icons.tsx';
import { createPreference } from '../kit/preference.ts';
import { firstDayDocument } from './api.ts';
import { firstSteps } from './firstSteps.ts';
import { Place } from './Place.tsx';

/** The number of the partner that runs the server. */
const OPERATOR = 1;

/** The partner whose list was put away at this browser. */
const putAway = createPreference<string>('first-day-away', '', (kept) =>
  typeof kept === 'string' ? kept : null,
);

/** What lies between a new partner and its first bill; gone for ever when that is sent. */
export function FirstDay() {
  const viewer = useViewer();
  const away = putAway.use();
  const { data, error, refetch } = useQuery({
    queryKey: ['first-day', viewer?.partner.id],
    queryFn: async () => (await request(firstDayDocument)).firstDay,
  });
  if (error && !data)
    return (
      <Box sx={{ marginBlockEnd: 3 }}>
        <ErrorState
          error={error}
          what="What is left until the first bill could not be loaded."
          onRetry={() => void refetch()}
        />
      </Box>
    );
  if (!viewer || !data) return null;
  const may = (permission: string) => viewer.permissions.includes(permission);
  const asks = data.asksPlace && may('partners:write');
  const steps = data.steps.filter(({ kind }) => may(firstSteps[kind].needs));
  const left = steps.filter(({ done }) => !done);
  if (!steps.length || (away === viewer.partner.id && !asks)) return null;
  return (
    <Card component="section" aria-label="Until your first bill" sx={{ marginBlockEnd: 3 }}>
      <CardContent sx={{ display: 'grid', gap: 1.5 }}>
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1, minHeight: 36 }}
        >
          <Typography variant="h2">Until your first bill</Typography>
          <Box component="span" sx={{ color: 'text.secondary', flex: 1 }}>
            {!asks && sayLeft(left.length)}
          </Box>
          {!asks && (
            <Button size="small" color="inherit" onClick={() => putAway.set(viewer.partner.id)}>
              Put this list away
            </Button>
          )}
        </Box>
        {asks ? (
          <Place partner={viewer.partner} />
        ) : (
          <Box component="ol" sx={{ listStyle: 'none', margin: 0, padding: 0, display: 'grid' }}>
            {steps.map(({ kind, done }) => (
              <Step
                key={kind}
                {...firstSteps[kind]}
                done={done}
                more={
                  kind === 'COMPANY' && data.companyFromAbove !== null
                    ? `Until then they are issued in the name of ${data.companyFromAbove}.`
                    : kind === 'CUSTOMER' && viewer.partner.number === OPERATOR
                      ? 'Many at once are imported on the server, with “npm run import”.'
                      : ''
                }
              />
            ))}
          </Box>
        )}
      </CardContent>
    </Card>
  );
}

function sayLeft(count: number): string {
  return count ? `${countOf(count, 'step')} left` : 'Confirm the preview, and you have billed.';
}

interface StepProps {
  title: string;
  about: string;
  to: string;
  done: boolean;
  /** What is to be said to this viewer. */
  more: string;
}

function Step({ title, about, to, done, more }: StepProps) {
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: 1.5,
        alignItems: 'flex-start',
        paddingBlock: 1,
        borderBlockStart: '1px solid',
        borderColor: 'divider',
      }}
    >
      <Box
        component="span"
        aria-hidden="true"
        sx={{
          flexShrink: 0,
          width: 20,
          height: 20,
          borderRadius: '50%',
          display: 'grid',
          placeItems: 'center',
          border: '1.5px solid',
          borderColor: done ? 'success.main' : 'divider',
          color: 'success.main',
          backgroundColor: done ? 'success.light' : 'transparent',
        }}
      >
        {done && <Icon name="check" size={14} />}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Link component={RouterLink} to={to} sx={{ fontWeight: 600 }}>
          {title}
        </Link>
        {done && (
          <Box component="span" sx={{ color: 'success.main', marginInlineStart: 1 }}>
            done
          </Box>
        )}
        <Box sx={{ color: 'text.secondary' }}>{`${about} ${more}`.trim()}</Box>
      </Box>
    </Box>
  );
}
