const DETAILS = [
  '**Why it is as it is** stands beside this, under *Current Details* (a worker has to run). In a terminal the same, with this workflow id: `npm run baton -- show <id>`.',
  '',
  '**To silence the assistant** in this conversation: `npm run baton -- pause <id>`; in all of them: `npm run baton -- pause`.',
  '',
  '**Do not reset it** to before a message went out: the message would go out again. **Terminate it** only to forget it: the next message of the customer begins a new one, and people get it first.',
  '',
  'More: docs/operations.md.',
].join('\n');

/** What Temporal UI shows of every conversation from its start. Nothing in it is the customer's. */
export const CONVERSATION_METADATA = { staticSummary: 'WhatsApp conversation', staticDetails: DETAILS } as const;
