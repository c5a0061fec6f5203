import { SMTPServer } from 'smtp-server'

interface Received {
  to: string
  /** The whole message with both its texts, decoded from quoted-printable (RFC 2045, section 6.7). */
  text: string
}

const decoded = (message: string) =>
  message
    .replace(/=\r\n/g, '')
    .replace(/(=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString())

/** A real mail server on a free loopback port, which takes what it is told to take. */
export function mailServer() {
  const received: Received[] = []
  const state = { refuse: false, refuseAfterData: false }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, callback) =>
      callback(state.refuse ? Object.assign(new Error('mailbox is full'), { responseCode: 452 }) : null),
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk) => chunks.push(chunk))
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo[0]!.address, text: decoded(Buffer.concat(chunks).toString()) })
        callback(state.refuseAfterData ? Object.assign(new Error('try later'), { responseCode: 451 }) : null)
      })
    },
  })
  return {
    received,
    state,
    /** Gives its address, as `SMTP_URL` takes it. */
    async listen(): Promise<string> {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `smtp://127.0.0.1:${(server.server.address() as { port: number }).port}`
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}
