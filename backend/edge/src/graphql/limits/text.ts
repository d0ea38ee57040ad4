import { Lexer, Source, TokenKind } from 'graphql';
import { BOUNDS, Refused, refuseAbove } from './bounds.js';

const OPENING: ReadonlySet<string> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<string> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** Bounds the text before the recursive parser sees it: one pass over its tokens. */
export function guardText(query: string): void {
  if (query.length > BOUNDS.queryBytes || Buffer.byteLength(query) > BOUNDS.queryBytes) {
    throw new Refused('DOCUMENT_TOO_LARGE', `The document is larger than ${String(BOUNDS.queryBytes)} bytes.`);
  }
  const lexer = new Lexer(new Source(query));
  let tokens = 0;
  let open = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1;
    refuseAbove('DOCUMENT_TOO_LARGE', 'Tokens in the document', tokens, BOUNDS.tokens);
    if (OPENING.has(token.kind)) {
      open += 1;
      refuseAbove('DOCUMENT_TOO_DEEP', 'Brackets open at once', open, BOUNDS.nesting);
    } else if (CLOSING.has(token.kind)) open -= 1;
  }
}
