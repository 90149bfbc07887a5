/**
 * Whether a message, an enum or a field (`message.field`) may well be declared in what could not be read, or was refused:
 * then nobody needs to be told that it is not there.
 */
export type IsLost = (name: string) => boolean;
