import { formatNumber } from '@backhaul/design';
import { useSpeech } from '../words/useWords.tsx';
import { Button } from './Button.tsx';
import { Icon } from './Icon.tsx';

export const PAGE_SIZE = 20;

/** Where one is in a list, and the way on; nothing when it all fits. */
export function Pager({
  offset,
  total,
  onOffset,
}: {
  offset: number;
  total: number;
  onOffset: (offset: number) => void;
}) {
  const { words, locale } = useSpeech();
  if (total <= PAGE_SIZE) return null;
  const last = Math.min(offset + PAGE_SIZE, total);
  return (
    <nav className="pager" aria-label={words.pager.label}>
      <Button
        aria-label={words.pager.previous}
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - PAGE_SIZE))}
      >
        <Icon name="back" />
      </Button>
      <p role="status">
        {words.pager.range(
          formatNumber(offset + 1, locale),
          formatNumber(last, locale),
          formatNumber(total, locale),
        )}
      </p>
      <Button
        aria-label={words.pager.next}
        disabled={last >= total}
        onClick={() => onOffset(offset + PAGE_SIZE)}
      >
        <Icon name="next" />
      </Button>
    </nav>
  );
}
