import type { Transporter } from 'nodemailer'

/** How long each step of talking to a mail server may take, and all of them together, in milliseconds: less than a lease of the queue. */
export const mailLimits = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
}
export const mailLimit = 45_000

const transports = new Map<string, Promise<Transporter>>()

/** What speaks to the mail server of that URL. Each mail has a connection of its own, so that it is certain which one a failure was of. */
export function transportTo(url: string): Promise<Transporter> {
  const known = transports.get(url)
  if (known) return known
  const made = makeTransport(url)
  transports.set(url, made)
  return made
}

async function makeTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({ url, ...mailLimits })
  // Whoever sends hears of it too; what nobody listens to would end the process.
  transport.on('error', () => {})
  return transport
}
