import { useId, useState } from 'react';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  useMediaQuery,
  useTheme,
} from '@mui/material';
import { downloadAddress, pdfAddress, pictureAddress, type DocumentAddress } from './addresses.ts';
import { DocumentPages } from './DocumentPages.tsx';

interface DocumentDialogProps {
  /** "Invoice 202604000007". */
  title: string;
  document: DocumentAddress;
  onClose: () => void;
}

/** A document as it is printed, without leaving the page; and the ways to its file. */
export function DocumentDialog({ title, document, onClose }: DocumentDialogProps) {
  const titleId = useId();
  const theme = useTheme();
  const phone = useMediaQuery(theme.breakpoints.down('sm'));
  const [large, setLarge] = useState(false);
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="md"
      fullScreen={phone}
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId} sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{title}</Box>
        <Button size="small" aria-pressed={large} onClick={() => setLarge(!large)}>
          Larger
        </Button>
      </DialogTitle>
      {/* It scrolls, and holds nothing to stand on: the keyboard reaches it by itself. */}
      <DialogContent
        tabIndex={0}
        sx={{ backgroundColor: 'background.default', '&&': { padding: { xs: 1, sm: 2 } } }}
      >
        <DocumentPages
          src={pictureAddress(document)}
          alt={`${title}, as printed. Open the PDF to read or search its text.`}
          zoom={large ? 2 : 1}
        />
      </DialogContent>
      <DialogActions sx={{ paddingInline: 3, paddingBlock: 1.5, gap: 1, flexWrap: 'wrap' }}>
        <Button onClick={onClose} color="inherit">
          Close
        </Button>
        <Button
          component="a"
          href={pdfAddress(document)}
          target="_blank"
          rel="noopener"
          variant="outlined"
        >
          Open PDF in a new tab
        </Button>
        <Button component="a" href={downloadAddress(document)} download variant="contained">
          Download PDF
        </Button>
      </DialogActions>
    </Dialog>
  );
}
