import { Box } from '@mui/material';

/** The name of a key, as it stands on it; a finger needs none. */
export function Key({ name }: { name: string }) {
  return (
    <Box
      component="kbd"
      aria-hidden="true"
      sx={{
        border: '1px solid',
        borderColor: 'currentColor',
        borderRadius: '4px',
        paddingInline: 0.75,
        marginInlineStart: 0.5,
        fontSize: '0.75rem',
        fontFamily: 'inherit',
        color: 'inherit',
        display: { xs: 'none', sm: 'inline' },
        whiteSpace: 'nowrap',
        '@media (pointer: coarse)': { display: 'none' },
      }}
    >
      {name}
    </Box>
  );
}
