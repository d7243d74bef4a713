export { assistantPauseWorkflow } from './assistant-pause';
export { conversationWorkflow } from './conversation/workflow';
