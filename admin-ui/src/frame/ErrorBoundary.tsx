import { Component, type ReactNode } from 'react';
import { PageError } from '../kit/pages.tsx';

interface Props {
  children: ReactNode;
  /** Another place means another try. */
  place: string;
}

interface State {
  error: Error | null;
  place: string;
}

/** Keeps the frame standing when a page breaks. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, place: this.props.place };

  static getDerivedStateFromError(error: Error): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.place === state.place ? null : { error: null, place: props.place };
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <PageError
        error={this.state.error}
        resetErrorBoundary={() => this.setState({ error: null })}
      />
    );
  }
}
