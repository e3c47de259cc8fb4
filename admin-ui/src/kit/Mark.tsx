/** Our mark: branches that run together into one trunk, as lines into a backhaul. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <rect width="24" height="24" rx="6" fill="var(--mark, currentColor)" />
      <g fill="none" stroke="var(--mark-ink, #fff)" strokeWidth="2.25" strokeLinecap="round">
        <path d="M5.5 6.5h2.25c3.5 0 3.5 5.5 7 5.5h3.75" />
        <path d="M5.5 17.5h2.25c3.5 0 3.5-5.5 7-5.5" />
        <path d="M5.5 12h5" />
      </g>
    </svg>
  );
}
