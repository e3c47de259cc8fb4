import type { ReactNode } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { OriginLabel, useCan } from '../../kit/index.ts';
import type { GroupKey, NotificationSettings } from './api.ts';

interface GroupCardProps {
  id: string;
  title: string;
  group: GroupKey;
  settings: NotificationSettings;
  /** "mail server": for the buttons. */
  what: string;
  /** What holds now, in a sentence. */
  effect: string;
  /** The values set here; nothing where it inherits. */
  facts: readonly (readonly [label: string, value: ReactNode])[] | null;
  onChange: () => void;
  onRemove: () => void;
  extra?: ReactNode;
}

/**
 * What belongs together is set together: its values with their origin, and the buttons to set,
 * change and remove them.
 */
export function GroupCard({
  id,
  title,
  group,
  settings,
  what,
  effect,
  facts,
  onChange,
  onRemove,
  extra,
}: GroupCardProps) {
  const mayWrite = useCan('settings:write');
  // every link to set a password goes through the mail server
  const mayChangeUsers = useCan('users:write');
  const mayChange = mayWrite && (group !== 'mailServer' || mayChangeUsers);
  const provenance = settings.provenance.find((each) => each.key === group);
  const none = provenance?.origin === 'BUILT_IN';
  return (
    <Card component="section" id={id} aria-labelledby={`${id}-title`} sx={{ scrollMarginTop: 80 }}>
      <CardContent sx={{ display: 'grid', gap: 1.5 }}>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'baseline',
            justifyContent: 'space-between',
            gap: 1,
          }}
        >
          <Typography variant="h2" id={`${id}-title`}>
            {title}
          </Typography>
          {!none && <OriginLabel provenance={provenance} change={undefined} />}
        </Box>
        <Box sx={{ color: facts ? 'text.primary' : 'text.secondary' }}>{effect}</Box>
        {facts && (
          <Box
            component="dl"
            sx={{
              margin: 0,
              display: 'grid',
              gridTemplateColumns: { xs: '1fr', sm: '160px minmax(0, 1fr)' },
              columnGap: 2,
              rowGap: { xs: 0.25, sm: 1 },
            }}
          >
            {facts.map(([label, value]) => (
              <Box key={label} sx={{ display: 'contents' }}>
                <Box component="dt" sx={{ color: 'text.secondary' }}>
                  {label}
                </Box>
                <Box
                  component="dd"
                  sx={{
                    margin: 0,
                    marginBlockEnd: { xs: 1, sm: 0 },
                    overflowWrap: 'anywhere',
                    minWidth: 0,
                  }}
                >
                  {value}
                </Box>
              </Box>
            ))}
          </Box>
        )}
        {mayWrite && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            {mayChange && (
              <Button variant="outlined" onClick={onChange}>
                {facts ? `Change ${what}` : `Set ${what}`}
              </Button>
            )}
            {mayChange && facts && (
              <Button color="error" onClick={onRemove}>
                Remove {what}
              </Button>
            )}
            {extra}
          </Box>
        )}
      </CardContent>
    </Card>
  );
}
