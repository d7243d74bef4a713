/** Something that a person cannot do because it is not on the screen; `status` is that of the control API. */
export class NotOnScreen extends Error {
  constructor(
    readonly status: 404 | 409,
    message: string,
  ) {
    super(message);
  }
}
