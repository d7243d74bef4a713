import { NotOnScreen } from './not-on-screen';
import type { Json, SlackView } from './types';

/** What each input of a modal holds, by block id and action id: text, the value of an option, or seconds since 1970. */
export type ViewValues = Record<string, Record<string, string>>;

interface Input {
  block_id: string;
  label: { text: string };
  optional?: boolean;
  element: Json & { type: string; action_id: string };
}

const inputsOf = ({ view }: SlackView): Input[] =>
  (view.blocks as Json[]).filter(({ type }) => type === 'input') as unknown as Input[];

/**
 * What a person has filled in, as `state.values` of a submission has it; what he has not touched keeps what it began with.
 * Throws NotOnScreen where Slack's own form would not let him send it.
 */
export function filledIn(view: SlackView, values: ViewValues): Json {
  const inputs = inputsOf(view);
  for (const [blockId, byAction] of Object.entries(values)) {
    const known = inputs.find(({ block_id }) => block_id === blockId);
    const stranger = Object.keys(byAction).find((actionId) => actionId !== known?.element.action_id);
    if (known === undefined || stranger !== undefined)
      throw new NotOnScreen(409, `The modal has no input ${blockId}${stranger === undefined ? '' : `/${stranger}`}.`);
  }
  return Object.fromEntries(
    inputs.map(({ block_id, element, label, optional }) => {
      const content = contentOf(element, values[block_id]?.[element.action_id]);
      if (content === undefined && optional !== true)
        throw new NotOnScreen(409, `"${label.text}" has to be filled in.`);
      return [block_id, { [element.action_id]: { type: element.type, ...(content ?? EMPTY[element.type]) } }];
    }),
  );
}

const EMPTY: Record<string, Json> = {
  plain_text_input: { value: null },
  static_select: { selected_option: null },
  users_select: { selected_user: null },
  datetimepicker: { selected_date_time: null },
};

/** `undefined`: nothing is in it. */
function contentOf(element: Input['element'], given: string | undefined): Json | undefined {
  switch (element.type) {
    case 'plain_text_input':
      return text(element, given);
    case 'static_select':
      return option(element, given);
    case 'users_select': {
      const user = given ?? element.initial_user;
      return user === undefined ? undefined : { selected_user: user };
    }
    default: {
      const seconds = given === undefined ? element.initial_date_time : Number(given);
      if (seconds !== undefined && !Number.isInteger(seconds)) throw new NotOnScreen(409, 'That is no moment.');
      return seconds === undefined ? undefined : { selected_date_time: seconds };
    }
  }
}

function text(
  { initial_value, min_length = 0, max_length = 3_000 }: Json,
  given: string | undefined,
): Json | undefined {
  const value = given ?? (initial_value as string | undefined) ?? '';
  if (value.trim() === '') return undefined;
  if (value.length > Number(max_length)) throw new NotOnScreen(409, `At most ${Number(max_length)} characters fit.`);
  if (value.length < Number(min_length)) throw new NotOnScreen(409, `At least ${Number(min_length)} characters.`);
  return { value };
}

function option({ options, initial_option }: Json, given: string | undefined): Json | undefined {
  if (given === undefined) return initial_option === undefined ? undefined : { selected_option: initial_option };
  const chosen = (options as Json[]).find(({ value }) => value === given);
  if (chosen === undefined) throw new NotOnScreen(409, 'The list has no such option.');
  return { selected_option: chosen };
}
