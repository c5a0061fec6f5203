import { Readable } from 'node:stream'
import type { Stored } from '#src/documents/add.ts'
import type { App } from '#src/platform/app.ts'
import { loadSharp } from '#src/platform/files/pixels.ts'
import { sampleBytes, typeOf } from '#src/platform/files/type.ts'
import { seeded } from './dice.ts'

const brackets = /[\\()]/g

/** One page with a title and lines of text: as small as a PDF can be. */
export function pdf(title: string, lines: readonly string[]): Buffer {
  const said = (text: string) => `(${text.replace(brackets, '\\$&')}) Tj`
  const page = [
    ...['BT', '/F2 16 Tf', '56 770 Td', said(title), '/F1 10 Tf', '0 -32 Td', '15 TL'],
    ...lines.map((text) => `${said(text)} T*`),
    'ET',
  ].join('\n')
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 6 0 R /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> >>',
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const place = text.length
    text += `${i + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const end = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`
  // One byte for each character, also for accents: places are counted in bytes.
  return Buffer.from(text, 'latin1')
}

/** A receipt on a dark table, as a telephone would take it. */
export async function receipt(seed: number): Promise<Buffer> {
  const [width, height, channels] = [600, 800, 3] as const
  const dice = seeded(seed)
  const pixels = Buffer.alloc(width * height * channels)
  const fill = (
    left: number,
    top: number,
    right: number,
    bottom: number,
    [r, g, b]: readonly [number, number, number],
  ) => {
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) pixels.set([r, g, b], (y * width + x) * channels)
  }
  fill(0, 0, width, height, [74, 61, 52])
  fill(130, 50, 470, 760, [246, 244, 238])
  fill(220, 80, 380, 104, [60, 60, 66])
  for (let y = 140; y < 640; y += 26) {
    fill(160, y, 200 + dice.below(120), y + 9, [120, 120, 126])
    fill(400 - dice.below(20), y, 440, y + 9, [96, 96, 102])
  }
  fill(160, 670, 260, 690, [50, 50, 56])
  fill(360, 670, 440, 690, [50, 50, 56])
  const sharp = await loadSharp()
  return sharp(pixels, { raw: { width, height, channels } }).jpeg({ quality: 70 }).toBuffer()
}

/** Stores a file; gives it with its type, as an upload would have it. */
export async function stored(app: App, name: string, bytes: Buffer): Promise<Stored> {
  const { hash, size } = await app.files.put(Readable.from([bytes]), bytes.length)
  return { name, hash, size, type: await typeOf(bytes.subarray(0, sampleBytes), name) }
}
