/** Facts in a text that a reader could rely on, each in one spelling, so that a draft can be compared with its sources. */

type FactKind = 'price' | 'percent' | 'date' | 'time' | 'phone' | 'link' | 'order' | 'digits';

export interface Fact {
  kind: FactKind;
  /** For comparison. */
  value: string;
  /** As it stands in the text. */
  shown: string;
}

const MONTHS: Record<string, number> = Object.fromEntries(
  [
    'january jan januarie januwari januari ujanuwari eyomqungu pherekgong',
    'february feb februarie februwari februari ufebhuwari eyomdumba hlakola',
    'march mar maart mashi matshi umashi eyokwindla hlakubele',
    'april apr aprili epreli utshazimpuzi mmesa',
    'may mei meyi umeyi canzibe motsheanong',
    'june jun junie juni ujuni isilimela phupjane',
    'july jul julie julayi ujulayi eyekhala phupu',
    'august aug augustus agasti uagasti eyethupha phato',
    'september sep sept septemba usepthemba eyomsintsi lwetse',
    'october oct oktober okthoba uokthoba eyedwarha mphalane',
    'november nov novemba unovemba eyenkanga pudungwana',
    'december dec desember disemba udisemba eyomnga tshitwe',
  ].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])),
);

const MONTH = Object.keys(MONTHS)
  .sort((a, b) => b.length - a.length)
  .join('|');

const digitsOf = (text: string): string => text.replace(/\D/g, '');
const two = (value: number | string): string => String(value).padStart(2, '0');
const day = (month: number, date: string): string => `${two(month)}-${two(date)}`;

type Reader = { kind: FactKind; pattern: RegExp; value: (match: RegExpExecArray) => string | undefined };

function amount(text: string): string {
  const cleaned = text.replace(/[ \u00a0](?=\d{3}\b)/g, '').replace(/,(?=\d{3}\b)/g, '');
  return String(Number(cleaned.replace(',', '.')));
}

function clock(hours: string, minutes: string | undefined, half: string | undefined): string | undefined {
  let hour = Number(hours);
  if (hour > 24 || Number(minutes ?? 0) > 59) return undefined;
  if (half?.startsWith('p') && hour < 12) hour += 12;
  if (half?.startsWith('a') && hour === 12) hour = 0;
  return `${two(hour)}:${minutes ?? '00'}`;
}

const WITHIN = '[^\\s<>"\'*_()]';
const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?';
/** As browsers and readers take them for one, and as people write what no machine is to see. */
const DOT =
  '(?:[.\\u3002\\uff0e\\uff61]|\\s?[\\[(](?:dot|\\.)[\\])]\\s?|\\s(?:dot|punt)\\s(?=(?:com?|shop|za|net|org|io|xyz|me|ly|info|biz|app|site|online|store)\\b))';

/** Whatever its ending: the end of a sentence has a space behind it, and a file's name is no word of a shop's either. */
const LINK = new RegExp(
  [
    `\\b(?:[a-z][a-z+.-]*:\\/\\/|www\\.)${WITHIN}+`,
    '\\b[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+',
    `(?<![\\p{L}\\p{N}@.-])(?:${LABEL}${DOT})+\\p{L}[\\p{L}-]*\\p{L}(?::\\d+)?(?:\\/${WITHIN}*)?(?![\\p{L}\\p{N}])`,
    `(?<![\\d.])\\d{1,3}(?:\\.\\d{1,3}){3}(?::\\d+)?(?:\\/${WITHIN}*)?`,
  ].join('|'),
  'giu',
);

const DIGIT = 'zero|oh|one|two|three|four|five|six|seven|eight|nine|nul|een|twee|drie|vier|vyf|ses|sewe|agt|nege';

/** In this order: what a reader has taken is not read again, so that a telephone number is no price. */
const READERS: Reader[] = [
  {
    kind: 'link',
    pattern: LINK,
    value: ([text]) =>
      text
        .toLowerCase()
        .replace(/[\u3002\uff0e\uff61]|\s?[[(](?:dot|\.)[\])]\s?|\s(?:dot|punt)\s/g, '.')
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/[.,;:!?/]+$/, ''),
  },
  {
    kind: 'date',
    pattern: /\b(\d{4})-(\d{2})-(\d{2})(?:T[\d:.]+Z?)?\b/g,
    value: ([, , month, date]) => day(Number(month), date!),
  },
  {
    kind: 'date',
    pattern: /\b(\d{1,2})\/(\d{1,2})\/(?:20)?\d{2}\b/g,
    value: ([, date, month]) => day(Number(month), date!),
  },
  {
    kind: 'date',
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|ste|de)?(?: of| van)? (${MONTH})\\b`, 'gi'),
    value: ([, date, month]) => day(MONTHS[month!.toLowerCase()]!, date!),
  },
  {
    kind: 'date',
    pattern: new RegExp(`\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)`, 'gi'),
    value: ([, month, date]) => day(MONTHS[month!.toLowerCase()]!, date!),
  },
  {
    kind: 'date',
    pattern:
      /\b(?:arrive|arrives|arriving|deliver|delivered|get it|receive|sent|ship|shipped|here|with you)\b[^.!?\n]{0,30}\b(today|tomorrow|tonight|day after tomorrow)\b/gi,
    value: ([, when]) => when!.toLowerCase(),
  },
  {
    kind: 'price',
    pattern: /(?<![A-Za-z])(?:R|ZAR|rand)\s?(\d{1,3}(?:[ ,\u00a0]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{2})?)(?!\d)/g,
    value: ([, number]) => amount(number!),
  },
  {
    kind: 'price',
    pattern: /\b(\d{1,3}(?:[ ,]\d{3})+|\d+(?:[.,]\d{2})?) ?(?:rand|rands|ZAR)\b/gi,
    value: ([, number]) => amount(number!),
  },
  {
    kind: 'percent',
    pattern: /\b(\d+(?:[.,]\d+)?)\s?(?:%|percent|per cent|persent)/gi,
    value: ([, number]) => amount(number!),
  },
  {
    kind: 'time',
    pattern: /\b(\d{1,2})[:h](\d{2})\s?(am|pm|a\.m|p\.m)?/gi,
    value: ([, hours, minutes, half]) => clock(hours!, minutes, half?.toLowerCase()),
  },
  {
    kind: 'time',
    pattern: /\b(\d{1,2})\s?(am|pm)\b/gi,
    value: ([, hours, half]) => clock(hours!, undefined, half!.toLowerCase()),
  },
  {
    kind: 'phone',
    pattern: /(?<![\w#])\+?\(?\d[\d\s()-]{7,16}\d(?!\w)/g,
    value: ([text]) => {
      const digits = digitsOf(text);
      return digits.length >= 9 ? digits.replace(/^(?:0027|27|0)/, '') : undefined;
    },
  },
  {
    kind: 'order',
    pattern:
      /#\s?([A-Za-z]{0,4}-?\d{3,10})\b|\b(?:order|bestelling|i-oda|i-odolo|odara|waybill|number|nommer)\s(?:number |no\.? |nr\.? |nommer )?\*?#?([A-Za-z]{0,4}-?\d{3,10})\b/gi,
    value: ([, marked, named]) => (marked ?? named)!.toUpperCase(),
  },
  {
    kind: 'digits',
    pattern: /(?<![\w#])\d(?:[ .\u00a0-]?\d){5,}(?!\w)/g,
    value: ([text]) => digitsOf(text),
  },
  {
    kind: 'digits',
    pattern: new RegExp(`\\b(?:(?:${DIGIT})\\b[\\s,-]*){6,}`, 'gi'),
    value: ([text]) => text.trim().toLowerCase(),
  },
];

/** The facts of a text, in the order of their kinds. */
export function factsIn(text: string): Fact[] {
  const facts: Fact[] = [];
  let rest = text;
  for (const { kind, pattern, value } of READERS) {
    rest = rest.replace(pattern, (...match: unknown[]) => {
      const groups = match.slice(
        0,
        match.findIndex((part) => typeof part === 'number'),
      ) as unknown as RegExpExecArray;
      const shown = groups[0];
      const found = value(groups);
      if (found === undefined) return shown;
      facts.push({ kind, value: found, shown: shown.trim() });
      return ' '.repeat(shown.length);
    });
  }
  return facts;
}
