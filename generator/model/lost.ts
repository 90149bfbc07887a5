/**
 * Reports whether a message, an enum or a field (`message.field`) may be declared in a part that could not be read, or
 * was refused. Then its absence is no problem.
 */
export type IsLost = (name: string) => boolean;
