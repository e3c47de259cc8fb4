import { useState } from 'react';
import { Alert, Box } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify, useRefresh } from 'react-admin';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { PartnerSearch } from '../kit/scope/PartnerSearch.tsx';
import type { TreePartner } from '../kit/scope/PartnerTree.tsx';
import { useLocale } from '../kit/index.ts';
import { movePartnerDocument, type Partner } from './api.ts';

/** Choosing the new parent, with what the move means said before it is made. */
export function MovePartner({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const queryClient = useQueryClient();
  const [target, setTarget] = useState<TreePartner | null>(null);
  const submission = useSubmit();
  const move = async () => {
    if (!target) return;
    const done = await submission.submit(() =>
      request(movePartnerDocument, { id: partner.id, parentId: target.id }),
    );
    if (!done) return;
    notify(`${partner.name} is now below ${target.name}`);
    onClose();
    await queryClient.invalidateQueries({ queryKey: ['partners'] });
    refresh();
  };
  return (
    <FormDialog
      title={`Move ${partner.name}`}
      submitLabel={target ? `Move below ${target.name}` : 'Move partner'}
      submission={submission}
      onSubmit={() => void move()}
      onClose={onClose}
      disabled={!target}
      failure={`${partner.name} was not moved.`}
    >
      <Box
        sx={{
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          padding: 1.5,
          maxHeight: 280,
          overflowY: 'auto',
        }}
      >
        <PartnerSearch
          label="New partner above it"
          selectedId={target?.id ?? null}
          onSelect={setTarget}
          without={partner.id}
        />
      </Box>
      {target && (
        <Alert severity="info" variant="outlined" icon={false} role="status">
          <Box
            component="ul"
            sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 }}
          >
            <li>
              {partner.name}
              {partner.childCount > 0 && ', with everything below it,'} moves from below{' '}
              {partner.parent?.name ?? 'its present partner'} to below {target.name}.
            </li>
            <li>
              Users of {target.name} see its{' '}
              {countOf(partner.customerCount, 'customer', 'customers', locale)}
              at once; users of {partner.parent?.name ?? 'the present partner'} no longer do, unless
              they stand above both.
            </li>
            <li>
              Settings it does not set itself are inherited from {target.name} from now on. Issued
              invoices stay as they are.
            </li>
            <li>It can be moved back the same way.</li>
          </Box>
        </Alert>
      )}
    </FormDialog>
  );
}
