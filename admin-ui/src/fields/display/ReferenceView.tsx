import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import type { Entity } from '../api.ts';
import { useReference, useReferencePage, NOT_THERE } from '../references.ts';

/** A record that is referred to, by its name and as the way to it. */
export function ReferenceView({ entity, id }: { entity: Entity; id: string }) {
  const { data, isLoading } = useReference(entity, id);
  const page = useReferencePage(entity, id);
  if (data)
    return (
      <Link
        component={RouterLink}
        to={page}
        onClick={(event) => event.stopPropagation()}
        title={data.detail}
      >
        {data.label}
      </Link>
    );
  return (
    <Box component="span" sx={{ color: 'text.secondary' }}>
      {isLoading ? '…' : NOT_THERE}
    </Box>
  );
}
