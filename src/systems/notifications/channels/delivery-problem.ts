/** Why a message could not be handed over: a short code, never the words of the other side, which may repeat the message. */
export class DeliveryProblem extends Error {
  readonly code: string;
  /** Trying again cannot help: there is no such address, or the message is not wanted. */
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean) {
    super(code);
    this.name = 'DeliveryProblem';
    this.code = code;
    this.permanent = permanent;
  }
}
