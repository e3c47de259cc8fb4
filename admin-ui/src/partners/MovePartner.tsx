import { useState } from 'react';
import { Alert, AlertTitle, Box } from '@mui/material';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useNotify, useRefresh } from 'react-admin';
import { withDates } from '@backhaul/design';
import { countOf } from '@backhaul/domain/text/plural';
import { request } from '../api/client.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { PartnerSearch } from '../kit/scope/PartnerSearch.tsx';
import type { TreePartner } from '../kit/scope/PartnerTree.tsx';
import type { PartnerMovePreviewQuery } from '../generated/graphql.ts';
import { BlockSkeleton, ErrorState, useLocale, useSentenceLocale } from '../kit/index.ts';
import { movePartnerDocument, movePreviewDocument, type Partner } from './api.ts';
import { sayEffect, saySight } from './sayEffect.ts';

/** Choosing the new parent, with what the move means said before it is made. */
export function MovePartner({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const locale = useLocale();
  const notify = useNotify();
  const refresh = useRefresh();
  const queryClient = useQueryClient();
  const [target, setTarget] = useState<TreePartner | null>(null);
  const submission = useSubmit();
  const preview = useQuery({
    queryKey: ['partners', 'move-preview', partner.id, target?.id],
    queryFn: async () =>
      (await request(movePreviewDocument, { id: partner.id, parentId: target?.id ?? '' }))
        .movePreview,
    enabled: target !== null,
  });
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
      disabled={!preview.data || preview.data.refusal !== null}
      failure={`${partner.name} was not moved.`}
    >
      <Box>
        Choose the partner that it hangs under from now on. What changes by that is said here before
        it is moved.
      </Box>
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
      {target && <Effects partner={partner} target={target} asked={preview} />}
      {target && preview.data && preview.data.refusal === null && (
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
            {saySight(
              preview.data,
              countOf(partner.customerCount, 'customer', 'customers', locale),
              locale,
            ).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
            <li>
              Its prices, tariffs and portal addresses stay as they are, and so do issued invoices.
              It can be moved back the same way.
            </li>
          </Box>
        </Alert>
      )}
    </FormDialog>
  );
}

interface EffectsProps {
  partner: Partner;
  target: TreePartner;
  asked: UseQueryResult<PartnerMovePreviewQuery['movePreview']>;
}

/** What becomes of the partner at the new place, who issues its invoices first; or why it cannot go there. */
function Effects({ partner, target, asked }: EffectsProps) {
  const locale = useLocale();
  const sentenceLocale = useSentenceLocale();
  if (asked.error)
    return (
      <ErrorState
        error={asked.error}
        what="What the move would change is not known."
        onRetry={() => void asked.refetch()}
      />
    );
  if (!asked.data) return <BlockSkeleton lines={3} />;
  const { refusal, effects } = asked.data;
  if (refusal)
    return (
      <Alert severity="warning" variant="outlined" role="status">
        <AlertTitle>It cannot be moved there</AlertTitle>
        {withDates(refusal.message, sentenceLocale)}
      </Alert>
    );
  if (!effects.length)
    return (
      <Box role="status" sx={{ color: 'text.secondary' }}>
        It inherits the same from {target.name} as before: no setting changes.
      </Box>
    );
  return (
    <Alert severity="warning" variant="outlined" role="status">
      <AlertTitle>What changes for {partner.name}</AlertTitle>
      <Box component="ul" sx={{ margin: 0, paddingInlineStart: 2.5, display: 'grid', gap: 0.5 }}>
        {effects.map((effect) => (
          <Box
            component="li"
            key={`${effect.kind} ${effect.key}`}
            sx={{ overflowWrap: 'anywhere', ...(effect.kind === 'ISSUER' && { fontWeight: 650 }) }}
          >
            {sayEffect(effect, partner.currency, locale)}
          </Box>
        ))}
      </Box>
      {partner.childCount > 0 && (
        <Box sx={{ marginBlockStart: 1 }}>Partners below it that inherit these get them, too.</Box>
      )}
    </Alert>
  );
}
