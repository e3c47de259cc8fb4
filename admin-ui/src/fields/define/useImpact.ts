import { useEffect, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { plural } from '@backhaul/domain/text/plural';
import { request } from '../../api/client.ts';
import { impactDocument, type CustomField } from '../api.ts';
import { recordsOf } from '../words.ts';
import { givenOptions, type DefinitionDraft } from './definition.ts';

export interface Impact {
  missing: number;
  outdated: number;
}

interface AskedImpact {
  /** Whether the change can touch records at all. */
  matters: boolean;
  impact: Impact | null;
  error: Error | null;
  refetch: () => void;
}

/**
 * How many records the change would touch, asked once the typing rests. Only a newly required field
 * and options taken away touch any.
 */
export function useImpact(field: CustomField, draft: DefinitionDraft): AskedImpact {
  const options = field.options ? givenOptions(draft.options) : null;
  const dropped = options !== null && field.options!.some((option) => !options.includes(option));
  const matters = (draft.required && !field.required) || dropped;
  const asked = JSON.stringify({ required: draft.required, options });
  const [rested, setRested] = useState(asked);
  useEffect(() => {
    const timer = setTimeout(() => setRested(asked), 300);
    return () => clearTimeout(timer);
  }, [asked]);
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: ['custom-field-impact', field.id, rested],
    queryFn: async () =>
      (
        await request(impactDocument, {
          id: field.id,
          ...(JSON.parse(rested) as { required: boolean; options: string[] | null }),
        })
      ).customFieldImpact,
    enabled: matters && asked === rested,
    placeholderData: keepPreviousData,
    // What counts is how many there are now.
    staleTime: 0,
    gcTime: 0,
  });
  const settled = asked === rested && !isPlaceholderData;
  return {
    matters,
    impact: settled ? (data ?? null) : null,
    error: matters ? error : null,
    refetch: () => void refetch(),
  };
}

/** What the change means for records that exist, in sentences. */
export function sayImpact(
  entity: CustomField['entity'],
  { missing, outdated }: Impact,
  locale: string,
): string[] {
  const said: string[] = [];
  if (missing > 0)
    said.push(
      `${recordsOf(entity, missing, locale)} ${plural(missing, 'has', 'have')} no value. ${plural(missing, 'It keeps', 'They keep')} working, but the next edit asks for one.`,
    );
  if (outdated > 0)
    said.push(
      `${recordsOf(entity, outdated, locale)} ${plural(outdated, 'holds', 'hold')} an option that would no longer be offered. ${plural(outdated, 'It keeps', 'They keep')} it until somebody changes it.`,
    );
  return said.length > 0 ? said : ['No record is touched: all of them fit.'];
}
