import { useState } from 'react';
import { Box, Skeleton } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { pageShape, pagesIn } from '@backhaul/design';
import { ErrorState } from '../kit/index.ts';
import { ApiError } from '../api/client.ts';

interface DocumentPagesProps {
  /** An address on this server, or a picture made for the moment. */
  src: string;
  alt: string;
  /** In parts of the place it has; beyond one it scrolls inside. */
  zoom?: number;
  what?: string;
}

/** The pages of a document below one another. They are paper: white in the dark too. */
export function DocumentPages({
  src,
  alt,
  zoom = 1,
  what = 'The document could not be shown.',
}: DocumentPagesProps) {
  const [seen, setSeen] = useState<{ src: string; pages: number } | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  if (failed === src)
    return (
      <Refusal
        src={src}
        what={what}
        onRetry={() => {
          setFailed(null);
          setAttempt(attempt + 1);
        }}
      />
    );
  const pages = seen?.pages ?? 1;
  return (
    <Box
      sx={{ overflowX: 'auto' }}
      {...(zoom > 1 ? { tabIndex: 0, role: 'region', 'aria-label': 'Pages' } : {})}
    >
      <Box
        aria-busy={seen === null}
        sx={{
          position: 'relative',
          width: `${zoom * 100}%`,
          maxWidth: 900 * zoom,
          marginInline: 'auto',
          ...(seen === null && { aspectRatio: `1 / ${pageShape}` }),
        }}
      >
        {seen === null && (
          <Skeleton
            variant="rectangular"
            animation={false}
            sx={{ position: 'absolute', inset: 0, height: 'auto' }}
          />
        )}
        <Box
          component="img"
          key={attempt}
          src={src}
          alt={alt}
          onLoad={({ currentTarget }) => setSeen({ src, pages: pagesIn(currentTarget) })}
          onError={() => setFailed(src)}
          sx={{
            display: 'block',
            width: '100%',
            height: 'auto',
            backgroundColor: '#fff',
            outline: '1px solid',
            outlineColor: (theme) => theme.palette.divider,
            visibility: seen === null ? 'hidden' : 'visible',
          }}
        />
        {Array.from({ length: pages - 1 }, (_, index) => (
          <Box
            key={index}
            aria-hidden="true"
            sx={{
              position: 'absolute',
              insetInline: '-1px',
              top: `${((index + 1) / pages) * 100}%`,
              height: 10,
              marginBlockStart: '-5px',
              backgroundColor: 'background.default',
              borderBlock: '1px solid',
              borderColor: 'divider',
            }}
          />
        ))}
      </Box>
    </Box>
  );
}

/** A picture says nothing about why it is not there; the address does. */
function Refusal({ src, what, onRetry }: { src: string; what: string; onRetry: () => void }) {
  const { data } = useQuery({
    queryKey: ['document-refusal', src],
    queryFn: () => wordsOf(src),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <ErrorState
      error={new ApiError({ code: 'NETWORK', message: data ?? '' })}
      what={what}
      onRetry={onRetry}
    />
  );
}

async function wordsOf(src: string): Promise<string> {
  if (src.startsWith('data:')) return 'Open it as PDF instead.';
  const answer = await fetch(src, { credentials: 'same-origin' }).catch(() => null);
  if (!answer) return 'The server could not be reached. Check your connection and try again.';
  const body: unknown = await answer.json().catch(() => null);
  return typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    typeof body.error === 'string'
    ? body.error
    : 'Try again in a moment.';
}
