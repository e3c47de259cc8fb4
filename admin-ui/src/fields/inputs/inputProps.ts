import type { CustomField } from '../api.ts';
import type { Draft } from '../drafts.ts';

/** A field to be filled in. */
export interface CustomFieldInputProps {
  field: CustomField;
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** What is wrong with it, as a sentence. */
  problem?: string | undefined;
  disabled?: boolean;
}

/** What the inputs of single types are given. */
export interface InputProps extends CustomFieldInputProps {
  name: string;
  hint: string;
}
