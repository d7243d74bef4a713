import type { OrderFacts } from '../local/types';
import { claimIn, createSaid } from './claims';
import { factsIn, type Fact } from './facts';
import { echoOf } from './echo';
import { codeIn, strangeIn } from './familiar';
import { oddLetterIn } from './letters';
import { promiseIn } from './promises';

/** What a draft may rest on. */
export interface Sources {
  /** The business's own words: topics, facts of the business, what the assistant and the agents said before. */
  texts: string[];
  /** The customer's words: only order numbers may be taken from them. */
  customer: string[];
  /** Those that were looked up and found. */
  orders?: OrderFacts[];
  /** What the model was told to do; the engine without a model has none. */
  instructions?: string;
  /** In which the day of an order's `deliveredAt` is told. */
  timeZone: string;
}

/** The same topics are compared with every draft. */
const REMEMBERED = new Map<string, Fact[]>();
const MOST_REMEMBERED = 500;

function factsOfSource(text: string): Fact[] {
  const known = REMEMBERED.get(text);
  if (known) return known;
  if (REMEMBERED.size >= MOST_REMEMBERED) REMEMBERED.clear();
  const facts = factsIn(text);
  REMEMBERED.set(text, facts);
  return facts;
}

const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

const plain = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function orderTexts({ number, status, deliveredAt, trackingUrl, items }: OrderFacts, timeZone: string): string[] {
  const at = deliveredAt === undefined ? Number.NaN : Date.parse(deliveredAt);
  const day = Number.isNaN(at) ? '' : new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at);
  return [`#${number}`, status, deliveredAt ?? '', day, trackingUrl ?? '', ...items];
}

/** A link also counts where a source has a longer one on the same page, or the site's own address. */
const isGiven = ({ kind, value }: Fact, given: Fact[]): boolean =>
  given.some(
    (fact) => fact.kind === kind && (fact.value === value || (kind === 'link' && fact.value.startsWith(`${value}/`))),
  );

const FIGURE = /^\d+$/;

const STATE =
  /\b(?:delivered|shipped|dispatched|on (?:its|the) way|out for delivery|in transit|packed|cancelled|ready for collection|afgelewer|gestuur|op pad|gepak|gekanselleer|ilethiwe|isendleleni|isiwe|fihlisitswe|tseleng)\b/i;

/** Tells how an order stands although nobody looked it up. */
function inventsState(sentence: string, { orders = [] }: Sources, own: string): boolean {
  if (!STATE.test(sentence)) return false;
  const lookedUp = orders.map(({ number }) => number.toUpperCase());
  return factsIn(sentence).some(
    ({ kind, value }) => kind === 'order' && !lookedUp.includes(value) && !own.includes(value.toLowerCase()),
  );
}

/** The name of the model's tool and the tags of its prompt: no customer is ever to read them. */
const MACHINERY = /find_order|<\/?[a-z_]+>/i;

/** The same in other words, or in another language: an assistant has nothing to say of what it was told to do. */
const OF_ITSELF =
  /\bprompts?\b|\bsystem message\b|\banswerable\b|\b(?:my|these|hidden|initial|system|own) (?:rules|instructions)\b|\b(?:reëls|instruksies|opdragte|stelselboodskap)\b|\b(?:imithetho|imiyalelo|imigaqo|melao|ditaelo)\b|\bbeloo?f nooit\b|\b(?:unga|sukuthi u)thembisi\b/giu;

const tellsOfItself = (draft: string, own: string): boolean =>
  MACHINERY.test(draft) ||
  (draft.match(OF_ITSELF) ?? []).some((words) => !own.toLowerCase().includes(words.toLowerCase()));

/** Words that are not the business's own, however true they may be. */
function foreignWords(draft: string, { customer, instructions = '' }: Sources, own: string): string[] {
  const letter = oddLetterIn(draft, own);
  const code = codeIn(draft, own);
  const strange = strangeIn(sentencesOf(draft), own);
  return [
    ...(letter === undefined ? [] : [`letters:${letter}`]),
    ...(code === undefined ? [] : [`code:${code}`]),
    ...(strange === undefined ? [] : [`language:${strange}`]),
    ...(echoOf(draft, customer, own) === undefined ? [] : ['echo:customer']),
    ...(echoOf(draft, [instructions], own) === undefined && !tellsOfItself(draft, own) ? [] : ['echo:instructions']),
  ];
}

/**
 * What speaks against sending a draft: promises only people may make (`promise:…`), claims that no text of the business has
 * (`claim:…`), orders, prices, percentages, dates, times, telephone numbers, other long numbers and links that nothing given
 * contains (`price:R120`), letters that hide words, codes, foreign languages, words that the customer dictated, the model's
 * instructions. Sentences that stand word for word in a source are the business's own. Empty: nothing speaks against it.
 */
export function violationsOf(draft: string, sources: Sources): string[] {
  const told = (sources.orders ?? []).flatMap((order) => orderTexts(order, sources.timeZone));
  const texts = [...sources.texts, ...told];
  const given = texts.flatMap(factsOfSource);
  const orders = sources.customer.flatMap((text) => text.match(/[A-Za-z]{0,4}-?\d{3,10}/g) ?? []);
  const numbers = new Set(
    [...orders, ...given.filter(({ kind }) => kind === 'order').map(({ value }) => value)].map((order) =>
      order.toUpperCase(),
    ),
  );
  const own = plain(texts.join('\n'));
  const unknown = factsIn(draft).filter((fact) =>
    fact.kind === 'order'
      ? !numbers.has(fact.value) && !(FIGURE.test(fact.value) && own.includes(fact.value))
      : !isGiven(fact, given),
  );
  const sentences = sentencesOf(draft).filter((sentence) => !own.includes(plain(sentence)));
  const promising = sentences.filter((sentence) => promiseIn(sentence) !== undefined);
  const promises = promising.map(promiseIn);
  const others = sentencesOf(draft).filter((sentence) => !promising.includes(sentence));
  const claim = claimIn(others, createSaid(texts), own);
  const states = sentences.filter((sentence) => inventsState(sentence, sources, own));
  return [
    ...new Set([
      ...promises.map((promise) => `promise:${promise}`),
      ...(claim === undefined ? [] : [`claim:${claim}`]),
      ...states.map(() => 'order:state'),
      ...foreignWords(draft, sources, texts.join('\n')),
      ...unknown.map(({ kind, shown }) => `${kind}:${shown}`),
    ]),
  ];
}
