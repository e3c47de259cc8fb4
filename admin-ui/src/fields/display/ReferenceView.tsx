import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import type { Entity } from '../api.ts';
import { useReference, useReferencePage } from '../references.ts';
import { entities } from '../words.ts';

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
      {isLoading ? '…' : `A ${entities[entity].one} you cannot see`}
    </Box>
  );
}
