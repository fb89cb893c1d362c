/** Weaknesses of RSA moduli that anyone can find out without the private key. */

/** Primes below 752 (CA/Browser Forum BR §6.1.6): a modulus that one of them divides is no product of two large primes. */
const SMALL_PRIMES: readonly bigint[] = sieve(752);

function sieve(below: number): bigint[] {
  const isComposite = new Uint8Array(below);
  const primes: bigint[] = [];
  for (let n = 2; n < below; n++) {
    if (isComposite[n]) continue;
    primes.push(BigInt(n));
    for (let multiple = n * n; multiple < below; multiple += n) isComposite[multiple] = 1;
  }
  return primes;
}

/** Whether a prime below 752 divides the modulus. */
export const hasSmallFactor = (modulus: bigint): boolean => SMALL_PRIMES.some((prime) => modulus % prime === 0n);

/** Up to here the generator of ROCA multiplied its primes. */
const MOST_ROCA_PRIME = 167n;
const ROCA_GENERATOR = 65537n;

/** For each odd prime to 167 the remainders that powers of 65537 leave. */
const ROCA_REMAINDERS: readonly { prime: bigint; powers: ReadonlySet<bigint> }[] = SMALL_PRIMES.filter(
  (prime) => prime > 2n && prime <= MOST_ROCA_PRIME,
).map((prime) => {
  const powers = new Set<bigint>();
  for (let power = 1n; !powers.has(power); power = (power * ROCA_GENERATOR) % prime) powers.add(power);
  return { prime, powers };
});

/**
 * Whether the modulus bears the mark of a faulty generator in chips (ROCA, CVE-2017-15361): modulo every small prime it is a
 * power of 65537. A sound modulus is taken for one once in some hundred million.
 */
export const isMarkedByRoca = (modulus: bigint): boolean =>
  ROCA_REMAINDERS.every(({ prime, powers }) => powers.has(modulus % prime));

const FERMAT_ROUNDS = 100;

/** Whether Fermat's method splits the modulus in 100 rounds: its two primes are too close (CVE-2022-26320; BR §6.1.1.3). */
export function hasClosePrimes(modulus: bigint): boolean {
  let root = squareRoot(modulus);
  if (root * root < modulus) root += 1n;
  for (let round = 0; round < FERMAT_ROUNDS; round++, root += 1n) {
    const rest = root * root - modulus;
    // A square ends on 0, 1, 4 or 9 in base 16: three of four are told by that alone.
    const last = rest & 15n;
    if (last !== 0n && last !== 1n && last !== 4n && last !== 9n) continue;
    const side = squareRoot(rest);
    if (side * side === rest) return true;
  }
  return false;
}

/** The whole part of the square root (Newton). */
function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(value.toString(16).length * 2) + 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
