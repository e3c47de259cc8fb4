import { useId } from 'react';
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
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { DocumentPages, PreviewTemplate, TemplateQuery, asPicture } from '../printing/index.ts';
import { BlockSkeleton, ErrorState } from '../kit/index.ts';

/** An invoice with made-up lines and the partner's saved details and template. */
export function SampleDialog({
  partner,
  unsaved,
  onClose,
}: {
  partner: { id: string; name: string };
  unsaved: boolean;
  onClose: () => void;
}) {
  const titleId = useId();
  const theme = useTheme();
  const phone = useMediaQuery(theme.breakpoints.down('sm'));
  const { data, error, refetch } = useQuery({
    queryKey: ['company', partner.id, 'sample'],
    queryFn: () => sampleOf(partner.id),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      fullWidth
      maxWidth="md"
      fullScreen={phone}
      aria-labelledby={titleId}
    >
      <DialogTitle id={titleId}>Sample invoice of {partner.name}</DialogTitle>
      <DialogContent
        tabIndex={0}
        sx={{ backgroundColor: 'background.default', '&&': { padding: { xs: 1, sm: 2 } } }}
      >
        {unsaved && (
          <Box role="note" sx={{ marginBlockEnd: 1, color: 'text.secondary' }}>
            It shows what is saved; your changes appear on it once you save them.
          </Box>
        )}
        {error && (
          <ErrorState
            error={error}
            what="The sample could not be made."
            onRetry={() => void refetch()}
          />
        )}
        {!data && !error && <BlockSkeleton lines={12} />}
        {data &&
          (data.picture ? (
            <DocumentPages
              src={asPicture(data.picture)}
              alt={`Sample invoice of ${partner.name}`}
            />
          ) : (
            <ErrorState
              error={new Error(data.errors.join(' '))}
              what="The invoice template fails."
            />
          ))}
      </DialogContent>
      <DialogActions sx={{ paddingInline: 3, paddingBlock: 1.5 }}>
        <Button onClick={onClose} variant="contained">
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}

async function sampleOf(partnerId: string) {
  const {
    documentTemplate: { source },
  } = await request(TemplateQuery, { partnerId, kind: 'INVOICE_PDF' });
  return (
    await request(PreviewTemplate, {
      partnerId,
      kind: 'INVOICE_PDF',
      source,
      subject: null,
      documentId: null,
    })
  ).previewDocumentTemplate;
}
