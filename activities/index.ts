import { asyncLocalStorage, Context } from '@temporalio/activity';
import type { ClosingActivities } from '../workflows/closing';
import type { ConversationActivities, Waiting, WaitingNews } from '../workflows/conversation/ports';
import type { Settings } from '../workflows/conversation/settings';
import type { TeamsActivities } from '../workflows/teams-card';
import { createAssistantActivities } from './assistant/activities';
import { createEngines } from './assistant/engines';
import type { ModelCircuit } from './assistant/openai/breaker';
import { createChannels, type Announcer } from './channels';
import { following } from './knowledge/following';
import { createTexts } from './knowledge/texts';
import type { Knowledge } from './knowledge/types';
import type { DetectFileType } from './files/content';
import { createFetchFile } from './files/fetch-file';
import { createUploadFile } from './files/upload-file';
import { createSlackClient } from './slack/client';
import type { Matter } from './slack/closing';
import { createPace } from './slack/pace';
import { createSlackActivity } from './slack/post';
import { createDownloads } from './slack/downloads';
import { createUploads } from './slack/uploads';
import { createMediaSource, createMediaUpload } from './whatsapp/media';
import { createSendActivity, createShowTyping, createWhatsAppClient, type createStallWatch } from './whatsapp';

/** What the activities reach, and with which keys. */
export interface ActivityDependencies {
  whatsapp: { apiUrl: string; accessToken: string };
  /** Absent where people are not told in Slack. */
  slack:
    | {
        apiUrl: string;
        botToken: string;
        channelId: string;
        escalationChannelId?: string | undefined;
        agentGroup: string;
      }
    | undefined;
  /** Channels that tell of a new handoff and of those who wait, and nothing else. */
  announcers: Announcer[];
  teams: TeamsActivities;
  /** Absent with the engine `local`. */
  model: { apiKey: string; baseUrl: string; name: string } | undefined;
  /** Absent where the business has no orders service. */
  orders: { url: string; token: string } | undefined;
  /** What is in use at this moment: it may be replaced while conversations run. */
  knowledge: () => Knowledge;
  /** In force at the edge; every classification brings them to its conversation. */
  settings: () => Settings;
  /** Whether operators have paused the assistant; throws where that cannot be known. */
  paused(): Promise<boolean>;
  transcriptLink(workflowId: string): string;
  /** Conversations that people got because the model was away, and that nobody has taken. */
  countUnclaimed(): Promise<number>;
  tellWaitingList(news: WaitingNews): Promise<void>;
  listWaiting(): Promise<Waiting[]>;
  /** What is to be done before the business closes. */
  closing: ClosingActivities;
  /** Who the customer of a conversation is, and what it is about. */
  matterOf(workflowId: string): Promise<Matter | undefined>;
  /** Told when the model goes away or comes back, as this process sees it. */
  onModelCircuit?: (circuit: ModelCircuit) => void;
  stall: ReturnType<typeof createStallWatch>;
  detectFileType: DetectFileType;
}

/** Ms UTC by the conversation's clock, which may stand ahead of this computer's. */
const conversationTime = (): number =>
  Math.max(Date.now(), asyncLocalStorage.getStore()?.info.scheduledTimestampMs ?? 0);

/** Everything that a conversation does outside. Each activity makes one attempt and throws an ApplicationFailure. */
export function createActivities(
  deps: ActivityDependencies,
): ConversationActivities & ClosingActivities & TeamsActivities {
  const { knowledge, stall, settings, paused, orders, model: place } = deps;
  const model = place && { apiKey: place.apiKey, baseUrl: place.baseUrl, model: place.name };
  const client = createWhatsAppClient(deps.whatsapp);
  const showTyping = createShowTyping(client);
  return {
    ...createAssistantActivities({
      ...createEngines({
        now: conversationTime,
        knowledge,
        clock: () => settings().opening,
        orders,
        model,
        onModelCircuit: deps.onModelCircuit,
      }),
      settings,
      paused,
      showTyping: ({ phoneNumberId, lastMessageId }) => showTyping(phoneNumberId, lastMessageId),
      cancellation: () => Context.current().cancellationSignal,
      scheduledAt: () => Context.current().info.scheduledTimestampMs,
    }),
    countUnclaimed: () => deps.countUnclaimed(),
    tellWaitingList: (news) => deps.tellWaitingList(news),
    listWaiting: () => deps.listWaiting(),
    ...deps.closing,
    ...deps.teams,
    sendWhatsAppMessage: createSendActivity({ client, texts: following(knowledge, createTexts), stall, paused }),
    ...filesOf(deps),
    postToSlack: createChannels({ slack: slackOf(deps), announcers: deps.announcers }),
  };
}

function filesOf({ whatsapp, slack, detectFileType: detect }: ActivityDependencies) {
  const attempt = () => {
    const context = Context.current();
    return { signal: context.cancellationSignal, heartbeat: () => context.heartbeat() };
  };
  const way = slack && {
    client: createSlackClient({ token: slack.botToken, apiUrl: slack.apiUrl }),
    apiUrl: slack.apiUrl,
    token: slack.botToken,
  };
  const [uploads, downloads] = [way && createUploads(way), way && createDownloads(way)];
  return {
    fetchFile: createFetchFile({ media: createMediaSource(whatsapp), uploads, detect, attempt }),
    uploadFile: createUploadFile({ downloads, upload: createMediaUpload(whatsapp), detect, attempt }),
  };
}

function slackOf({ slack, transcriptLink, matterOf, stall }: ActivityDependencies) {
  if (slack === undefined) return undefined;
  const { botToken, apiUrl, channelId, escalationChannelId, agentGroup } = slack;
  return createSlackActivity({
    client: createSlackClient({ token: botToken, apiUrl }),
    links: { transcript: transcriptLink },
    ...{ matterOf, channelId, escalationChannelId, agentGroup, stall },
    pace: createPace(Date.now),
    now: Date.now,
  });
}
