import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Desk } from '../desk';
import { escapeMarkup, SENTENCES } from '../sentences';
import { away } from './away';
import { byNumber } from './by-number';
import { openReply } from './canned-reply';
import { find } from './find';
import { pause } from './pause';

type CommandArguments = AllMiddlewareArgs & SlackCommandMiddlewareArgs;

/** `/baton take <number>`, `find <number>`, `reply <name>`, `away [until]`, `back`, `pause [number]`, `resume` and `help`. */
export function command(desk: Desk) {
  return async (args: CommandArguments): Promise<void> => {
    const began = desk.now();
    const [, word = '', rest = ''] = /^\s*(\S*)\s*([^]*)$/.exec(args.command.text) ?? [];
    const wanted = word.toLowerCase();
    const alone = rest.trim() === '';
    if (wanted === 'take') await byNumber(desk, args, { kind: 'takeOver', number: rest, began });
    else if (wanted === 'find') await find(desk, args, rest);
    else if (wanted === 'pause' && !alone) await byNumber(desk, args, { kind: 'pause', number: rest, began });
    else if (wanted === 'resume' && !alone) await args.ack(shown(SENTENCES.resumesAll));
    else if (wanted === 'pause' || wanted === 'resume') await pause(desk, args, wanted);
    else if (wanted === 'away' || wanted === 'back') await away(desk, args, wanted, rest);
    else if (wanted === 'reply') await openReply(desk, args, rest, began);
    else await args.ack(shown(SENTENCES.help));
  };
}

const shown = (text: string) => ({ response_type: 'ephemeral' as const, text: escapeMarkup(text) });
