import { useState } from 'react';
import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { request } from '../api/client.ts';
import { cleanDecimal } from '../kit/decimal.ts';
import { Field, MoneyField } from '../kit/form/Fields.tsx';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { useSubmit } from '../kit/form/useSubmit.ts';
import { BlockSkeleton, ErrorState } from '../kit/index.ts';
import { roleLabel } from '../kit/roleLabel.ts';
import { CreateTill, StaffQuery, UpdateTill, type ManagedTill } from './api.ts';

interface TillDialogProps {
  /** null: a new one. */
  till: ManagedTill | null;
  partnerId: string;
  onClose: () => void;
  onSaved: () => void;
}

/** A till's name, its limit, and who may use it. */
export function TillDialog({ till, partnerId, onClose, onSaved }: TillDialogProps) {
  const [name, setName] = useState(till?.name ?? '');
  const [limit, setLimit] = useState(till?.limit ?? '');
  const [userIds, setUserIds] = useState<readonly string[]>(till?.users.map(({ id }) => id) ?? []);
  const [archived, setArchived] = useState(till?.archived ?? false);
  const submission = useSubmit();
  const save = async () => {
    const input = {
      name,
      limit: limit.trim() ? cleanDecimal(limit) : null,
      userIds: [...userIds],
    };
    const done = await submission.submit(() =>
      till
        ? request(UpdateTill, { id: till.id, input: { ...input, archived } })
        : request(CreateTill, { input: { ...input, partnerId } }),
    );
    if (!done) return;
    onSaved();
    onClose();
  };
  return (
    <FormDialog
      title={till ? `Change ${till.name}` : 'Set up a till'}
      submitLabel={till ? 'Save the till' : 'Set up the till'}
      submission={submission}
      onSubmit={() => void save()}
      onClose={onClose}
      failure="The till was not saved."
    >
      <Field
        name="name"
        label="Name"
        value={name}
        onChange={setName}
        errors={submission.fields}
        placeholder="Main Street"
        required
        autoFocus
      />
      <MoneyField
        name="limit"
        label="In it at most"
        value={limit}
        onChange={setLimit}
        errors={submission.fields}
        {...(till ? { currency: till.currency } : {})}
        help="More cash is refused until some is deposited. Empty: no limit"
      />
      <Users
        partnerId={partnerId}
        chosen={userIds}
        onChange={setUserIds}
        problem={submission.fields['userIds']}
      />
      {till && (
        <FormControlLabel
          control={<Checkbox checked={archived} onChange={(_, checked) => setArchived(checked)} />}
          label="Archived: not used any more"
        />
      )}
    </FormDialog>
  );
}

interface UsersProps {
  partnerId: string;
  chosen: readonly string[];
  onChange: (ids: readonly string[]) => void;
  problem: string | undefined;
}

function Users({ partnerId, chosen, onChange, problem }: UsersProps) {
  const staff = useQuery({
    queryKey: ['desk', 'staff', partnerId],
    queryFn: () => request(StaffQuery, {}),
  });
  if (staff.error) return <ErrorState error={staff.error} what="The users could not be loaded." />;
  if (!staff.data) return <BlockSkeleton lines={3} />;
  const active = staff.data.users.nodes.filter(({ active: works }) => works);
  return (
    <Box role="group" aria-label="Used by">
      <Typography variant="h3" component="p">
        Used by
      </Typography>
      <Typography variant="body2" sx={{ color: problem ? 'error.main' : 'text.secondary' }}>
        {problem ?? 'Staff of the partner, or of one above it. One at a time has it open.'}
      </Typography>
      <Box sx={{ display: 'grid', maxHeight: 260, overflowY: 'auto' }}>
        {active.map(({ id, name, role }) => (
          <FormControlLabel
            key={id}
            control={
              <Checkbox
                checked={chosen.includes(id)}
                onChange={(_, checked) =>
                  onChange(checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
            }
            label={`${name}, ${roleLabel(role).toLowerCase()}`}
          />
        ))}
      </Box>
    </Box>
  );
}
