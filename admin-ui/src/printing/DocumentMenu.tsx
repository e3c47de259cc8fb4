import { useState } from 'react';
import { Button, Menu, MenuItem } from '@mui/material';
import ExpandMore from '@mui/icons-material/ExpandMore';
import { downloadAddress, pdfAddress, type DocumentAddress } from './addresses.ts';
import { DocumentDialog } from './DocumentDialog.tsx';

interface DocumentMenuProps {
  /** "Invoice 202604000007". */
  title: string;
  document: DocumentAddress;
  /** What else can be done with the document. */
  more?: readonly { label: string; run: () => void }[];
}

/** Looking at a record's PDF, saving it, and whatever else is done with it: one button of a page's header. */
export function DocumentMenu({ title, document, more = [] }: DocumentMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [viewing, setViewing] = useState(false);
  const close = () => setAnchor(null);
  return (
    <>
      <Button
        variant="outlined"
        endIcon={<ExpandMore />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        PDF
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <MenuItem
          onClick={() => {
            close();
            setViewing(true);
          }}
        >
          View PDF
        </MenuItem>
        <MenuItem
          component="a"
          href={pdfAddress(document)}
          target="_blank"
          rel="noopener"
          onClick={close}
        >
          Open PDF in a new tab
        </MenuItem>
        <MenuItem component="a" href={downloadAddress(document)} download onClick={close}>
          Download PDF
        </MenuItem>
        {more.map(({ label, run }) => (
          <MenuItem
            key={label}
            onClick={() => {
              close();
              run();
            }}
          >
            {label}
          </MenuItem>
        ))}
      </Menu>
      {viewing && (
        <DocumentDialog title={title} document={document} onClose={() => setViewing(false)} />
      )}
    </>
  );
}
