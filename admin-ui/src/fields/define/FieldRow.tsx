import { Box, Button, IconButton, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { Icon } from '../../kit/icons.tsx';
import { ToneChip } from '../../kit/StatusChip.tsx';
import type { CustomField } from '../api.ts';
import { entities, portalAccess, types } from '../words.ts';

interface FieldRowProps {
  field: CustomField;
  /** Defined by the partner the page is about, and the viewer may change it. */
  own: boolean;
  /** Where an inherited one comes from, as far as the viewer may know. */
  from: { name: string; to: string } | null;
  first?: boolean;
  last?: boolean;
  onMove?: (by: -1 | 1) => void;
  onEdit?: () => void;
  onArchive: () => void;
}

const quiet = { color: 'text.secondary', fontSize: '0.8125rem' } as const;

/** One definition: what it is, what is asked of it, where it comes from, and what can be done with it. */
export function FieldRow({
  field,
  own,
  from,
  first,
  last,
  onMove,
  onEdit,
  onArchive,
}: FieldRowProps) {
  const marks = [
    ...(field.required ? ['Required'] : []),
    ...(field.unique ? ['Unique'] : []),
    ...(field.showInList ? ['In lists'] : []),
    ...(field.searchable ? ['Searchable'] : []),
    ...(field.portal === 'HIDDEN'
      ? []
      : [`Portal: ${portalAccess[field.portal].label.toLowerCase()}`]),
  ];
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        alignItems: 'flex-start',
        paddingInline: 2,
        paddingBlock: 1.5,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
        '&:last-of-type': { borderBlockEnd: 0 },
      }}
    >
      {onMove && own && (
        <Box sx={{ display: 'flex', flexDirection: { xs: 'row', sm: 'column' } }}>
          <IconButton
            size="small"
            aria-label={`Move ${field.label} up`}
            aria-disabled={first ?? false}
            onClick={() => !first && onMove(-1)}
            sx={{ opacity: first ? 0.35 : 1 }}
          >
            <Icon name="up" size={16} />
          </IconButton>
          <IconButton
            size="small"
            aria-label={`Move ${field.label} down`}
            aria-disabled={last ?? false}
            onClick={() => !last && onMove(1)}
            sx={{ opacity: last ? 0.35 : 1 }}
          >
            <Icon name="down" size={16} />
          </IconButton>
        </Box>
      )}
      <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 1,
            rowGap: 0.5,
            alignItems: 'center',
          }}
        >
          <Box component="span" dir="auto" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {field.label}
          </Box>
          {marks.map((mark) => (
            <ToneChip key={mark} tone="neutral" label={mark} />
          ))}
        </Box>
        <Box sx={{ ...quiet, overflowWrap: 'anywhere' }}>
          {types[field.type].label}
          {field.references && `: ${entities[field.references].one}`}
          {' · '}
          <Box component="code">{field.key}</Box>
          {field.options && (
            <>
              {' '}
              · {field.options.slice(0, 4).join(', ')}
              {field.options.length > 4 && ` and ${field.options.length - 4} more`}
            </>
          )}
        </Box>
        {field.help && <Box sx={{ ...quiet, overflowWrap: 'anywhere' }}>{field.help}</Box>}
        {!own && (
          <Box sx={quiet}>
            {from ? (
              <>
                From{' '}
                <Link component={RouterLink} to={from.to}>
                  {from.name}
                </Link>
                ; changed there.
              </>
            ) : (
              'From a partner above you; only they can change it.'
            )}
          </Box>
        )}
      </Box>
      {own && (
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          {onEdit && (
            <Button
              size="small"
              variant="outlined"
              onClick={onEdit}
              aria-label={`Edit ${field.label}`}
            >
              Edit
            </Button>
          )}
          <Button
            size="small"
            onClick={onArchive}
            aria-label={field.archived ? `Bring back ${field.label}` : `Archive ${field.label}`}
          >
            {field.archived ? 'Bring back' : 'Archive'}
          </Button>
        </Box>
      )}
    </Box>
  );
}
