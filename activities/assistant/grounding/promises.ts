/** Promises that only people may make, in five languages. Looked for in drafts, sentence by sentence, in small letters. */

const WE = "(?:i|we|i'?ll|we'?ll|i'?ve|we'?ve|i'?m|we'?re)";
const SOMEBODY =
  '(?:someone|somebody|a (?:person|human|colleague|consultant|manager|representative|specialist|supervisor|technician)|an? (?:agent|member of (?:our|the) (?:\\w+ )?team)|one of our (?:\\w+ )?(?:agents|people|consultants|colleagues)|our (?:support |customer care )?(?:team|agent|agents|staff|people|manager)|the (?:support )?(?:team|manager|agent)|they|he|she|my colleague)';
const DO =
  '(?:refund|reimburse|replace|credit|compensate|waive|cancel|exchange|upgrade|escalate|reserve|discount|repair|reship|resend|redeliver|fix)';

const ENGLISH = [
  `\\b${WE}(?: \\w+){0,3} ${DO}(?:ed|d|led)?\\b(?! (?:policy|process|times?))`,
  `\\b(?:will|'ll|going to|have|has|had|shall) (?:already |now |gladly |happily |immediately |personally |also )*(?:${DO}|process(?:ed)? (?:your|a|the) (?:refund|return|cancellation)|arrange|organi[sz]e|issue|approve|give you|offer you|send you a (?:new|replacement|free|refund)|call you|phone you|ring you|contact you|get back to you|reach out|be in touch|connect you|transfer you|pass (?:this|you|it) on|escalate|follow up|look into (?:this|it))\\b`,
  `\\b${SOMEBODY} (?:will|is going to|are going to|shall|'ll|is on (?:the|their) way|has been (?:informed|notified)|have been (?:informed|notified))\\b`,
  "\\byou(?:'ll| will| are going to| shall| can expect to)? (?:get|receive|be given|have|be refunded|be credited|be compensated|expect)(?: \\w+){0,3} (?:refund(?:ed)?|replacement|store credit|compensation|discount code|free (?:gift|item|delivery voucher)|money back)\\b",
  '\\b(?:your|the|this) (?:\\w+ )?(?:refund|replacement|cancellation|exchange|return|credit|claim|order|request|discount|voucher) (?:has been|have been|was|is being|is now|will be|has now been) (?:\\w+ )?(?:approved|cancelled|canceled|refunded|processed|issued|accepted|confirmed|changed|updated|arranged|escalated|replaced|sent to|passed on|credited)\\b',
  "\\b(?:i|we) (?:can |do |will )?(?:guarantee|promise|assure you)\\b|\\b(?:i|we)'ll make sure\\b|\\bguaranteed (?:to|delivery|by)\\b",
  "\\b(?:here(?:'s| is)|use|apply|take) (?:a |your |an? exclusive )?(?:discount|coupon|voucher|promo) code\\b(?! (?:under|at|in|field))",
  "\\b(?:manager|supervisor|boss|owner|lead|colleague|consultant|agent|person|human|\\w+ (?:from|of) (?:the|our) team|i|we)(?: has| have|'s|'ve)?(?: already| just| personally)* (?:approved|authori[sz]ed|agreed|allowed|signed (?:this|it|that) off)\\b",
  '\\b(?:as|make) (?:a |an )?(?:gesture of goodwill|goodwill gesture|exception for you)\\b|\\bon the house\\b|\\bat no cost to you as\\b',
  "\\b(?:i|we)(?:'ve| have|'ll| will)? (?:changed|updated|cancelled|canceled|booked|scheduled|arranged|reserved|added|removed|noted your (?:new|request)|forwarded|passed|logged|opened a (?:case|ticket)|notified|informed|told (?:the|our))\\b",
];

const AFRIKAANS = [
  '\\b(?:ek|ons) (?:sal|gaan|het|kan)\\b[^.!?\\n]{0,60}\\b(?:terugbetaal|vervang|krediteer|vergoed|kanselleer|gekanselleer|terugbel|bel|kontak|skakel|waarborg|belowe|omruil|afslag gee|verander|gereel|reel)\\b',
  "\\b(?:iemand|'n (?:mens|persoon|kollega|konsultant|bestuurder)|ons (?:span|mense)|die span) (?:sal|gaan)\\b",
  '\\bjy (?:sal|gaan|kry)\\b[^.!?\\n]{0,40}\\b(?:terugbetaling|vervanging|geld terug|krediet|vergoeding)\\b|\\b(?:jou|die) (?:terugbetaling|kansellasie|bestelling|vervanging) is (?:goedgekeur|gekanselleer|verwerk|terugbetaal)\\b|\\bons (?:waarborg|belowe)\\b',
];

const ISIZULU = [
  '\\b(?:sizo|ngizo|sizoku|ngizoku|sesi|sengi)\\w*(?:buyisel|buyis|shintsh|khansel|fonel|shayel|thint|xhumanis|khokhel|hlawulel)\\w*',
  '\\b(?:umuntu|othile|ithimba|umsebenzi|umphathi)\\b[^.!?\\n]{0,30}\\b(?:uzo|lizo|bazo)\\w+|\\b(?:siyaqinisekisa|siyathembisa|ngiyathembisa|ngiyaqinisekisa)\\b|\\buzothola\\b[^.!?\\n]{0,30}\\b(?:imali yakho|irefund|i-refund|entsha)\\b',
];

const ISIXHOSA = [
  '\\b(?:siza ku|ndiza ku|sizaku|ndizaku|siza kuku|sele si)\\w*(?:buyisel|buyis|tshintsh|rhoxis|khansel|fowunel|tsalel|qhagamshel|hlawulel)\\w*',
  '\\b(?:umntu|othile|iqela|umsebenzi|umphathi)\\b[^.!?\\n]{0,30}\\b(?:uza ku|liza ku|baza ku)\\w+|\\b(?:siyaqinisekisa|siyathembisa|ndiyathembisa|ndiyaqinisekisa)\\b|\\buza kufumana\\b[^.!?\\n]{0,30}\\b(?:imali yakho|irefund|i-refund|entsha)\\b',
];

const SESOTHO = [
  '\\b(?:re tla|ke tla|re se re|ke se ke)\\b[^.!?\\n]{0,30}\\b(?:kgutlis|busets|fetol|hlakol|letsets|ikopany|hokahany|lef)\\w*',
  '\\b(?:motho|sehlopha|mosebetsi|mookamedi)\\b[^.!?\\n]{0,30}\\b(?:o tla|se tla|ba tla)\\b|\\b(?:re a tiisa|re a tshepisa|ke a tshepisa|re tshepisa)\\b|\\bo tla fumana\\b[^.!?\\n]{0,30}\\b(?:tjhelete ya hao|refund|e ntjha)\\b',
];

const PROMISES = [...ENGLISH, ...AFRIKAANS, ...ISIZULU, ...ISIXHOSA, ...SESOTHO].map(
  (source) => new RegExp(source, 'i'),
);

/** The first words of what a sentence promises, or nothing. */
export function promiseIn(sentence: string): string | undefined {
  const plain = sentence.replace(/[’‘]/g, "'").replace(/\*/g, '');
  for (const pattern of PROMISES) {
    const found = pattern.exec(plain);
    if (found) return found[0].trim().toLowerCase();
  }
  return undefined;
}
