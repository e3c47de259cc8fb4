import { useRef, useState, type FormEvent } from 'react';
import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { sayError } from '../api/errors.ts';
import { useFocusFirstError } from '../kit/form/useFocusFirstError.ts';
import { LeaveGuard, SaveBar, useCan } from '../kit/index.ts';
import type { Company } from './api.ts';
import { CompanyRow } from './CompanyRow.tsx';
import { sections } from './fields.ts';
import { Letterhead } from './Letterhead.tsx';
import { SampleDialog } from './SampleDialog.tsx';
import { useCompanyDraft } from './useCompanyDraft.ts';

/** The details in sections beside the letterhead they make; changes are gathered and saved together. */
export function CompanyForm({ company }: { company: Company }) {
  const mayWrite = useCan('settings:write');
  const [sample, setSample] = useState(false);
  const { partner } = company;
  const { changes, values, count, change, discard, save, saving, error, fields } =
    useCompanyDraft(company);
  const form = useRef<HTMLFormElement>(null);
  useFocusFirstError(form, fields);

  return (
    <Box
      component="form"
      ref={form}
      noValidate
      aria-label={`Company details of ${partner.name}`}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (count > 0) save();
      }}
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 340px' },
        alignItems: 'start',
      }}
    >
      <Box
        component="aside"
        aria-label="Letterhead"
        sx={{
          display: 'grid',
          gap: 1,
          position: { lg: 'sticky' },
          top: 72,
          gridColumn: { lg: 2 },
          gridRow: { lg: 1 },
        }}
      >
        <Letterhead values={values} />
        <Button variant="outlined" onClick={() => setSample(true)}>
          See a sample invoice
        </Button>
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridColumn: { lg: 1 }, gridRow: { lg: 1 }, minWidth: 0 }}>
        {sections.map((section) => (
          <Card key={section.id} component="section" aria-labelledby={`company-${section.id}`}>
            <CardContent sx={{ paddingBlockEnd: '6px !important' }}>
              <Typography variant="h2" id={`company-${section.id}`}>
                {section.title}
              </Typography>
              <Typography sx={{ color: 'text.secondary', marginBlockEnd: 1 }}>
                {section.about}
              </Typography>
              {section.fields.map((field) => (
                <CompanyRow
                  key={field.key}
                  field={field}
                  company={company}
                  value={values[field.key]}
                  change={changes[field.key]}
                  error={fields[field.key]}
                  mayWrite={mayWrite}
                  onChange={(value) => change(field.key, value)}
                />
              ))}
            </CardContent>
          </Card>
        ))}
        {count > 0 && (
          <SaveBar
            save="Save details"
            count={count}
            busy={saving}
            error={error && Object.keys(fields).length === 0 ? sayError(error) : null}
            onDiscard={discard}
          >
            Documents issued from now on carry {count === 1 ? 'it' : 'them'}; those already issued
            keep what they were printed with.
          </SaveBar>
        )}
      </Box>
      {sample && (
        <SampleDialog partner={partner} unsaved={count > 0} onClose={() => setSample(false)} />
      )}
      <LeaveGuard
        when={count > 0}
        words="The details you changed are not saved yet. Leave anyway?"
      />
    </Box>
  );
}
