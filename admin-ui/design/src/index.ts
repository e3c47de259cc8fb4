/**
 * What the back office and the portal share so that they cannot drift apart: colours, spacing and
 * type (also as CSS variables in `@backhaul/design/tokens.css`), the partner's accent made
 * readable, the look of every status, the one way to write money and dates, and how a document's
 * pages are counted. Plain TypeScript, no framework.
 */
export { dark, fontFamily, light, monoFamily, motionMs, radius, space, type } from './tokens.ts';
export type { ColorScheme, Tone, ToneColors } from './tokens.ts';
export { accentFor, accentVariables, defaultAccent } from './accent.ts';
export type { Accent, AccentVariant } from './accent.ts';
export { discountsFrom, standingOf } from './services.ts';
export { sayReason, withAmounts, withDates, withMoney, withoutPeriod } from './asRead.ts';
export { currencyDigits, formatMoney, formatNumber, formatPercent, formatPrice } from './money.ts';
export {
  formatComing,
  formatDate,
  formatInstant,
  formatMonth,
  formatMonthName,
  formatPeriod,
  formatRelative,
} from './dates.ts';
export type { DateLook } from './dates.ts';
export { countryName } from './countries.ts';
export { readerLocale, validLocale } from './locale.ts';
export { pageShape, pagesIn } from './pages.ts';
export { iconPath, statusLook } from './status.ts';
export type {
  BillingRunStatus,
  CheckoutStatus,
  CustomerStatus,
  InvoiceStatus,
  RunStanding,
  ServiceStatus,
  Status,
  StatusIcon,
  StatusLook,
} from './status.ts';
