export { assistantPauseWorkflow } from './assistant-pause';
export { conversationWorkflow } from './conversation/workflow';
export { modelOutageWorkflow } from './model-outage';
export { waitingListWorkflow } from './waiting-list';
