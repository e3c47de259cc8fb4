import {
  Alert,
  Box,
  FormControl,
  FormControlLabel,
  FormHelperText,
  FormLabel,
  Radio,
  RadioGroup,
} from '@mui/material';
import { required, useInput } from 'react-admin';
import { useQuery } from '@tanstack/react-query';
import { request } from '../../api/client.ts';
import { BlockSkeleton, ErrorState, useViewer } from '../../kit/index.ts';
import { rolesDocument } from './api.ts';
import { roleLabel } from '../../kit/roleLabel.ts';
import { explainPermissions } from './roles.ts';

/** The roles, with what the chosen one opens. Nobody can give more than they have. */
export function RoleInput() {
  const { field, fieldState } = useInput({ source: 'role', validate: required('Choose a role.') });
  const mine = useViewer()?.permissions ?? [];
  const { data, error, refetch } = useQuery({
    queryKey: ['roles'],
    queryFn: () => request(rolesDocument),
    staleTime: 60_000,
  });
  if (error)
    return (
      <ErrorState
        error={error}
        what="The roles could not be loaded."
        onRetry={() => void refetch()}
      />
    );
  if (!data) return <BlockSkeleton lines={4} />;
  const chosen = data.roles.find((role) => role.name === field.value);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
        alignItems: 'start',
        marginBlockStart: 1,
      }}
    >
      <FormControl error={fieldState.invalid}>
        <FormLabel
          id="role-label"
          sx={{ fontSize: '0.8125rem', fontWeight: 600, color: 'text.primary' }}
        >
          Role
        </FormLabel>
        <RadioGroup
          aria-labelledby="role-label"
          value={field.value ?? ''}
          onChange={(_, value) => field.onChange(value)}
        >
          {data.roles.map((role) => (
            <FormControlLabel
              key={role.id}
              value={role.name}
              control={<Radio size="small" />}
              label={role.builtIn ? roleLabel(role.name) : role.label}
              disabled={!role.permissions.every((permission) => mine.includes(permission))}
            />
          ))}
        </RadioGroup>
        <FormHelperText>
          {fieldState.error?.message ?? 'Roles that allow more than yours does cannot be given.'}
        </FormHelperText>
      </FormControl>
      {chosen && (
        <Alert
          severity="info"
          variant="outlined"
          icon={false}
          role="status"
          sx={{ color: 'text.primary', '& .MuiAlert-message': { width: '100%' } }}
        >
          <Box sx={{ fontWeight: 650, marginBlockEnd: 0.5 }}>{roleLabel(chosen.name)} may</Box>
          <Box
            component="dl"
            sx={{
              margin: 0,
              display: 'grid',
              gridTemplateColumns: '96px 1fr',
              rowGap: 0.25,
              columnGap: 1,
            }}
          >
            {explainPermissions(chosen.permissions).map(({ area, may }) => (
              <Box key={area} sx={{ display: 'contents' }}>
                <Box component="dt" sx={{ color: 'text.secondary' }}>
                  {area}
                </Box>
                <Box component="dd" sx={{ margin: 0 }}>
                  {may.join(', ')}
                </Box>
              </Box>
            ))}
          </Box>
        </Alert>
      )}
    </Box>
  );
}
