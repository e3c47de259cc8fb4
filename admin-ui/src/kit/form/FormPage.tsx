import type { ReactNode } from 'react';
import { Box, Button, Card } from '@mui/material';
import {
  CreateBase,
  EditBase,
  SaveButton,
  SimpleForm,
  Toolbar,
  useCreate,
  useEditContext,
  useNotify,
  useRedirect,
  useResourceContext,
  useUpdate,
  type RaRecord,
  type RedirectionSideEffect,
} from 'react-admin';
import { Link } from 'react-router-dom';
import { PageHeader } from '../PageHeader.tsx';
import { RecordFailure } from '../show/RecordFailure.tsx';
import { BlockSkeleton } from '../Skeletons.tsx';
import { fieldsOf } from '../../api/errors.ts';
import { FormError } from './FormError.tsx';
import { useSubmit, type FieldErrors } from './useSubmit.ts';

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

type Values = Record<string, unknown>;

/** How a page's form is saved, and what is said and done when it is. */
interface Saving {
  write: (values: Values) => Promise<RaRecord>;
  /** "created" or "updated", as react-admin's words are called. */
  done: 'created' | 'updated';
  redirect: RedirectionSideEffect;
}

/** Sends a page's form by the hook that dialogs have, and says in react-admin's form what the server says of fields. */
function useSaving({ write, done, redirect: target }: Saving) {
  const resource = useResourceContext() ?? '';
  const notify = useNotify();
  const redirect = useRedirect();
  const { busy, error, submit } = useSubmit();
  const send = async (values: Values) => {
    let fields: FieldErrors = {};
    await submit(async () => {
      try {
        const record = await write(values);
        notify(`ra.notification.${done}`, { type: 'info', messageArgs: { smart_count: 1 } });
        redirect(target, resource, record.id, record);
      } catch (failure) {
        fields = fieldsOf(failure);
        throw failure;
      }
    });
    return Object.keys(fields).length > 0 ? fields : undefined;
  };
  return { busy, error: Object.keys(fieldsOf(error)).length > 0 ? null : error, send };
}

/** The fields on a card, the button under them; messages of the server appear at their fields. */
function Form({
  save,
  cancelTo,
  defaultValues,
  aside,
  children,
  write,
  done,
  redirect,
}: FormParts & Saving) {
  const { busy, error, send } = useSaving({ write, done, redirect });
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
          onSubmit={send}
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
              <SaveButton label={save} alwaysEnable={!busy} icon={<></>} />
              <Button component={Link} to={cancelTo} variant="outlined">
                Cancel
              </Button>
            </Toolbar>
          }
        >
          {children}
          <FormError error={error} failure="Nothing was saved." />
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
  const resource = useResourceContext() ?? '';
  const [create] = useCreate();
  const write = (data: Values): Promise<RaRecord> =>
    create(resource, { data }, { returnPromise: true });
  return (
    <CreateBase>
      <Box sx={{ maxWidth: widthOf(form.aside) }}>
        <PageHeader title={title} description={description} back={back} />
        <Form {...form} write={write} done="created" redirect={redirect} cancelTo={back.to} />
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
export function EditPage(page: EditPageProps) {
  return (
    <EditBase
      mutationMode="pessimistic"
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
  redirect = 'show',
  ...form
}: EditPageProps) {
  const { record, resource, error, refetch } = useEditContext<RaRecord>();
  const [update] = useUpdate<RaRecord>();
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
  const write = async (data: Values): Promise<RaRecord> =>
    (await update(
      resource,
      { id: record.id, data, previousData: record },
      { returnPromise: true, mutationMode: 'pessimistic' },
    )) ?? record;
  return (
    <Box sx={{ maxWidth: widthOf(form.aside) }}>
      <PageHeader
        title={title(record)}
        description={description}
        back={back(record)}
        actions={actions?.(record)}
      />
      <Form {...form} write={write} done="updated" redirect={redirect} cancelTo={back(record).to} />
    </Box>
  );
}
