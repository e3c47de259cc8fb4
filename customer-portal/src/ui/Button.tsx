import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link } from 'react-router';

type Look = 'primary' | 'secondary' | 'quiet';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  look?: Look;
  /** While it works: what it does, instead of its label. It stays focusable, so that the focus is not lost. */
  busy?: string | false;
  wide?: boolean;
}

/** Whatever is under way is not started again by a second press. */
export function Button({
  look = 'secondary',
  busy = false,
  wide,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={`button button-${look}${wide ? ' button-wide' : ''}`}
      aria-disabled={busy !== false || undefined}
      onClick={(event) => {
        if (busy !== false) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy === false ? (
        children
      ) : (
        <>
          <span className="spinner" aria-hidden="true" />
          {busy}
        </>
      )}
    </button>
  );
}

export function ButtonLink({
  to,
  look = 'secondary',
  wide,
  children,
}: {
  to: string;
  look?: Look;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <Link to={to} className={`button button-${look}${wide ? ' button-wide' : ''}`}>
      {children}
    </Link>
  );
}
