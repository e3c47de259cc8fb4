import type { ReactNode } from 'react';
import { Box, Button, Card } from '@mui/material';
import {
  CreateBase,
  EditBase,
  SaveButton,
  SimpleForm,
  Toolbar,
  useEditContext,
  type RaRecord,
  type RedirectionSideEffect,
} from 'react-admin';
import { Link } from 'react-router-dom';
import { PageHeader } from '../PageHeader.tsx';
import { RecordFailure } from '../show/RecordFailure.tsx';
import { BlockSkeleton } from '../Skeletons.tsx';

interface FormParts {
  /** What the button does: "Create tariff". */
  save: string;
  cancelTo: string;
  defaultValues?: Record<string, unknown>;
  /** Beside the form on wide screens: what the values will do. */
  aside?: ReactNode;
  children: ReactNode;
}

/** The header is as wide as the form, so that its buttons stand over it. */
const widthOf = (aside: ReactNode): number => (aside ? 1084 : 680);

/** The fields on a card, the button under them; messages of the server appear at their fields. */
function Form({ save, cancelTo, defaultValues, aside, children }: FormParts) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          lg: aside ? 'minmax(0, 680px) minmax(260px, 380px)' : 'minmax(0, 680px)',
        },
        alignItems: 'start',
      }}
    >
      <Card>
        <SimpleForm
          {...(defaultValues ? { defaultValues } : {})}
          warnWhenUnsavedChanges
          // What is wrong is said at the field, not in a bubble of the browser.
          noValidate
          sx={{ padding: { xs: 2, sm: 2.5 }, '& > .MuiStack-root': { alignItems: 'stretch' } }}
          toolbar={
            <Toolbar
              sx={{
                backgroundColor: 'transparent',
                borderBlockStart: '1px solid',
                borderColor: 'divider',
                gap: 1,
                paddingInline: { xs: 2, sm: 2.5 },
                '&.RaToolbar-mobileToolbar': { position: 'static' },
              }}
            >
              <SaveButton label={save} alwaysEnable icon={<></>} />
              <Button component={Link} to={cancelTo} variant="outlined">
                Cancel
              </Button>
            </Toolbar>
          }
        >
          {children}
        </SimpleForm>
      </Card>
      {aside}
    </Box>
  );
}

interface Back {
  label: string;
  to: string;
}

interface CreatePageProps extends Omit<FormParts, 'cancelTo'> {
  title: string;
  description?: ReactNode;
  back: Back;
  redirect?: RedirectionSideEffect;
}

/** A new record: header, form, one button. */
export function CreatePage({
  title,
  description,
  back,
  redirect = 'show',
  ...form
}: CreatePageProps) {
  return (
    <CreateBase redirect={redirect}>
      <Box sx={{ maxWidth: widthOf(form.aside) }}>
        <PageHeader title={title} description={description} back={back} />
        <Form {...form} cancelTo={back.to} />
      </Box>
    </CreateBase>
  );
}

interface EditPageProps extends Omit<FormParts, 'cancelTo'> {
  title: (record: RaRecord) => string;
  description?: ReactNode;
  back: (record: RaRecord) => Back;
  /** What it changes: "tariff". */
  kind: string;
  /** Where the others are. */
  list: Back;
  redirect?: RedirectionSideEffect;
  actions?: (record: RaRecord) => ReactNode;
}

/** An existing record. Saved before the page moves on, so that a refusal keeps what was typed. */
export function EditPage({ redirect = 'show', ...page }: EditPageProps) {
  return (
    <EditBase
      mutationMode="pessimistic"
      redirect={redirect}
      // react-admin would say that the record does not exist, and leave the page.
      queryOptions={{ onError: () => undefined }}
    >
      <EditFrame {...page} />
    </EditBase>
  );
}

function EditFrame({
  title,
  description,
  back,
  kind,
  list,
  actions,
  ...form
}: Omit<EditPageProps, 'redirect'>) {
  const { record, error, refetch } = useEditContext<RaRecord>();
  if (!record)
    return (
      <Box sx={{ maxWidth: widthOf(form.aside) }}>
        <PageHeader title={`Edit ${kind}`} back={list} />
        {error ? (
          <RecordFailure kind={kind} back={list} error={error} onRetry={() => void refetch()} />
        ) : (
          <BlockSkeleton lines={6} />
        )}
      </Box>
    );
  return (
    <Box sx={{ maxWidth: widthOf(form.aside) }}>
      <PageHeader
        title={title(record)}
        description={description}
        back={back(record)}
        actions={actions?.(record)}
      />
      <Form {...form} cancelTo={back(record).to} />
    </Box>
  );
}
