import { useState } from 'react';
import { Box } from '@mui/material';
import { initialsOf } from '@backhaul/domain/text/initials';
import { visuallyHidden } from './visuallyHidden.ts';
import type { Branding } from './useBranding.ts';

interface SignProps {
  branding: Branding;
  /** Its height, in pixels. */
  size: number;
  /** Told once the logo is there. wide: so wide that it is lettering, which says the name by itself. */
  onShown?: (wide: boolean) => void;
}

/**
 * A partner's logo, on white as on its documents whatever the scheme; without one its initials. The
 * name stands beside it, so it says nothing to who does not see it.
 */
export function BrandSign({ branding, size, onShown }: SignProps) {
  return branding.logoUrl ? (
    <Box
      component="img"
      src={branding.logoUrl}
      alt=""
      onLoad={({ currentTarget: picture }) =>
        onShown?.(picture.naturalWidth > 2 * picture.naturalHeight)
      }
      sx={{
        display: 'block',
        height: size,
        maxWidth: '100%',
        objectFit: 'contain',
        padding: '2px',
        borderRadius: '5px',
        backgroundColor: '#fff',
      }}
    />
  ) : (
    <Box
      aria-hidden="true"
      data-initials={initialsOf(branding.name)}
      sx={{
        '&::before': { content: 'attr(data-initials)' },
        width: size,
        height: size,
        flexShrink: 0,
        display: 'grid',
        placeItems: 'center',
        borderRadius: '6px',
        backgroundColor: 'primary.main',
        color: 'primary.contrastText',
        fontSize: `${size * 0.027}rem`,
        fontWeight: 700,
      }}
    />
  );
}

/** A partner's sign with its name beside it; a logo that is lettering stands alone for who sees it. */
export function Brand({ branding, size }: Omit<SignProps, 'onShown'>) {
  const [lettered, setLettered] = useState<string | null>(null);
  return (
    <>
      <BrandSign
        branding={branding}
        size={size}
        onShown={(wide) => setLettered(wide ? branding.logoUrl : null)}
      />
      <Box
        component="span"
        dir="auto"
        sx={
          lettered !== null && lettered === branding.logoUrl
            ? visuallyHidden
            : {
                flex: '1 1 96px',
                minWidth: 0,
                color: 'text.primary',
                fontSize: `${size / 32}rem`,
                fontWeight: 700,
                lineHeight: 1.25,
                letterSpacing: '-0.01em',
                overflowWrap: 'anywhere',
              }
        }
      >
        {branding.name}
      </Box>
    </>
  );
}
