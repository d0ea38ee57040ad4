import { hkdfSync } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/**
 * Authenticated encryption (JWE, direct A256GCM) under a key of its own for each purpose and subject: a session's
 * blob opens only with the secret and the session id, so neither the database nor the secret alone reveals it.
 */
export class Seal {
  constructor(private readonly secret: string) {}

  async close(purpose: string, subject: string, value: unknown): Promise<string> {
    const plaintext = new TextEncoder().encode(JSON.stringify(value));
    return new CompactEncrypt(plaintext)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(this.key(purpose, subject));
  }

  /** null for anything that was not closed here for this purpose and subject. */
  async open(purpose: string, subject: string, sealed: string): Promise<unknown> {
    try {
      const { plaintext } = await compactDecrypt(sealed, this.key(purpose, subject), {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return JSON.parse(new TextDecoder().decode(plaintext));
    } catch {
      return null;
    }
  }

  private key(purpose: string, subject: string): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.secret, subject, `tessera-edge:${purpose}`, 32));
  }
}
