/** The bytes that matter to comma-separated values and to decimal numbers, in ASCII. */
export const LINE_FEED: u8 = 0x0a;
export const CARRIAGE_RETURN: u8 = 0x0d;
export const QUOTE: u8 = 0x22;
export const PLUS: u8 = 0x2b;
export const COMMA: u8 = 0x2c;
export const MINUS: u8 = 0x2d;
export const POINT: u8 = 0x2e;
export const ZERO: u8 = 0x30;
export const LOWER_E: u8 = 0x65;

/** The bit that tells a lower-case letter from its capital. */
export const CASE_BIT: u8 = 0x20;
