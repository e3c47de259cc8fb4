import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { ApiError, request } from '../api/client.ts';
import { UpdateCompany, withChanges, type Changes, type Company, type CompanyKey } from './api.ts';
import { companyKeys } from './fields.ts';

const noFields: Readonly<Record<string, string>> = {};

/** What is changed and not saved yet, upon what is saved. */
export function useCompanyDraft(company: Company) {
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [changes, setChanges] = useState<Changes>({});
  const { partner } = company;
  const update = useMutation({
    mutationFn: () => request(UpdateCompany, { partnerId: partner.id, input: changes }),
    onSuccess: ({ updateCompanyDetails: saved }) => {
      setChanges({});
      queryClient.setQueryData(['company', partner.id], { companyDetails: saved });
      // Partners below inherit, and their pages may lie in the cache.
      void queryClient.invalidateQueries({ queryKey: ['company'] });
      notify('Company details saved.', { type: 'success' });
    },
  });

  /** undefined takes a change back, and so does the value that applies already. */
  function change(key: CompanyKey, value: string | null | undefined): void {
    const untouched = value === undefined || value === withChanges(company, companyKeys, {})[key];
    setChanges((before) => {
      const { [key]: _, ...others } = before;
      return untouched ? others : { ...others, [key]: value };
    });
  }

  return {
    changes,
    /** As they would be when saved. */
    values: withChanges(company, companyKeys, changes),
    count: Object.keys(changes).length,
    change,
    discard: () => {
      setChanges({});
      update.reset();
    },
    save: () => update.mutate(),
    saving: update.isPending,
    error: update.error,
    /** What the server says about single fields. */
    fields: update.error instanceof ApiError ? update.error.fields : noFields,
  };
}
