import type { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { Link, type LinkProps } from '@mui/material';

interface RowLinkProps {
  to: string;
  children: ReactNode;
  sx?: LinkProps['sx'];
  'aria-label'?: string;
}

/**
 * The way to a record from a table's cell, also without a mouse: quiet, because every row has one,
 * and not a click on the row itself.
 */
export function RowLink({ to, children, sx, ...rest }: RowLinkProps) {
  return (
    <Link
      component={RouterLink}
      to={to}
      onClick={(event) => event.stopPropagation()}
      color="inherit"
      underline="hover"
      sx={{ fontWeight: 400, overflowWrap: 'anywhere', ...sx }}
      {...rest}
    >
      {children}
    </Link>
  );
}
