import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { channelErrors } from '../errors.ts';

/**
 * Addresses that are not on the public Internet: the IANA special-purpose registries (RFC 6890 and its updates), multicast,
 * and the metadata service of a cloud that sits on a public address.
 */
const REFUSED_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Within 2000::/3, the only part of IPv6 that is routed: protocol assignments with Teredo, documentation, 6to4. */
const REFUSED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** Where the machines of a cloud ask for their own secrets: no partner, whatever network is allowed. */
const METADATA_IPV4 = ['100.100.100.200/32', '168.63.129.16/32', '169.254.0.0/16'];
const METADATA_IPV6 = ['fe80::/10', 'fd00:ec2::254/128'];

/** Which addresses may be connected to. */
export type Reach = 'public' | 'private';

const refusedIpv4 = blockList(REFUSED_IPV4, 'ipv4');
const refusedIpv6 = blockList(REFUSED_IPV6, 'ipv6');
const routedIpv6 = blockList(['2000::/3'], 'ipv6');
const metadataIpv4 = blockList(METADATA_IPV4, 'ipv4');
const metadataIpv6 = blockList(METADATA_IPV6, 'ipv6');

/**
 * True unless the text is an IP address within reach: on the public Internet, or (`private`) anywhere but at a metadata
 * service. On the public Internet, IPv4 addresses inside IPv6 notation are refused as a whole.
 */
export function isRefusedAddress(address: string, reach: Reach = 'public'): boolean {
  return reach === 'public' ? isSpecial(address) : isMetadata(address);
}

function isMetadata(address: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return true;
  // An IPv4 rule also meets the IPv4 address inside an IPv6 one (RFC 4291, section 2.5.5.2).
  const asFamily = family === 4 ? 'ipv4' : 'ipv6';
  return metadataIpv4.check(address, asFamily) || metadataIpv6.check(address, asFamily);
}

function isSpecial(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return refusedIpv4.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return true;
  return !routedIpv6.check(address, 'ipv6') || refusedIpv6.check(address, 'ipv6');
}

/**
 * A name resolution for sockets that only ever gives addresses within reach: what is checked is what is connected to, so a
 * name that changes between check and connection gains nothing.
 */
export function guardedLookup(reach: Reach): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const [first, ...others] = found.filter(({ address }) => !isRefusedAddress(address, reach));
      if (first === undefined) return callback(refusal(hostname, found[0]?.address ?? 'none'), '');
      if (options.all) return callback(null, [first, ...others]);
      callback(null, first.address, first.family);
    });
  };
}

export function refusal(host: string, address: string): Error {
  return channelErrors.create('CHANNEL_ADDRESS_REFUSED', { host, address });
}

/** The host of a URL when it is an IP address; null for a name. The URL parser has turned every notation into the usual one. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(host) === 0 ? null : host;
}

function blockList(networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [base = '', bits] = network.split('/');
    list.addSubnet(base, Number(bits), family);
  }
  return list;
}
