/** A phone as it is kept, so that one phone is one text: a Chinese mobile without its country code. */
export function phoneKept(phone: string): string {
  return phone.replace(/^(\+86|0086|86)(?=1\d{10}$)/, '');
}

/** An ID number as it is kept: `x` and `X` are the same check digit, and brackets are only written (CRM-1). */
export function idNumberKept(idNumber: string): string {
  return idNumber.toUpperCase().replace(/[()-]/g, '');
}

/** `138****1234`; of a shorter number only the last two digits (ALL-9). */
export function phoneMasked(phone: string): string {
  return phone.length < 11 ? `****${phone.slice(-2)}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** `林*`, `林**`: the first character, and that there are more (ALL-9). */
export function nameMasked(name: string): string {
  const characters = [...name];
  return `${characters[0] ?? ''}${'*'.repeat(Math.min(2, Math.max(1, characters.length - 1)))}`;
}

/** `440*************34`: enough to tell two of one family apart, not to know either (ALL-9). */
export function idNumberMasked(idNumber: string): string {
  const shown = idNumber.length < 8 ? 0 : 3;
  return `${idNumber.slice(0, shown)}${'*'.repeat(Math.max(4, idNumber.length - shown - 2))}${idNumber.slice(-2)}`;
}
