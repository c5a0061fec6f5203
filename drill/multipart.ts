import { randomBytes } from 'node:crypto'

interface File {
  field: string
  name: string
  bytes: Buffer
}

/** A form with a file as a browser sends it, and where in it the file's bytes begin. */
export function multipart(fields: readonly (readonly [string, string])[], files: readonly File[]) {
  const boundary = `----drill${randomBytes(12).toString('hex')}`
  const parts: Buffer[] = []
  for (const [name, value] of fields)
    parts.push(Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`))
  let start = 0
  for (const { field, name, bytes } of files) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`
    parts.push(Buffer.from(head))
    start ||= Buffer.concat(parts).length
    parts.push(bytes, Buffer.from('\r\n'))
  }
  parts.push(Buffer.from(`--${boundary}--\r\n`))
  return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(parts), start }
}
