/** A place of the studio in the forms that it can be copied as. All of them have the same content. */
export interface Forms {
  readonly json: string;
  /** Command line of critgen. */
  readonly command: string;
  /** Program for Node that prints it. */
  readonly typescript: string;
}
