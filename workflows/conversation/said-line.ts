/** A customer's message in the thread. `quoted`: the line that it answers or reacts to. */
export interface SaidLine {
  text: string;
  at: number;
  quoted?: string;
}
