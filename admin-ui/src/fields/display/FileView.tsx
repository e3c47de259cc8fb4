import { Box, Link } from '@mui/material';
import { useLocale } from '../../kit/locale.ts';
import {
  downloadAddress,
  fileAddress,
  isPicture,
  saySize,
  useFileInfo,
  type FileInfo,
} from '../files.ts';

/** A stored file: a picture as itself, anything else by name, kind and size. */
export function FileView({
  id,
  label,
  known,
}: {
  id: string;
  label: string;
  known?: FileInfo | null;
}) {
  const locale = useLocale();
  const { data: file, error } = useFileInfo(id, known ?? null);
  if (error)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {error.message}
      </Box>
    );
  if (!file)
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        Looking at the file …
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      {isPicture(file.type) && (
        <Box
          component="a"
          href={fileAddress(id)}
          target="_blank"
          rel="noreferrer"
          aria-label={`${label}: open ${file.name} in full`}
          sx={{ display: 'inline-block', minWidth: 24, minHeight: 24 }}
        >
          <Box
            component="img"
            src={fileAddress(id)}
            alt={file.name}
            loading="lazy"
            sx={{
              display: 'block',
              maxWidth: 'min(100%, 320px)',
              maxHeight: 220,
              borderRadius: 1,
              border: '1px solid',
              borderColor: 'divider',
              backgroundColor: 'background.default',
            }}
          />
        </Box>
      )}
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Link href={downloadAddress(id)} download>
          {file.name}
        </Link>
        {file.size > 0 && (
          <Box component="span" sx={{ color: 'text.secondary' }}>
            {' '}
            {saySize(file.size, locale)}
          </Box>
        )}
      </Box>
    </Box>
  );
}
