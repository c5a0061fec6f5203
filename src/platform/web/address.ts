import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { type Config, ConfigError } from '../config.ts'

declare module 'hono' {
  interface ContextVariableMap {
    clientAddress: string
  }
}

const kindOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** The networks whose forwarded headers are believed. Throws ConfigError for one that is not an address or a CIDR. */
export function trusted(config: Config): BlockList {
  const list = new BlockList()
  for (const entry of config.trustedProxies) {
    const [address = '', bits] = entry.split('/')
    if (!isIP(address)) throw new ConfigError(`TRUSTED_PROXIES must list addresses or networks, not "${entry}".`)
    if (bits === undefined) list.addAddress(address, kindOf(address))
    else list.addSubnet(address, Number(bits), kindOf(address))
  }
  return list
}

/** The client's address: the connection's own, or, from a trusted proxy, the last forwarded one that is not a trusted proxy itself. */
export function clientAddress(c: Context, proxies: BlockList): string {
  let address = 'unknown'
  try {
    address = plain(getConnInfo(c).remote.address ?? 'unknown')
  } catch {
    // A request made by a test has no connection.
  }
  const believed = (candidate: string) => isIP(candidate) !== 0 && proxies.check(candidate, kindOf(candidate))
  if (!believed(address)) return address
  const forwarded = (c.req.header('x-forwarded-for') ?? '')
    .split(',')
    .map((part) => plain(part.trim()))
    .filter((part) => isIP(part))
  return forwarded.reverse().find((candidate) => !believed(candidate)) ?? address
}

/** The eight groups of an IPv6 address, each without leading zeros. */
function groupsOf(address: string): string[] {
  const [bare = ''] = address.split('%')
  const [head = '', tail] = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::')
  const groups = (part: string) => part.split(':').filter(Boolean)
  if (tail === undefined) return groups(head)
  const missing = 8 - groups(head).length - groups(tail).length
  return [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
}

/** An address as it is kept: one of IPv4 that is written as IPv6 (RFC 4291, section 2.5.5.2) is the one of IPv4. */
function plain(address: string): string {
  if (isIP(address) !== 6) return address
  const [a, b, c, d, e, mark, high = '', low = ''] = groupsOf(address)
  if (mark !== 'ffff' || ![a, b, c, d, e].every((group) => group === '0')) return address
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.')
}

/** The network that limits count by: an IPv4 address, or the first 64 bits of an IPv6 one, of which each customer has 2⁶⁴. */
export const networkOf = (address: string): string =>
  isIP(address) === 6 ? `${groupsOf(address).slice(0, 4).join(':')}::/64` : address
