import { CONVERSATION_WORKFLOW } from '../workflows/conversation/messages';

/** Temporal's list filter for conversations that have not ended; more is joined to it by AND. */
export const OPEN_CONVERSATIONS = `ExecutionStatus = "Running" AND WorkflowType = "${CONVERSATION_WORKFLOW}"`;
