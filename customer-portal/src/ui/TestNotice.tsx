import { useWords } from '../words/useWords.tsx';
import { Notice } from './Notice.tsx';

/** Where a payment goes through an account for tests. */
export function TestNotice() {
  return (
    <Notice tone="waiting" icon="alert">
      <p>{useWords().pay.test}</p>
    </Notice>
  );
}
