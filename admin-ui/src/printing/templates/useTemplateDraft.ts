import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { request } from '../../api/client.ts';
import { useSubmit } from '../../kit/form/useSubmit.ts';
import { SetTemplate, type Template } from './api.ts';
import { isMail, sayKind } from './kinds.ts';
import type { Draft } from './preview.ts';

const draftOf = ({ source, subject }: Template): Draft => ({ source, subject: subject ?? '' });

/** What is being written, beside what is saved. */
export function useTemplateDraft(partnerId: string, template: Template) {
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(template));
  const { kind } = template;
  const { busy, error, submit, reset } = useSubmit();
  const set = async (wanted: Draft | null) => {
    const { setDocumentTemplate: saved } = await request(SetTemplate, {
      partnerId,
      kind,
      source: wanted?.source ?? null,
      subject: wanted && isMail(kind) ? wanted.subject.trim() || null : null,
    });
    queryClient.setQueryData(
      ['template', partnerId, kind],
      (before: object | undefined) => before && { ...before, documentTemplate: saved },
    );
    void queryClient.invalidateQueries({ queryKey: ['templates'] });
    setDraft(draftOf(saved));
    notify(
      wanted
        ? `${sayKind(kind)} saved.`
        : `${sayKind(kind)}: the inherited template applies again.`,
      { type: 'success' },
    );
  };
  const saved = draftOf(template);
  return {
    draft,
    dirty: draft.source !== saved.source || draft.subject !== saved.subject,
    change: (part: Partial<Draft>) => {
      reset();
      setDraft((before) => ({ ...before, ...part }));
    },
    discard: () => {
      reset();
      setDraft(saved);
    },
    save: () => void submit(() => set(draft)),
    /** Back to the inherited one. */
    reset: () => set(null),
    saving: busy,
    error,
  };
}
