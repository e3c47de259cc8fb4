import type { Submission } from '../kit/form/useSubmit.ts';

/** A form that was only asked why: the field that appears says it, and nothing else has to. */
export function askingWhy(submission: Submission): Submission {
  const asked = Object.keys(submission.fields);
  return asked.length === 1 && asked[0] === 'reason' ? { ...submission, error: null } : submission;
}
