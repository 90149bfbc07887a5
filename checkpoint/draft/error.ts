/** A recipe, or one of its values, that cannot be applied. Nothing has been written. */
export class EditError extends Error {
  override readonly name = "EditError";
  /** Place in the checkpoint: file and path; absent if the recipe itself is wrong. */
  readonly place: string | undefined;

  constructor(message: string, place?: string) {
    super(place === undefined ? message : `${place}: ${message}`);
    this.place = place;
  }
}
