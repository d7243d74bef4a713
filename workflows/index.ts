export { assistantPauseWorkflow } from './assistant-pause';
export { closingWorkflow } from './closing';
export { conversationWorkflow } from './conversation/workflow';
export { modelOutageWorkflow } from './model-outage';
export { teamsCardWorkflow, teamsListWorkflow } from './teams-card';
export { waitingListWorkflow } from './waiting-list';
