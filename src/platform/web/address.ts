import { BlockList, isIP } from 'node:net'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import { type Config, ConfigError } from '../config.ts'

const kindOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')
const plain = (address: string) => address.replace(/^::ffff:(?=\d+\.)/, '')

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
