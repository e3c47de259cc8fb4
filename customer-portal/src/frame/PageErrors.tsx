import { Component, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words/useWords.tsx';

class Boundary extends Component<
  { fallback: ReactNode; children: ReactNode },
  { failed: boolean }
> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}

/** Catches a page that can't be shown, mostly one whose script could not be fetched; other pages stay open. */
export function PageErrors({ children }: { children: ReactNode }) {
  const words = useWords().broken;
  const { pathname } = useLocation();
  return (
    <Boundary
      key={pathname}
      fallback={
        <Page title={words.title}>
          <div className="stack">
            <p>{words.lead}</p>
            <div>
              <Button look="primary" onClick={() => location.reload()}>
                {words.reload}
              </Button>
            </div>
          </div>
        </Page>
      }
    >
      {children}
    </Boundary>
  );
}
