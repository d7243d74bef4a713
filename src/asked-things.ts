/** What no customer should be asked for in a chat: card details, PIN, identity number. Patterns for small, folded letters. */

const CARD = String.raw`(?:(?:credit|debit|bank)?[ -]?cards?|kaart|krediet ?kaart|debiet ?kaart|karete|karata|khadi|ikhadi|yekhadi|lekhadi)`;
const NUMBER = String.raw`(?:numbers?|no\.?|nr\.?|nommers?|details|besonderhede|expiry(?: date)?|vervaldatum|inombolo|inamba|nomoro|imininingwane|iinkcukacha|dintlha)`;
const OF = String.raw`(?:\s+(?:on|of|for|the|your|jou|u|se|van|ya|la|le|ye|yakho|lakho|ea|hao))*`;
const IDENTITY = String.raw`(?:(?:rsa |sa )?id|i-?id|ye-?id|identity|identiteits?|kamazisi|umazisi|isazisi|boitsebiso|passport|paspoort)`;
const YOURS = '(?:your|ur|yr|jou|u)';
const PICTURE = '(?:cop(?:y|ies)|photos?|pictures?|pics?|images?|scans?|selfie|fotos?|kopie|afskrif)';
const SIDE = '(?:front|back|reverse|both sides|voorkant|agterkant)';
const PLEASE = '(?:please|pls|plz|asb|asseblief)';
/** Such a number is on a slip as well. */
const ELSEWHERE = String.raw`(?:\s+(?:on|of|from|for|op|van)\s+(?:the|your|die|jou)\s+(?!(?:front|back)(?!\p{L})|${CARD}|id))`;

const words = (patterns: string[]): string => String.raw`(?<![\p{L}\p{N}])(?:${patterns.join('|')})(?![\p{L}\p{N}])`;

/** What is a card's or a person's whatever is said of it. */
export const THING = words([
  String.raw`${CARD}[ -]?${NUMBER}`,
  String.raw`${NUMBER}${OF}\s+${CARD}`,
  String.raw`${IDENTITY}[ -]?(?:numbers?|no\.?|nr\.?|nommers?|document|book|card|boekie|dokument)`,
  String.raw`(?:inombolo|inamba|nomoro)${OF}\s+${IDENTITY}`,
  String.raw`${PICTURE}${OF}\s+${IDENTITY}`,
  String.raw`${PICTURE}${OF}\s+(?:${SIDE}(?:\s+(?:and|en)\s+${SIDE})?${OF}\s+${CARD}|${YOURS}\s+${CARD}|(?:credit|debit|bank)[ -]card)`,
  String.raw`(?:three|four|3|4|drie|last)[ -](?:digits?|numbers?|syfers)(?:\s+(?:code|number))?\s+(?:on|at|from|op)\s+(?:the|die)\s+${SIDE}(?!${ELSEWHERE})`,
  String.raw`(?:digits?|numbers?|code|syfers|nommers?|kode)\s+(?:on|at|from|op)\s+(?:the|die)\s+${SIDE}${OF}\s+${CARD}`,
  String.raw`(?:1[356]|thirteen|fifteen|sixteen|dertien|sestien)[ -](?:digits?|syfers?)(?!\s+(?:tracking|way|order|ref|parcel|token|voucher))(?!(?:[ -](?:number|no|code|nommer)s?)?${ELSEWHERE})`,
  String.raw`(?<!(?:gate|door|complex|estate)\s+)(?:security code|sekuriteitskode)(?!\s+(?:(?:for|of|to|at)\s+)?(?:(?:the|your)\s+)?(?:gate|complex|estate|building|boom|door))`,
  String.raw`cvv2?|cvc2?|cvn|one[ -]time (?:pin|password)|(?:pin|otp)[ -]?(?:codes?|numbers?|kode|nommer)`,
  String.raw`(?:your|jou|the|die)(?:\s+(?:card|kaart|bank))?\s+(?:pin|otp)(?!\s+(?:location|drop))`,
]);

/** What people bring along as well, so that asking for it has to be plain. */
export const IDENTITY_ALONE = words([
  String.raw`${YOURS}\s+(?:rsa |sa )?(?:id|i-?id|passport|paspoort)`,
  String.raw`i?-?id\s+(?:yakho|ya hao|ea hao)`,
  String.raw`id(?=\s*,?\s*${PLEASE}\W*$)`,
]);

/** An order's id is no person's. */
export const OTHER_ID =
  /(?:order|parcel|ticket|product|customer|transaction|account|user|login|device|payment|invoice|booking|tracking|bestelling|pakkie)(?:'s)?\s+id(?!\p{L})/gu;
