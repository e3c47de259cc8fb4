import { useEffect, useState } from 'react';
import { useConnection } from '../api/connection.ts';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/useWords.tsx';

/** A connection that is back this soon is not worth a word. */
const PATIENCE = 2_500;

/** Whether the connection has been lost for long enough to say so. */
export function useLost(): boolean {
  const lost = useConnection() === 'lost';
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!lost) {
      setSaid(false);
      return;
    }
    const timer = setTimeout(() => setSaid(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [lost]);
  return said;
}

/** The small dot with its word. */
export function ConnectionDot() {
  const words = useWords().connection;
  const connection = useConnection();
  return (
    <span className={`connection connection-${connection}`}>
      <span className="dot" aria-hidden="true" />
      {connection === 'live' ? words.live : words.connecting}
    </span>
  );
}

/** The line that says the page may be old. The region is always there, so that its arrival is read out. */
export function ConnectionLine() {
  const lost = useLost();
  const words = useWords().connection;
  return (
    <div role="status" className="connection-line">
      {lost && (
        <p>
          <Icon name="offline" />
          {words.lost}
        </p>
      )}
    </div>
  );
}
