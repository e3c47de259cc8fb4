import { useEffect, useRef, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PreviewTemplateMutation, TemplateKind } from '../../generated/graphql.ts';
import { request } from '../../api/client.ts';
import { PreviewTemplate } from './api.ts';

/** What a template says, while it is being written. */
export interface Draft {
  source: string;
  /** '' for documents, which have none. */
  subject: string;
}

export type Preview = PreviewTemplateMutation['previewDocumentTemplate'];

/** A picture the server just drew, as an address for an image: in one nothing can run, and it can load nothing. */
export const asPicture = (svg: string): string =>
  `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;

function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const soon = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(soon);
  }, [value, ms]);
  return settled;
}

interface Asked {
  partnerId: string;
  kind: TemplateKind;
  draft: Draft;
  /** null: the sample. */
  documentId: string | null;
}

/**
 * The preview of what was typed, a moment after the last key; what it showed before stays until
 * then, and `good` as long as the newest is wrong.
 */
export function usePreview({ partnerId, kind, draft, documentId }: Asked) {
  const { source, subject } = useSettled(draft, 450);
  const asked = useQuery({
    queryKey: ['template-preview', partnerId, kind, documentId, source, subject],
    queryFn: async () =>
      (
        await request(PreviewTemplate, {
          partnerId,
          kind,
          source,
          subject: subject || null,
          documentId,
        })
      ).previewDocumentTemplate,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
  });
  const good = useRef<Preview | null>(null);
  if (asked.data && asked.data.errors.length === 0) good.current = asked.data;
  return { ...asked, good: good.current };
}
