import { createHash, randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { composedPassword } from '../domain/account-fields.ts';
import { DatabaseError } from '../domain/errors.ts';

interface Parameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes. */
const RECOMMENDED: Parameters = { memoryKiB: 65_536, passes: 3, lanes: 4 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/**
 * The key that proves a password to the database, derived on this machine so that the password never leaves it. About 100 ms
 * and 64 MiB.
 *
 * @param challenge `$argon2id$v=19$m=…,t=…,p=…$salt$` as the database gives it for a user name.
 */
export async function deriveKey(password: string, challenge: string): Promise<Buffer> {
  const { parameters, salt } = parseChallenge(challenge);
  return argon2Key(password, salt, parameters);
}

/**
 * What the database stores for a new password: PHC-like, with the SHA-256 of the derived key in the place of the key, so that
 * who reads the column still cannot log in.
 */
export async function newVerifier(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await argon2Key(password, salt, RECOMMENDED);
  const { memoryKiB, passes, lanes } = RECOMMENDED;
  const verifier = createHash('sha256').update(key).digest();
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${unpadded(salt)}$${unpadded(verifier)}`;
}

function argon2Key(
  password: string,
  salt: Buffer,
  { memoryKiB, passes, lanes }: Parameters,
): Promise<Buffer> {
  return argon2.hash(composedPassword(password), {
    type: argon2.argon2id,
    raw: true,
    salt,
    hashLength: KEY_BYTES,
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
  });
}

const CHALLENGE = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$$/;

/**
 * Refuses parameters that only a database which wants the password would ask for (cheap ones make the key it is sent easy to
 * guess from), and those that would exhaust this machine.
 */
function parseChallenge(challenge: string): { parameters: Parameters; salt: Buffer } {
  const [, memory, passes, lanes, salt] = CHALLENGE.exec(challenge) ?? [];
  const parameters = { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const acceptable =
    salt !== undefined &&
    parameters.memoryKiB * parameters.passes >= RECOMMENDED.memoryKiB * RECOMMENDED.passes &&
    parameters.memoryKiB <= 16 * RECOMMENDED.memoryKiB &&
    parameters.passes <= 16 &&
    parameters.lanes >= 1 &&
    parameters.lanes <= 16;
  if (!acceptable) {
    throw new DatabaseError('The database asks for an unsafe way of hashing the password', {
      hint: 'Nothing was sent. Check that DATABASE_URL names the database that you mean.',
    });
  }
  return { parameters, salt: Buffer.from(salt, 'base64') };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
