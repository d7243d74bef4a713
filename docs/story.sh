#!/usr/bin/env bash
# Plays the story of the README against a running demo, with nothing but bash and curl, and says at the first step that
# goes wrong what went wrong.
#
#   npm run demo        in one terminal
#   docs/story.sh       in another
#
# docs/story.sh [simulator [page]]: origins such as http://127.0.0.1:3000; without them those in .baton/demo.json.
# The page is where the clock is moved. CARD_WITHIN_MS: how long the card may take (2000).
set -euo pipefail

PHONE=27825551234
NUMBER='+27 ••••• 1234'
AGENT=U_THANDI
AGENT_NAME='Thandi'
CARD_WITHIN_MS=${CARD_WITHIN_MS:-2000}
PATIENCE_S=30

fail() { printf '  ✗ %s\n' "$1" >&2; exit 1; }
pass() { printf '  ✓ %s\n' "$1"; }
chapter() { printf '\n%s\n' "$1"; }

# --- the control API of the simulator (docs/simulator.md), and the page's clock

fact() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" .baton/demo.json; }

if [ $# -gt 0 ]; then
  SIMULATOR=$1
  PAGE=${2:-$1}
else
  [ -f .baton/demo.json ] || fail 'No demo is running here: type "npm run demo" and wait until it says that it is up.'
  SIMULATOR=$(fact simulator)
  PAGE=$(fact page)
fi

get() { curl -sSf "$SIMULATOR/control/$1" || fail "The simulator does not answer GET /control/$1."; }
post() { curl -sSf -X POST -H 'content-type: application/json' -d "$2" "$1" || fail "POST $1 was refused: $2"; }
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"; }

says() { post "$SIMULATOR/control/customers/$PHONE/messages" "{\"text\":$(quoted "$1")}" >/dev/null; }
taps() { post "$SIMULATOR/control/customers/$PHONE/messages" "{\"button\":$(quoted "$1")}" >/dev/null; }
clicks() { post "$SIMULATOR/control/slack/actions" "{\"user\":\"$AGENT\",\"ts\":\"$1\",\"action_id\":\"$2\"}" >/dev/null; }
writes() { post "$SIMULATOR/control/slack/messages" "{\"user\":\"$AGENT\",\"thread_ts\":\"$CARD\",\"text\":$(quoted "$1")}" >/dev/null; }
minutes_pass() { post "$PAGE/page/advance" "{\"phone\":\"$PHONE\",\"minutes\":$1}" >/dev/null; }

# --- what people see: one message a line

phone() {
  get "customers/$PHONE/messages" | sed 's/},{"id":"wamid/}\
{"id":"wamid/g'
  echo
}
slack() {
  get slack/messages | sed 's/{"ts":"/\
{"ts":"/g'
  echo
}

count() { grep -c "$@" || true; }
business() { phone | tail -n "+$((MARK + 1))" | grep '"from":"business"' || true; }
text_of() { sed -E 's/^.*"kind":"[a-z]*","text":"(([^"\\]|\\.)*)".*$/\1/'; }
button_of() { sed -nE "s/^.*\{\"id\":\"([^\"]*)\",\"title\":\"$1\"\}.*$/\1/p"; }
ts_of() { sed -nE 's/^\{"ts":"([^"]*)".*$/\1/p'; }

card() { slack | grep -v '"thread_ts"' | grep -F "$NUMBER" | tail -n 1 || true; }
card_text() { card | sed -E 's/^\{"ts":"[^"]*","text":"(([^"\\]|\\.)*)".*$/\1/'; }
thread() { slack | grep -F "\"thread_ts\":\"$CARD\"" || true; }

# --- waiting and judging

mark() { MARK=$(phone | count '"id":"wamid'); }

# until_so <sentence on failure> <command …>: repeats the command until it succeeds.
until_so() {
  local sentence=$1 end=$((SECONDS + PATIENCE_S))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "$sentence"
    sleep 0.1
  done
}

something_new() { [ -n "$(business)" ]; }
card_says() { card_text | grep -Eiq "$1"; }
card_is_new() { [ "$(card | ts_of)" != "$OLD_CARD" ] && [ -n "$(card | ts_of)" ]; }
thread_says() { thread | grep -Fq "$1"; }
asked_in_thread() { [ "$(thread | count '"action_id":"keep_with_us"')" -gt "$QUESTIONS" ]; }

# asks <question> <what the answer has to say> <name of the step>
asks() {
  mark
  says "$1"
  until_so "\"$1\" was not answered." something_new
  ANSWER=$(business | sed -n 1p)
  printf '%s' "$ANSWER" | grep -q '"author":"assistant"' || fail "\"$1\" was not answered by the assistant: $ANSWER"
  printf '%s' "$ANSWER" | text_of | grep -Eiq "$2" || fail "\"$1\" got a wrong answer: $(printf '%s' "$ANSWER" | text_of)"
  pass "$3"
}

# is_heard_in_silence <text>: the customer writes, the thread has it, and nothing but people answers.
is_heard_in_silence() {
  says "$1"
  until_so "\"$1\" never came into the thread." thread_says "$1"
}

nothing_from() {
  local sent
  sent=$(business | count "\"author\":\"$1\"")
  [ "$sent" = 0 ] || fail "The $1 spoke while people had the conversation: $(business | tail -n 1)"
}

# --- the story

chapter "1. Questions at any hour ($SIMULATOR)"
asks 'What are your trading hours?' '08:00' 'trading hours: answered'
asks 'How much is delivery?' 'R ?[0-9]+' 'the price of delivery: answered'
asks 'Are you open on public holidays?' 'closed' 'public holidays: answered'
asks 'Where is my order #5544?' 'deliver.*https?://' 'order #5544: looked up, delivered, with the tracking link'

chapter '2. A person is needed'
OLD_CARD=$(card | ts_of)
mark
says 'It was delivered but a part is missing'
until_so 'No card came into the Slack channel.' card_is_new
CARD=$(card | ts_of)
until_so 'The customer reads nothing about a person who is coming.' something_new
JOURNAL=$(get journal | grep -E '"kind":"(message|chat.postMessage)"')
at() { grep -F "$1" <<<"$JOURNAL" | grep -F "$2" | tail -n 1 | sed -E 's/^\{"seq":[0-9]+,"at":([0-9]+),.*$/\1/'; }
TOOK=$(($(at '"kind":"chat.postMessage"' "\"ts\":\"$CARD\"") - $(at '"vendor":"whatsapp","direction":"fromVendor"' 'a part is missing')))
[ "$TOOK" -le "$CARD_WITHIN_MS" ] || fail "The card took $TOOK ms."
pass "the card is in Slack after $TOOK ms"
for part in '🚨 New handoff' "Customer: .*\\$NUMBER" 'Issue: .*missing' 'Reason: .*missing' 'Waiting since: ' 'Last messages' \
  'It was delivered but a part is missing'; do
  card_says "$part" || fail "The card does not show \"$part\": $(card_text)"
done
for button in take_over resolve transcript; do
  card | grep -q "\"action_id\":\"$button\"" || fail "The card has no button $button."
done
pass 'it shows customer, issue, reason, waiting since, the last messages and buttons'
LINK=$(card | grep -oE '"url":"[^"]*/transcript/[^"]*"' | sed -n 1p | cut -d '"' -f 4)
PAGE_TEXT=$(curl -sSf "$LINK") || fail "The link to the transcript does not open: $LINK"
grep -q 'It was delivered but a part is missing' <<<"$PAGE_TEXT" || fail 'The transcript lacks what the customer wrote.'
pass 'its link opens the full transcript'
until_so 'No summary came onto the card.' card_says 'summary'
SUMMARY=$(card_text)
grep -Eiq 'Asked for: [^\\]*(order|track)' <<<"$SUMMARY" || fail "The summary does not say what was asked for: $SUMMARY"
grep -Eiq 'Was told: [^\\]*5544[^\\]*delivered' <<<"$SUMMARY" || fail "The summary does not say what was told: $SUMMARY"
grep -Eiq 'Wants: [^\\]*(missing|incomplete)' <<<"$SUMMARY" || fail "The summary does not say what is wanted: $SUMMARY"
pass 'the summary: asked for tracking, was told that #5544 was delivered, says that a part is missing'
[ "$(business | count '"author":"notice"')" = 1 ] || fail "The customer read more than one notice: $(business)"
nothing_from assistant
pass 'the customer has read one notice and nothing else'

chapter '3. A person has it, and nobody else speaks'
clicks "$CARD" take_over
until_so "The card does not say that $AGENT_NAME has it: $(card_text)" card_says "$AGENT_NAME has it"
pass "$AGENT_NAME pressed Take over: the card says so"
mark
for text in 'Hello? Is anybody there?' 'How much is delivery to Cape Town?' 'I want to talk to the assistant'; do
  is_heard_in_silence "$text"
done
nothing_from assistant
nothing_from notice
pass 'whatever the customer writes is in the thread, and the assistant is silent'
writes 'Hi, this is Thandi. Which part is missing?'
until_so "The agent's words did not reach the customer." something_new
business | grep '"author":"agent"' | text_of | grep -q 'Which part is missing?' || fail "The customer read something else: $(business)"
pass 'what the agent writes in the thread, the customer reads'
is_heard_in_silence 'The dough hook of the mixer'
pass 'what the customer answers is in the thread'
writes 'Thank you, a new one leaves today.'
until_so "The agent's second message did not reach the customer." eval "business | grep -q 'leaves today'"
is_heard_in_silence 'Do you also sell gift vouchers?'
nothing_from assistant
pass 'his next question goes to the thread as well, unanswered so far'

chapter '4. Half an hour without an agent'
QUESTIONS=$(thread | count '"action_id":"keep_with_us"')
mark
minutes_pass 10
until_so 'After 10 minutes the customer has not read that it takes longer.' something_new
[ "$(business | count '"author":"notice"')" = 1 ] || fail "The customer read something else: $(business)"
[ -z "$(button_of 'Ask the assistant' <<<"$(business)")" ] || fail "The customer is offered something: $(business)"
pass 'after 10 minutes without an answer the customer reads that the team has been reminded, and nothing else'
minutes_pass 19
if asked_in_thread; then fail 'The thread asked before 30 minutes were over.'; fi
minutes_pass 1
until_so 'After 30 minutes nobody asked in the thread.' asked_in_thread
thread | tail -n 1 | grep -q '"action_id":"hand_back"' || fail 'The question in the thread has no button to hand back.'
pass 'after 30 minutes, not before, the thread asks: Hand back to the assistant, or Keep it with us?'
mark
minutes_pass 10
until_so 'After 10 more minutes the customer was not asked.' something_new
ASKED=$(business | tail -n 1)
[ -n "$(button_of 'Keep waiting' <<<"$ASKED")" ] || fail "The customer cannot choose to keep waiting: $ASKED"
[ -n "$(button_of 'Ask the assistant' <<<"$ASKED")" ] || fail "The customer cannot choose the assistant: $ASKED"
nothing_from assistant
pass 'after 10 more the customer is asked: Keep waiting, or Ask the assistant?'

chapter '5. Only a confirmation brings the assistant back'
mark
taps "$(button_of 'Ask the assistant' <<<"$ASKED")"
until_so 'The assistant did not answer what was unanswered.' eval "business | grep -q '\"author\":\"assistant\"'"
business | grep '"author":"assistant"' | text_of | grep -Eiq 'voucher' || fail "The assistant answered something else: $(business)"
pass 'the customer chose the assistant: it answers what nobody had answered'
until_so 'The card does not say that the assistant is back.' card_says 'Handed back to the assistant'
pass 'the card says that it was handed back'
clicks "$CARD" take_over
until_so "The card does not say that $AGENT_NAME has it again." card_says "$AGENT_NAME has it"
mark
is_heard_in_silence 'How long does delivery to Durban take?'
QUESTIONS=$(thread | count '"action_id":"keep_with_us"')
minutes_pass 30
until_so 'After 30 minutes nobody asked in the thread.' asked_in_thread
nothing_from assistant
clicks "$(thread | grep '"action_id":"hand_back"' | tail -n 1 | ts_of)" hand_back
until_so 'The assistant did not answer what was unanswered.' eval "business | grep -q '\"author\":\"assistant\"'"
business | grep '"author":"assistant"' | text_of | grep -Eiq 'working days' || fail "The assistant answered something else: $(business)"
pass 'taken over again, the agent handed it back: the assistant answers what nobody had answered'

chapter 'The story is told.'
