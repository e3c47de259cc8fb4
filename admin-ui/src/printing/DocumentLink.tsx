import { IconButton, Tooltip } from '@mui/material';
import { Icon } from '../kit/icons.tsx';
import { pdfAddress, type DocumentAddress } from './addresses.ts';

/** The PDF of a row, in a new tab: a small way at its end that is not a click on the row itself. */
export function DocumentLink({ title, document }: { title: string; document: DocumentAddress }) {
  return (
    <Tooltip title="Open PDF">
      <IconButton
        component="a"
        href={pdfAddress(document)}
        target="_blank"
        rel="noopener"
        size="small"
        aria-label={`Open ${title} as PDF`}
        onClick={(event) => event.stopPropagation()}
      >
        <Icon name="pdf" size={16} />
      </IconButton>
    </Tooltip>
  );
}
