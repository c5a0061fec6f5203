import { RateLimiterMemory } from 'rate-limiter-flexible'

const quarterHour = 900

/** Slows the guessing of passwords down, by address and by name. It lives in this process: it need not outlive a restart. */
export function signInLimits() {
  const byAddress = new RateLimiterMemory({ points: 30, duration: quarterHour })
  const byName = new RateLimiterMemory({ points: 8, duration: quarterHour })
  return {
    /** Counts one try; false when there were too many from this address or for this name. */
    take: async (address: string, name: string) => (await took(byAddress, address)) && (await took(byName, name)),
    forget: (address: string, name: string) => Promise.all([byName.delete(name), byAddress.reward(address)]),
  }
}

/** Slows down how often a mail can be asked for. */
export function askingLimit() {
  const byAddress = new RateLimiterMemory({ points: 10, duration: quarterHour })
  return { take: (address: string) => took(byAddress, address) }
}

async function took(limit: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limit.consume(key)
    return true
  } catch (exhausted) {
    if (exhausted instanceof Error) throw exhausted
    return false
  }
}
