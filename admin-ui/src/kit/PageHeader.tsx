import { useEffect, useRef, type ReactNode } from 'react';
import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router-dom';
import { arriveAt } from './arrival.ts';
import { useWindowTitle } from './useBranding.ts';

interface PageHeaderProps {
  title: string;
  /** Beside the title: a status chip, a count. */
  aside?: ReactNode;
  /** A sentence under the title. */
  description?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  /** The way back: `{ label: 'Customers', to: '/customers' }`. */
  back?: { label: string; to: string };
}

/** The one h1 of a page, its buttons, and the window's title. */
export function PageHeader({ title, aside, description, actions, back }: PageHeaderProps) {
  useWindowTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => arriveAt(heading.current), []);
  return (
    <Box
      component="header"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'flex-end',
        gap: 2,
        marginBlockEnd: 2.5,
      }}
    >
      <Box sx={{ flex: '1 1 420px', minWidth: 0, maxWidth: '100%' }}>
        {back && (
          <Link
            component={RouterLink}
            to={back.to}
            underline="hover"
            sx={{
              color: 'text.secondary',
              fontSize: '0.8125rem',
              display: 'inline-block',
              maxWidth: '100%',
              overflowWrap: 'anywhere',
              marginBlockEnd: 0.5,
            }}
          >
            <span aria-hidden="true">← </span>
            {back.label}
          </Link>
        )}
        <Box
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            alignItems: 'center',
            columnGap: 1.5,
            rowGap: 0.5,
          }}
        >
          <Typography
            ref={heading}
            variant="h1"
            tabIndex={-1}
            sx={{ overflowWrap: 'anywhere', '&:focus': { outline: 'none' } }}
          >
            {title}
          </Typography>
          {aside}
        </Box>
        {description && (
          <Typography
            component="div"
            sx={{
              color: 'text.secondary',
              marginBlockStart: 0.5,
              maxWidth: '72ch',
              overflowWrap: 'anywhere',
            }}
          >
            {description}
          </Typography>
        )}
      </Box>
      {actions && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, maxWidth: '100%' }}>{actions}</Box>
      )}
    </Box>
  );
}
