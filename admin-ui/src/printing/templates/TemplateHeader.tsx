import { Box, Button } from '@mui/material';
import { ApiError } from '../../api/client.ts';
import { ErrorState, PageHeader, ToneChip } from '../../kit/index.ts';
import type { Template } from './api.ts';
import { sayKind } from './kinds.ts';
import { TemplateOrigin } from './TemplateOrigin.tsx';

interface TemplateHeaderProps {
  partner: { id: string; name: string };
  template: Template;
  mayWrite: boolean;
  dirty: boolean;
  saving: boolean;
  /** Why it was not saved. */
  error: unknown;
  onReset: () => void;
  onDiscard: () => void;
}

/**
 * Which template it is and where it comes from, with what can be done to the whole of it; within
 * the form that saves it.
 */
export function TemplateHeader({
  partner,
  template,
  mayWrite,
  dirty,
  saving,
  error,
  onReset,
  onDiscard,
}: TemplateHeaderProps) {
  const marked =
    error instanceof ApiError && ('source' in error.fields || 'subject' in error.fields);
  return (
    <>
      <PageHeader
        title={`${sayKind(template.kind)} template`}
        aside={dirty && <ToneChip tone="waiting" label="Not saved" />}
        description={
          <>
            {partner.name} · <TemplateOrigin template={template} partnerId={partner.id} />
          </>
        }
        back={{ label: 'Templates', to: `/settings/templates?partner=${partner.id}` }}
        actions={
          mayWrite && (
            <>
              {!template.inherited && (
                <Button variant="outlined" onClick={onReset}>
                  Reset to inherited
                </Button>
              )}
              {dirty && (
                <Button variant="outlined" onClick={onDiscard}>
                  Discard changes
                </Button>
              )}
              <Button type="submit" variant="contained" disabled={!dirty} loading={saving}>
                Save template
              </Button>
            </>
          )
        }
      />
      {error && (
        <Box sx={{ marginBlockEnd: 2 }}>
          <ErrorState
            error={
              marked
                ? new Error(
                    'Mend what is marked below, then save again. What is in use stays as it was.',
                  )
                : error
            }
            what="The template was not saved."
          />
        </Box>
      )}
    </>
  );
}
