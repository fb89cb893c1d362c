import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Config } from '../../../kernel/config.ts';
import { addressBytes } from '../certificate/machine-name.ts';

/**
 * Which addresses the house asks for a proof. Whoever orders a certificate chooses the name and so the address: without rules he
 * could have the house ask its own database, its metadata service, or a neighbour that trusts it. A state's network is private,
 * so private addresses are asked; what is only this machine or this link is not, but for a loopback demonstration.
 */

/** Not asked unless the setting says so: this host, this link, groups, and forms that hide another address. */
const NEVER: readonly [network: string, bits: number, family: 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['2002::', 16, 'ipv6'],
];

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
const never = new BlockList();
for (const [network, bits, family] of NEVER) never.addSubnet(network, bits, family);

/** Whether an address may be asked, by the setting `ACME_ADDRESSES`. An IPv4 address within IPv6 is judged as what it is. */
export function allowedAddresses({
  acmeAddresses,
  demo,
}: Pick<Config, 'acmeAddresses' | 'demo'>): (address: string) => boolean {
  if (acmeAddresses === undefined)
    return (address) => {
      const [plain, family] = plainAddress(address);
      return family !== undefined && !never.check(plain, family) && (demo || !loopback.check(plain, family));
    };
  const allowed = new BlockList();
  for (const range of acmeAddresses) {
    const [address = '', bits] = range.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    allowed.addSubnet(address, bits === undefined ? (family === 'ipv4' ? 32 : 128) : Number(bits), family);
  }
  return (address) => {
    const [plain, family] = plainAddress(address);
    return family !== undefined && allowed.check(plain, family);
  };
}

const MAPPED_BYTES = Buffer.from('00000000000000000000ffff', 'hex');

function plainAddress(address: string): [address: string, family: 'ipv4' | 'ipv6' | undefined] {
  const bytes = addressBytes(address);
  if (bytes?.length === 16 && bytes.subarray(0, 12).equals(MAPPED_BYTES)) return [bytes.subarray(12).join('.'), 'ipv4'];
  return [address, isIPv4(address) ? 'ipv4' : isIPv6(address) && bytes ? 'ipv6' : undefined];
}
