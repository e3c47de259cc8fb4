import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { request } from '../../api/client.ts';
import { NoAccess, NotFound } from '../../kit/pages.tsx';
import { BlockSkeleton, ErrorState, PageHeader } from '../../kit/index.ts';
import { useSettingsPartner } from '../../settings/index.ts';
import { TemplateQuery } from './api.ts';
import { parseKind, sayKind } from './kinds.ts';
import { TemplateEditor } from './TemplateEditor.tsx';

/** One template of one partner; kind and partner are in the address. */
export function TemplateEditorPage() {
  const kind = parseKind(useParams().kind);
  const { partnerId, mayRead } = useSettingsPartner();
  const { data, error, refetch } = useQuery({
    queryKey: ['template', partnerId, kind],
    queryFn: () =>
      request(TemplateQuery, { partnerId: partnerId ?? '', kind: kind ?? 'INVOICE_PDF' }),
    enabled: partnerId !== null && kind !== null && mayRead,
    // Somebody may be writing in it: it is not exchanged under their hands.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (!mayRead) return <NoAccess />;
  if (!kind) return <NotFound />;
  if (data)
    return (
      <TemplateEditor
        key={`${data.companyDetails.partner.id} ${kind}`}
        partner={data.companyDetails.partner}
        template={data.documentTemplate}
      />
    );
  return (
    <>
      <PageHeader
        title={`${sayKind(kind)} template`}
        back={{ label: 'Templates', to: '/settings/templates' }}
      />
      {error ? (
        <ErrorState
          error={error}
          what="The template could not be loaded."
          onRetry={() => void refetch()}
        />
      ) : (
        <BlockSkeleton lines={12} />
      )}
    </>
  );
}
