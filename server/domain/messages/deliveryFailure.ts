/**
 * What an attempt to deliver came to. SERVER: the mail server or its settings are the trouble,
 * whatever the message.
 */
export type DeliveryFailure = 'TEMPORARY' | 'PERMANENT' | 'UNCERTAIN' | 'SERVER';

export interface SmtpTrouble {
  /** The server's reply code; null when none came. */
  replyCode: number | null;
  /** The command that it answers: 'RCPT TO', 'DATA', 'AUTH PLAIN', 'CONN', ... */
  command: string;
  /** All of the message had left before it went wrong. */
  contentLeft: boolean;
}

/**
 * Tells the kinds of failure apart. A reply of 4xx asks to come back, 5xx to the recipient or the content is final. When
 * all of the message had left and no reply came, the server may have accepted it: it is not sent a second time.
 */
export function smtpFailure({ replyCode, command, contentLeft }: SmtpTrouble): DeliveryFailure {
  if (replyCode === null) return contentLeft ? 'UNCERTAIN' : 'SERVER';
  if (replyCode === 421) return 'SERVER';
  if (replyCode >= 500 && replyCode < 600)
    return ABOUT_THE_MESSAGE.includes(command) && !WANTS_SIGN_IN.includes(replyCode)
      ? 'PERMANENT'
      : 'SERVER';
  return ABOUT_THE_MESSAGE.includes(command) ? 'TEMPORARY' : 'SERVER';
}

/** A refusal of anything before these (greeting, sign-in, sender) is about us, and would meet every message. */
const ABOUT_THE_MESSAGE = ['RCPT TO', 'DATA'];
const WANTS_SIGN_IN = [530, 534, 535, 538];

/** The same for a gateway over HTTP. status: null when no answer came; sent: the request had left. */
export function httpFailure(status: number | null, sent: boolean): DeliveryFailure {
  if (status === null) return sent ? 'UNCERTAIN' : 'SERVER';
  if (status === 401 || status === 403 || status === 404 || status >= 500) return 'SERVER';
  return status === 408 || status === 425 || status === 429 ? 'TEMPORARY' : 'PERMANENT';
}
