import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { isLocalDate } from '@backhaul/domain/time/calendar';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { useAsked } from '../kit/index.ts';
import { CreateRun, PartnersDueQuery, RunWarningsQuery } from './api.ts';
import { buildTree, coveredNodes, sizeOf } from './partnerTree.ts';

/**
 * A run that is being put together: what was chosen, who is due by it, and the preview it makes.
 */
export function useNewRun(usual: string, partnerId: string) {
  const navigate = useNavigate();
  const [date, setDate] = useState(usual);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([partnerId]));
  const [withDescendants, setWithDescendants] = useState(true);
  const [separate, setSeparate] = useState(false);
  const submission = useSubmit();
  const due = useQuery({
    queryKey: ['billing-runs', 'due', date],
    queryFn: () => request(PartnersDueQuery, { date }),
    enabled: isLocalDate(date),
    placeholderData: keepPreviousData,
  });
  const unusual = useQuery({
    queryKey: ['billing-runs', 'warnings', date],
    queryFn: async () => (await request(RunWarningsQuery, { date })).billingRunWarnings,
    enabled: isLocalDate(date),
  });
  const asked = useAsked(unusual.data ?? []);
  const roots = useMemo(() => buildTree(due.data?.partnersDue ?? []), [due.data]);
  const nodes = useMemo(
    () => coveredNodes(roots, chosen, withDescendants),
    [roots, chosen, withDescendants],
  );
  const covered = useMemo(() => new Set(nodes.map(({ id }) => id)), [nodes]);
  const size = sizeOf(nodes);
  // Whom a change of date took out of the tree is not asked for.
  const listed = new Set(due.data?.partnersDue.map(({ partner }) => partner.id));
  const ready =
    isLocalDate(date) &&
    chosen.size > 0 &&
    size.customers > 0 &&
    !due.isPlaceholderData &&
    !asked.blocked;

  const preview = () =>
    submission.submit(async () => {
      const input = {
        date,
        partnerIds: [...chosen].filter((id) => listed.has(id)),
        includeDescendants: withDescendants,
        separatePerPartner: separate,
      };
      const { createBillingRun: runs } = await request(CreateRun, { input });
      const [only] = runs;
      void navigate(
        runs.length === 1 && only
          ? `/billing-runs/${only.id}/show`
          : `/billing-runs/create?made=${runs.map((run) => run.id).join(',')}`,
      );
    });

  return {
    date,
    setDate,
    chosen,
    setChosen,
    withDescendants,
    setWithDescendants,
    separate,
    setSeparate,
    due,
    roots,
    covered,
    size,
    asked,
    ready,
    submission,
    preview,
  };
}

export type RunDraft = ReturnType<typeof useNewRun>;
