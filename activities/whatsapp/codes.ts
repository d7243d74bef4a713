/** What Meta's error codes mean for one message: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes */

export interface CodeMeaning {
  /** The same message may go through later without anybody doing anything. */
  retryable: boolean;
  /** One sentence for the agent. */
  reason: string;
}

const TOKEN = 'WhatsApp does not accept our access token: the operator has to renew it.';
const PERMISSION = 'WhatsApp does not allow our app to send this: the operator has to look at its permissions.';
const BUSY = 'WhatsApp is refusing messages for the moment because too many were sent.';
const AWAY = 'WhatsApp is not available for the moment.';
const BLOCKED = 'WhatsApp has restricted this business account: the operator has to look at it.';
const ACCOUNT =
  'WhatsApp does not send for this business number (billing or registration): the operator has to look at it.';
const WRONG = 'WhatsApp did not accept the message as it is.';
const UNREACHABLE = 'This customer cannot be reached on WhatsApp.';
const WINDOW =
  'The customer has not written for more than 24 hours, so WhatsApp delivers nothing to them until they write again.';

const TEMPLATE_VALUES = 'WhatsApp did not accept the values of the template.';
const TEMPLATE_GONE =
  'WhatsApp no longer allows this template (it was changed, paused or refused): choose another one.';

const final = (reason: string): CodeMeaning => ({ retryable: false, reason });
const passing = (reason: string): CodeMeaning => ({ retryable: true, reason });

const MEANINGS = new Map<number, CodeMeaning>([
  [0, final(TOKEN)],
  [190, final(TOKEN)],
  [3, final(PERMISSION)],
  [10, final(PERMISSION)],
  [131005, final(PERMISSION)],
  [4, passing(BUSY)],
  [80007, passing(BUSY)],
  [130429, passing(BUSY)],
  [131056, passing('WhatsApp limits how many messages one customer gets in a short time.')],
  [131048, final('WhatsApp has stopped our messages because customers reported some: the operator has to look at it.')],
  [2, passing(AWAY)],
  [131057, passing(AWAY)],
  [133004, passing(AWAY)],
  [1, final(WRONG)],
  [368, final(BLOCKED)],
  [131031, final(BLOCKED)],
  [130497, final(BLOCKED)],
  [131042, final(ACCOUNT)],
  [131045, final(ACCOUNT)],
  [133010, final(ACCOUNT)],
  [131047, final(WINDOW)],
  [131026, final(UNREACHABLE)],
  [132000, final(TEMPLATE_VALUES)],
  [132012, final(TEMPLATE_VALUES)],
  [132018, final(TEMPLATE_VALUES)],
  [132005, final('With these values the template is longer than WhatsApp allows.')],
  [132001, final(TEMPLATE_GONE)],
  [132007, final(TEMPLATE_GONE)],
  [132015, final(TEMPLATE_GONE)],
  [132016, final(TEMPLATE_GONE)],
  [131049, final('WhatsApp chose not to deliver this message to this customer.')],
  [131050, final('This customer does not want such messages.')],
  [130472, final('WhatsApp chose not to deliver this message to this customer.')],
  [131062, final('WhatsApp needs the phone number of this customer for this message, and we do not have it.')],
]);

/** What a Graph error code means. Codes that are not known are final: nobody can say that trying again would help. */
export function meaningOf(code: number): CodeMeaning {
  const known = MEANINGS.get(code);
  if (known) return known;
  return final(code >= 200 && code <= 299 ? PERMISSION : WRONG);
}

// With these Meta says about a request what it says with 4xx about others: it was not taken. Only such as are never tried
// again: of any other 5xx nobody can say whether the message went out.
const SURELY_REFUSED: ReadonlySet<number> = new Set([3, 131042, 131045]);
// And with these it says that it does not know itself.
const UNCERTAIN: ReadonlySet<number> = new Set([131000, 131016]);

/** Whether an error answer proves that no message went out. */
export function isRefusal(status: number, code: number): boolean {
  if (UNCERTAIN.has(code)) return false;
  return (status >= 400 && status < 500) || SURELY_REFUSED.has(code);
}

/** One sentence for the agent about a status `failed`. `title` is Meta's own; it helps where the code is not known. */
export function explainGraphError(code: string, title: string): string {
  const known = MEANINGS.get(Number(code));
  if (known && code !== '') return known.reason;
  return title === '' ? `WhatsApp could not deliver it (error ${code}).` : `WhatsApp could not deliver it: ${title}.`;
}
