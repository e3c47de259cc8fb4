import { useContext, type ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Link, type LinkProps } from '@mui/material';
import { CardPlace } from './Column.tsx';

interface RowLinkProps {
  to: string;
  children: ReactNode;
  sx?: LinkProps['sx'];
  'aria-label'?: string;
}

/**
 * The way to a record from a table's cell, also without a mouse: quiet, because every row has one,
 * and not a click on the row itself. A card leads to one place, where its heading does.
 */
export function RowLink({ to, children, sx, ...rest }: RowLinkProps) {
  const place = useContext(CardPlace);
  if (place && place !== 'name') return <span>{children}</span>;
  return (
    <Link
      component={RouterLink}
      to={to}
      onClick={(event) => event.stopPropagation()}
      color="inherit"
      underline="hover"
      sx={{ fontWeight: place ? 600 : 400, overflowWrap: 'anywhere', ...sx }}
      {...rest}
    >
      {children}
    </Link>
  );
}
