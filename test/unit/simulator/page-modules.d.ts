/** What the tests use of the demo page's modules, which are JavaScript for browsers. */

declare module '*/page/assets/diagram.js' {
  export const PLACES: Record<string, { x: number; y: number; lines: string[] }>;
}

declare module '*/page/assets/time.js' {
  export function spanOf(milliseconds: number): string;
  export function countdownOf(milliseconds: number): string;
  export function dayOf(at: number, now?: number): string;
}

declare module '*/page/assets/words.js' {
  interface Moment {
    id: number;
    kind: string;
    name: string;
    summary?: string;
    of?: number;
    seenAt: number;
  }
  export function decisionOf(decision: { rule: string; detail?: string }): { title: string; why: string; row?: string };
  export function isKnownRule(rule: string): boolean;
  export function isKnownDeadline(what: string): boolean;
  export function reasonOf(code: string): string;
  export function momentWords(moment: Moment, moments: Moment[]): { kind: string; name: string; note: string };
  export function eventUrl(workflowUrl: string | undefined, history: object | undefined, moment?: Moment): string;
  export function stateOf(conversation: { mode: string; handoff: string }): string;
  export function badgeOf(row: object, nameOf: (id: string) => string): { text: string; tone: string };
}

declare module '*/page/assets/worker-panel.js' {
  interface Outage {
    downAt: number;
    pid: number;
    upAt?: number;
    newPid?: number;
  }
  export function outageOf(before: Outage | undefined, worker: object): Outage | undefined;
  export function recordedMeanwhile(outage: Outage, moments: object[]): { id: number }[];
}

declare module '*/page/assets/tour-steps.js' {
  interface Step {
    title: string;
    role: string;
    done(world: object, mark: object): boolean;
  }
  export function createSteps(customer: { order: string; phone: string }): Step[];
}
