import { z } from 'zod';
import { agentIds, publicUrl, secretOf } from './kinds';
import { optional, required } from './variable';

/** The desk page, `/desk`: who signs people in, and who they may be. Without an issuer there is none. */
export const desk = {
  issuer: optional({
    name: 'DESK_OIDC_ISSUER',
    parse: publicUrl,
    about:
      'Turns on the desk page, `/desk`: the OpenID Connect issuer that signs agents in, such as `https://slack.com`. [The desk page](desk.md).',
    defaultAbout: 'no desk page',
    expects: 'the https address of an OpenID Connect issuer (http only on this computer)',
  }),
  clientId: optional({
    name: 'DESK_OIDC_CLIENT_ID',
    parse: z.string().regex(/^\S+$/),
    about: 'The client that the issuer knows Baton as. Its redirect address is `BATON_PUBLIC_URL` + `/desk/signed-in`.',
    expects: 'the client id from the issuer, without spaces',
  }),
  clientSecret: optional({
    name: 'DESK_OIDC_CLIENT_SECRET',
    secret: true,
    parse: secretOf(8),
    about: 'Its secret.',
    expects: 'the client secret from the issuer, at least 8 characters without spaces',
  }),
  claim: required({
    name: 'DESK_OIDC_CLAIM',
    parse: z.string().min(1).max(200),
    about:
      'The claim of the ID token that is the agent’s id. With Slack `sub` is the Slack user id, so that an agent is the same one in Slack and on the desk page.',
    default: 'sub',
    expects: 'the name of a claim, such as sub',
  }),
  agents: optional({
    name: 'DESK_AGENTS',
    parse: agentIds,
    about: 'Who works with customers on the desk page: ids, separated by commas.',
    defaultAbout: 'the members of `SLACK_AGENT_GROUP`',
    expects: 'ids of agents separated by commas, letters, digits and _ . | : - alone',
  }),
  operators: optional({
    name: 'DESK_OPERATORS',
    parse: agentIds,
    about:
      'Who reads everything on the desk page and writes to nobody: ids, separated by commas. Who is named in both does both.',
    defaultAbout: 'nobody',
    expects: 'ids separated by commas, letters, digits and _ . | : - alone',
  }),
};
