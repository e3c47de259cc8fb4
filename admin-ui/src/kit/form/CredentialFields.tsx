import type { RefObject } from 'react';
import { Field } from './Fields.tsx';
import type { FieldErrors } from './useSubmit.ts';

interface CredentialFieldsProps {
  identifier: string;
  onIdentifier: (text: string) => void;
  password: string;
  onPassword: (text: string) => void;
  errors: FieldErrors;
  /** Where the keyboard begins. */
  first: 'identifier' | 'password';
  passwordRef?: RefObject<HTMLInputElement | null>;
}

/** Who signs in, and with what; a password manager knows both. */
export function CredentialFields({
  identifier,
  onIdentifier,
  password,
  onPassword,
  errors,
  first,
  passwordRef,
}: CredentialFieldsProps) {
  return (
    <>
      <Field
        name="identifier"
        label="E-mail"
        type="email"
        value={identifier}
        onChange={onIdentifier}
        errors={errors}
        autoComplete="username"
        required
        autoFocus={first === 'identifier'}
      />
      <Field
        name="password"
        label="Password"
        type="password"
        value={password}
        onChange={onPassword}
        errors={errors}
        autoComplete="current-password"
        required
        autoFocus={first === 'password'}
        {...(passwordRef ? { inputRef: passwordRef } : {})}
      />
    </>
  );
}
