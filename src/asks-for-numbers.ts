/** Whether an agent asks the customer for what nobody should write in a chat: card details, PIN, identity number. */

const CARD = String.raw`(?:(?:credit|debit|bank)?[ -]?card|kaart|krediet ?kaart|debiet ?kaart|karete|karata|khadi|ikhadi|yekhadi|lekhadi)`;
const NUMBER = String.raw`(?:numbers?|no\.?|nr\.?|nommers?|details|besonderhede|expiry|vervaldatum|inombolo|inamba|nomoro|imininingwane|iinkcukacha|dintlha)`;
const OF = String.raw`(?:\s+(?:on|of|for|the|your|jou|u|se|van|ya|la|le|ye|yakho|lakho|ea|hao))*`;
const IDENTITY = String.raw`(?:(?:rsa |sa )?id|i-?id|ye-?id|identity|identiteits?|kamazisi|umazisi|isazisi|boitsebiso|passport|paspoort)`;

const THINGS = [
  String.raw`${CARD}[ -]?${NUMBER}`,
  String.raw`${NUMBER}${OF}\s+${CARD}`,
  String.raw`${IDENTITY}[ -]?(?:numbers?|no\.?|nr\.?|nommers?|document|book|card|boekie|dokument)`,
  String.raw`(?:inombolo|inamba|nomoro)${OF}\s+${IDENTITY}`,
  String.raw`(?:copy|photo|picture|foto|kopie|afskrif)${OF}\s+${IDENTITY}`,
  String.raw`cvv2?|cvc2?|cvn|one[ -]time (?:pin|password)|(?:pin|otp)[ -]?(?:codes?|numbers?|kode|nommer)`,
  String.raw`(?:your|jou|the|die)(?:\s+(?:card|kaart|bank))?\s+(?:pin|otp)(?!\s+(?:location|drop))`,
];
const THING = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${THINGS.join('|')})(?![\p{L}\p{N}])`, 'iu');
/** An order's id is no person's. */
const OTHER_ID = /(?:order|parcel|ticket|product|customer|transaction|bestelling|pakkie)(?:['’]s)?\s+id(?![\p{L}])/giu;
const ASKS =
  /\?|(?<!\p{L})(?:send|give|share|provide|confirm|need|require|what(?:['’]?s| is)|may i|can i|could you|can you|please|pls|type|reply with|forward|stuur|gee|deel|bevestig|benodig|nodig|asseblief|wat is|mag ek|kan ek|ngicela|sicela|ndicela|thumela|nika|nikeza|nceda|romela|fana|kopa|ke kopa|hloka|hlokahala|ngidinga|sidinga|ndifuna|sifuna)(?!\p{L})/iu;
/** "Never send us your card number" is what an agent should write. */
const WARNS =
  /(?<!\p{L})(?:never|do not|don['’]?t|please do not|not to|no need to|without|moenie|moet nie|nooit|ungathumeli|ungalokothi|musa|ungaze|se ke wa|o seke)(?!\p{L})/iu;

const SENTENCES = /(?<=[.!?\n])\s+/u;

export const asksForCardOrIdNumber = (text: string): boolean =>
  text
    .replace(OTHER_ID, ' ')
    .split(SENTENCES)
    .some((sentence) => THING.test(sentence) && ASKS.test(sentence) && !WARNS.test(sentence));
