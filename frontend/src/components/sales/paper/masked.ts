/** A number as a sheet shows it: paper lies about, and the whole number alone opens a device's services. */
export const masked = (number: string): string => `••••-••••-••••-${number.slice(-4)}`;
