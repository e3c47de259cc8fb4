import { useRef, useState, type ChangeEvent } from 'react';
import { Box, Button, LinearProgress } from '@mui/material';
import { visuallyHidden } from '../../kit/visuallyHidden.ts';
import { isPicture, type FileInfo, useUpload } from '../../fields/index.ts';

/**
 * How a picture is written in a template; its words are the file's name, to be changed by whoever
 * knows what it shows.
 */
function pictureTag({ id, name }: Pick<FileInfo, 'id' | 'name'>): string {
  const words = name
    .replace(/\.[A-Za-z0-9]{1,8}$/, '')
    .replace(/[<>"&{}\\]+/g, ' ')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return `<img src="asset:${id}" alt="${words || 'Picture'}" style="height:60pt">`;
}

/** Sends a picture and writes it where the cursor stands. */
export function PictureButton({ onInsert }: { onInsert: (text: string) => void }) {
  const chooser = useRef<HTMLInputElement>(null);
  const [unfit, setUnfit] = useState<string | null>(null);
  const { sending, refused, send, stop } = useUpload((file) => {
    if (isPicture(file.type)) onInsert(pictureTag(file));
    else setUnfit(`${file.name} is no picture. Choose a PNG, JPEG, WebP or GIF.`);
  });
  const problem = refused ?? unfit;
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        paddingInline: 1.5,
        paddingBlock: 0.75,
        borderBlockEnd: '1px solid',
        borderColor: 'divider',
      }}
    >
      {sending ? (
        <Button size="small" onClick={stop}>
          Stop sending
        </Button>
      ) : (
        <Button
          size="small"
          onClick={() => chooser.current?.click()}
          title="Up to five pictures beside the logo; each is drawn at 900 pixels at most"
        >
          Insert picture
        </Button>
      )}
      {sending && (
        <Box
          role="status"
          sx={{ flex: 1, minWidth: 120, fontSize: '0.8125rem', overflowWrap: 'anywhere' }}
        >
          Sending {sending.name} …
          <LinearProgress
            variant="determinate"
            value={Math.round(sending.part * 100)}
            aria-label={`Sent of ${sending.name}`}
          />
        </Box>
      )}
      {problem && (
        <Box role="alert" sx={{ color: 'error.main', fontWeight: 600, fontSize: '0.8125rem' }}>
          {problem}
        </Box>
      )}
      <Box
        component="input"
        type="file"
        ref={chooser}
        accept=".png,.jpg,.jpeg,.webp,.gif"
        tabIndex={-1}
        aria-label="Picture: file"
        sx={visuallyHidden}
        onChange={(event: ChangeEvent<HTMLInputElement>) => {
          setUnfit(null);
          void send(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
    </Box>
  );
}
