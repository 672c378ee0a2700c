/** What the result screen uses of lean-qr. */
export function generate(text: string): { readonly size: number; get(x: number, y: number): boolean };
