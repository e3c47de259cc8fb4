import { Box, Link } from '@mui/material';

interface ReportLinksProps {
  /** Where the report lies, as a PDF. */
  url: string;
  /** What it is of, for who hears the links alone. */
  of: string;
}

const FORMS = [
  ['a4', 'A4'],
  ['80mm', '80 mm'],
  ['csv', 'CSV'],
] as const;

/** A report of the desk in each form that it can be had in. */
export function ReportLinks({ url, of }: ReportLinksProps) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', columnGap: 1.5 }}>
      {FORMS.map(([format, words]) => (
        <Link
          key={format}
          href={`${url}${url.includes('?') ? '&' : '?'}app=admin&format=${format}`}
          aria-label={`Report of ${of}, ${words}`}
          {...(format === 'csv' ? { download: true } : { target: '_blank', rel: 'noopener' })}
          sx={{
            display: 'inline-flex',
            alignItems: 'center',
            minHeight: 32,
            '@media (pointer: coarse)': { minHeight: 44 },
          }}
        >
          {words}
        </Link>
      ))}
    </Box>
  );
}
