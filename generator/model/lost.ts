/**
 * Returns whether a message, an enum or a field (`message.field`) may be declared in text that critgen could not read
 * or has refused. Then it is no problem that the name is missing.
 */
export type IsLost = (name: string) => boolean;
