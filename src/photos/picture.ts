import sharp from 'sharp'
import type { Problem } from '#src/platform/web/problems.ts'

/** A picture that can't become a photo, and why. */
export class BadPicture extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem)
    this.problem = problem
  }
}

/** A square of a picture, as fractions: of its width, of its height, and of its shorter side. */
export interface Square {
  x: number
  y: number
  size: number
}

export interface Photo {
  small: Buffer
  large: Buffer
}

// Twice what they are shown as, for dense screens.
const sides = { small: 128, large: 512 }
const smallestSquare = 0.1

// Decoded pixels are not kept, and nothing but pictures of pixels is ever opened: no SVG, no PDF.
sharp.cache(false)
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}Buffer`) })

/** How many pixels a picture may have. A JPEG is shrunk as it is read; any other is in memory whole, up to 20 bytes for each. */
const mostPixels = (format: string) => (format === 'jpeg' ? 120_000_000 : 25_000_000)
const mostSeconds = 30

let last: Promise<unknown> = Promise.resolve()
/** One picture after the other, so that memory is bounded by one. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work)
  last = mine.catch(() => {})
  return mine
}

/**
 * The square of a picture in two sizes, as WebP without metadata; the middle where no square is given. The type is read from the
 * content: JPEG, PNG, WebP, GIF (its first frame), AVIF. Throws BadPicture for what is none, is damaged or has too many pixels.
 */
export const photoFrom = (bytes: Buffer, square: Square | null): Promise<Photo> =>
  inTurn(async () => {
    const { format, width, height } = await sizeOf(bytes)
    if (width * height > mostPixels(format)) throw new BadPicture('too many pixels')
    const size = Math.min(1, Math.max(smallestSquare, square?.size ?? 1))
    // As small as the square leaves enough of, so that cutting it out costs little.
    const scale = Math.min(1, sides.large / size / Math.min(width, height))
    const scaled = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
    const pixels = await decoded(bytes, scaled, mostPixels(format))
    const place = placeOf(scaled, square, size)
    const inSize = (side: number) =>
      sharp(pixels.data, { raw: pixels.info })
        .extract(place)
        .resize(side, side, { withoutEnlargement: true })
        .webp({ quality: 82 })
        .toBuffer()
    return { small: await inSize(sides.small), large: await inSize(sides.large) }
  })

interface Size {
  width: number
  height: number
}

/** Upright, as the camera was held. */
async function sizeOf(bytes: Buffer): Promise<Size & { format: string }> {
  try {
    const { format, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { format, ...autoOrient }
  } catch {
    throw notOpened(bytes)
  }
}

async function decoded(bytes: Buffer, { width, height }: Size, limitInputPixels: number) {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels, failOn: 'error' })
      .autoOrient()
      .resize({ width, height, fit: 'fill' })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .timeout({ seconds: mostSeconds })
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { data, info: { width, height, channels: info.channels } }
  } catch {
    throw isHeic(bytes) ? new BadPicture('picture is HEIC') : new BadPicture('picture is damaged')
  }
}

function placeOf({ width, height }: Size, square: Square | null, size: number) {
  const side = Math.max(1, Math.round(Math.min(width, height) * size))
  const within = (start: number, whole: number) => Math.min(Math.max(0, Math.round(start)), whole - side)
  return {
    left: within(square ? square.x * width : (width - side) / 2, width),
    top: within(square ? square.y * height : (height - side) / 2, height),
    width: side,
    height: side,
  }
}

/** HEIC holds HEVC, whose decoder may not be given away: telephones make JPEG of it when they are asked for one. */
const isHeic = (bytes: Buffer) => /^ftyp(hei|hev|mif1|msf1)/.test(bytes.toString('latin1', 4, 12))

const signatures = [/^\xff\xd8\xff/, /^\x89PNG/, /^GIF8/, /^RIFF....WEBP/s, /^....ftypavi/s]
const isPicture = (bytes: Buffer) => signatures.some((signature) => signature.test(bytes.toString('latin1', 0, 12)))

const notOpened = (bytes: Buffer) =>
  new BadPicture(isHeic(bytes) ? 'picture is HEIC' : isPicture(bytes) ? 'picture is damaged' : 'not a picture')
