import type { Problem } from '../web/problems.ts'

/** A picture that can't be made into another one, and why. */
export class BadPicture extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem)
    this.problem = problem
  }
}

export interface Size {
  width: number
  height: number
}

let loaded: Promise<typeof import('sharp')['default']> | undefined

/**
 * What opens and makes pictures: large, and loaded when it is first needed. Decoded pixels are not kept, and nothing but pictures of pixels
 * is ever opened: no SVG, no PDF.
 */
export const loadSharp = () => (loaded ??= importSharp())

async function importSharp() {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`) })
  return sharp
}

/** How long a side may be, in pixels: one row of millions, a few kilobytes in a file, takes the memory and the time of a large picture. */
const longestSide = 16_384

/**
 * How many pixels a picture may have. A JPEG is shrunk as it is read, unless it is progressive, when all it is made of stands in memory,
 * up to 8 bytes for each; of any other up to 20.
 */
function mostPixels({ format, isProgressive }: { format: string; isProgressive: boolean }): number {
  if (format !== 'jpeg') return 25_000_000
  return isProgressive ? 50_000_000 : 120_000_000
}
const mostSeconds = 30

let last: Promise<unknown> = Promise.resolve()
/** One picture after the other, so that memory is bounded by one. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work)
  last = mine.catch(() => {})
  return mine
}

/**
 * The pixels of a picture in the size that `wanted` makes of its own, upright as the camera was held. The type is read from the
 * content: JPEG, PNG, WebP, GIF (its first frame), AVIF. Throws BadPicture for what is none, is damaged, has too many pixels or is too
 * long or wide.
 */
export async function pixelsOf(bytes: Buffer, wanted: (own: Size) => Size) {
  const { width, height, ...own } = await headerOf(bytes)
  const limitInputPixels = mostPixels(own)
  if (Math.max(width, height) > longestSide || width * height > limitInputPixels)
    throw new BadPicture('too many pixels')
  const size = wanted({ width, height })
  const sharp = await loadSharp()
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels, failOn: 'error' })
      .autoOrient()
      .resize({ ...size, fit: 'fill' })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .timeout({ seconds: mostSeconds })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { data, info: { ...size, channels: info.channels } }
  } catch {
    throw isHeic(bytes) ? new BadPicture('picture is HEIC') : new BadPicture('picture is damaged')
  }
}

/** A picture with no side longer than that, in pixels, as WebP without metadata. Throws BadPicture. */
export const scaledDown = async (bytes: Buffer, longest: number): Promise<Buffer> => {
  const pixels = await pixelsOf(bytes, ({ width, height }) => {
    const scale = Math.min(1, longest / Math.max(width, height))
    return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
  })
  const sharp = await loadSharp()
  return sharp(pixels.data, { raw: pixels.info }).webp({ quality: 82 }).toBuffer()
}

/** What a picture says of itself before any of its pixels is read. */
async function headerOf(bytes: Buffer): Promise<Size & { format: string; isProgressive: boolean }> {
  const sharp = await loadSharp()
  try {
    const { format, isProgressive = false, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { format, isProgressive, ...autoOrient }
  } catch {
    throw notOpened(bytes)
  }
}

/** HEIC holds HEVC, whose decoder may not be given away: telephones make JPEG of it when they are asked for one. */
const isHeic = (bytes: Buffer) => /^ftyp(hei|hev|mif1|msf1)/.test(bytes.toString('latin1', 4, 12))

const signatures = [/^\xff\xd8\xff/, /^\x89PNG/, /^GIF8/, /^RIFF....WEBP/s, /^....ftypavi/s]
const isPicture = (bytes: Buffer) => signatures.some((signature) => signature.test(bytes.toString('latin1', 0, 12)))

const notOpened = (bytes: Buffer) =>
  new BadPicture(isHeic(bytes) ? 'picture is HEIC' : isPicture(bytes) ? 'picture is damaged' : 'not a picture')
