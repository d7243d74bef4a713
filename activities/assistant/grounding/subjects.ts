/**
 * What only people of the business give, or what only the business's own texts may say: in small letters without accents,
 * apostrophes and signs, in five languages, and the plainest words of others.
 */

/** Somewhere in a sentence. */
export const SUBJECTS: Record<string, RegExp> = {
  money:
    /\w*refund\w*|\bre fund|\breimburs|\bcompensat|\bmoneys?\b|\bpay ?back\b|\bcash\b.{0,20}\b(?:back|coming|way|sent|yours)\b|\bamount\b.{0,20}\b(?:returned|paid)\b|\bback to you\b|\bcredit (?:added|is|of)\b|\bbetaal\b.{0,15}\bterug\b|\bdevuelt|\bfunds\b|\bcash ?back\b|\bpay ?outs?\b|\bpa(?:y|id|ying)\b.{0,30}\b(?:back|out)\b|\bcredit(?:ed|ing)\b|\bterug ?betaa?l|\bgeld\b|\bvergoed|\bkrediteer|imbuyis|imbuyekez|\bi?mali (?:yakho|yenu|yethu|yam|ibuy|ebuy|seyi|isen)|buyisel\w*.{0,20} i?mali|\bi?mali.{0,30}(?:buyis|thunyel|bhadal)|\b(?:tjh|ch)elete\b|\bpusetso|\bpuseletso|kgutlisetso|\brembours|\breembols|\brimbors|erstatt|\bargent\b|\bdinero\b|\bdinheiro\b/,
  approval:
    /\bapprov|\bauthori[sz]|\bgranted\b|\bsigned (?:\w+ )?off\b|\bgreen ?lit\b|\bgoedgekeur|\bgoedkeur|\bgemagtig|\btoegestaan|vunyelwe|vunyiwe|gunyazi|phumelele|dumell?etswe|\bapprouv|\baprobad|\baprovad|\bapprovat|genehmig/,
  free: /(?<!\b(?:feel|been) )\bfree\b|\bfor nothing\b|\b(?:no|without|without any|without a) (?:extra |delivery )?(?:cost|charge|fee|payment)\b|\bcosts? (?:you )?nothing\b|\bcomplimentary\b|\bon the house\b|\b(?:its|is|one is) on us\b|\bowe (?:us )?nothing\b|\bnothing to pay\b|\bniks (?:om )?te betaal\b|\bprice is (?:zero|0|nothing)\b|\bzero rand\b|\bgratis\b|\bverniet\b|\bkosteloos|mahhala\b|mahala\b|simahla\b|\bgratuit|\bkostenlos/,
  discount:
    /\bdiscount|\bhalf (?:the |of the )?price\b|\b(?:percent|per cent|persent|half|rand|r ?\d+|\d+) (?:off|cheaper)\b|\bspecial price\b|\b(?:a|your|this|n|jou) (?:\w+ )?(?:vouchers?|coupons?)\b(?! (?:codes?|or)\b)|\b(?:code|voucher|coupon|kode) \w*[a-z]\w*\d\w*\b|\bfor the price of\b|\buse (?:code|voucher|coupon) (?!or\b|at\b|in\b|under\b)\w+|\bafslag|\bhalwe prys\b|\bhalfprys|phulelo|theolelo|\brabatt/,
  decision:
    /^(?:your |the |jou |die )?(?:replacement|vervanging)\b|\b(?:replacement|claim|exchange|return|request|warranty|guarantee|case) (?:is |was |now |has been )*(?:sent|shipped|accepted|extended|closed|confirmed|okayed|coming|on (?:its|the) way)\b|\border (?:is |now )*cancell?ed\b|\bbestelling gekanselleer\b|\bwe (?:have )?(?:replaced|cancelled|exchanged|extended|accepted)\b|\bnew (?!stock|invoice|date|year|account)\w+ (?:is |are )*(?:on (?:its|the) way|coming|ships|shipped|sent|for you)\b|\bin your favou?r\b|\byou (?:win|won)\b/,
  account:
    /\b(?:pay|paid|paying|deposit\w*|transfer\w*|betaal|stort|inbetaal|\w*khokh\w*|\w*hlawul\w*|lefa|patala)\b.{0,40}\b(?:accounts?|acc|rekening|bankrekening|\w*akhawunti|\w*akhaonto|branch|iban|ewallet|bitcoin|crypto)\b|\b(?:account|acc) (?:number|no|nr)\b|\bbranch code\b|\brekeningnommer|\b(?:capitec|fnb|absa|nedbank|tymebank|investec|ewallet|bitcoin|iban|western union)\b/,
};

const NOBODY =
  /\b(?:not|isnt|arent|never|nie|geen) (?:a |an |n )?(?:real |living |regte )?(?:human|person|people|mens|persoon)(?: being)?\b/g;
const WHO = '(?:human|person|man|woman|lady|guy|people|manager|supervisor|consultant|mens|persoon|bestuurder)\\b';
const HOW = '(?:(?:a|an|the|n|really|actually|indeed|your|real|living|actual|regte|100) )*';
const PERSONS = [
  `\\b(?:i am|im|we are|ek is|ons is|you are|youre|this is|hier is) (?:now )?(?:speaking to |speaking with |talking to |talking with |chatting to |chatting with |praat met )?${HOW}(?:human|real|${WHO})`,
  `\\bjy praat (?:nou )?met ${HOW}${WHO}`,
  `^(?:yes )?${HOW}(?:human|real|${WHO})(?: \\w+)? here\\b|^(?:yes|ja) ${HOW}${WHO}`,
  '\\b(?:not|isnt|no|nie|geen|hhayi|hayi|akuyona|andiyo\\w*|angiyo\\w*|ha se) (?:a |an |n |the )?(?:chat)?(?:bot|robot|machine|computer|ai|program|masjien|rekenaar|irobhothi|irobhoti|roboto)\\b',
  '\\bng[iu]ngumuntu\\b|\\bngumuntu (?:wangempela|uqobo)|\\bndingumntu\\b|\\bke motho\\b|\\bke nna motho\\b|\\bukhuluma nomuntu\\b|\\buthetha nomntu\\b|\\bo bua le motho\\b',
].map((source) => new RegExp(source));

/** A name that somebody says is his own. `sentence` as it was written. */
const NAME =
  /\b(?:(?:I am|I['’]m|[Mm]y name is|[Ee]k is|[Mm]y naam is|[Ii]gama lami ngu|[Ll]ebitso la ka ke)|(?:speak|talk|chatt)ing (?:to|with)|praat (?:nou )?met) (?!AI\b)(\p{Lu}\p{Ll}+)/u;
const SIGNED =
  /^(?:(?:Yes|Hi|Hello|Ja|Hallo)[,!]? )?(?:(?:[Tt]his is|[Dd]is|[Hh]ier is) (\p{Lu}\p{Ll}+)(?:[.!]|$| from| speaking| van)|(\p{Lu}\p{Ll}+) (?:here|speaking|hier)\b)/u;

/** Says that a person is writing. `plain`: the sentence in small letters without signs. */
export function personIn(sentence: string, plain: string, own: string): boolean {
  const rest = plain.replace(NOBODY, ' ');
  const [, name] = NAME.exec(sentence) ?? (SIGNED.exec(sentence) ?? []).filter((part) => part !== undefined);
  return PERSONS.some((pattern) => pattern.test(rest)) || (name !== undefined && !own.includes(name.toLowerCase()));
}
