import { Box, Button, IconButton } from '@mui/material';
import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { COLUMNS, type Place } from '@backhaul/domain/figures/layout';
import { Icon } from '../kit/icons.tsx';
import { spanOf } from './TileGrid.tsx';

interface ArrangedTileProps {
  place: Place;
  label: string;
  onChange: (place: Place) => void;
}

const HANDLE = 'M7 4v.01M13 4v.01M7 10v.01M13 10v.01M7 16v.01M13 16v.01';

/** A tile while it is being arranged: its handle, its width, and whether it is shown. */
export function ArrangedTile({ place, label, onChange }: ArrangedTileProps) {
  const { key, width, hidden } = place;
  const {
    attributes,
    listeners,
    setNodeRef,
    setActivatorNodeRef,
    transform,
    transition,
    isDragging,
  } = useSortable({ id: key });
  return (
    <Box
      component="li"
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      sx={{
        ...spanOf(width),
        minWidth: 0,
        display: 'grid',
        gap: 1,
        padding: 1.5,
        border: 1,
        borderStyle: hidden ? 'dashed' : 'solid',
        borderColor: isDragging ? 'primary.main' : 'divider',
        borderRadius: 1,
        backgroundColor: 'background.paper',
        zIndex: isDragging ? 1 : 'auto',
        position: 'relative',
        '@media (prefers-reduced-motion: reduce)': { transition: 'none !important' },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
        <IconButton
          ref={setActivatorNodeRef}
          {...attributes}
          {...listeners}
          aria-label={`Move: ${label}`}
          sx={{ cursor: 'grab', touchAction: 'none' }}
        >
          <Icon name={HANDLE} />
        </IconButton>
        <Box
          sx={{
            fontWeight: 550,
            minWidth: 0,
            overflowWrap: 'anywhere',
            ...(hidden && { color: 'text.secondary' }),
          }}
        >
          {label}
          {hidden && ' (hidden)'}
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.5 }}>
        <Box role="group" aria-label={`Width of ${label}`} sx={{ display: 'flex', gap: 0.25 }}>
          {Array.from({ length: COLUMNS }, (_, i) => i + 1).map((wide) => (
            <Button
              key={wide}
              size="small"
              color={wide === width ? 'primary' : 'inherit'}
              variant={wide === width ? 'contained' : 'text'}
              aria-pressed={wide === width}
              aria-label={`${wide} of ${COLUMNS} columns`}
              onClick={() => onChange({ ...place, width: wide })}
              sx={{ minWidth: 32 }}
            >
              {wide}
            </Button>
          ))}
        </Box>
        <Button
          size="small"
          color="inherit"
          aria-label={`${hidden ? 'Show' : 'Hide'}: ${label}`}
          onClick={() => onChange({ ...place, hidden: !hidden })}
        >
          {hidden ? 'Show' : 'Hide'}
        </Button>
      </Box>
    </Box>
  );
}
