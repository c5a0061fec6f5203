import { inTurn, loadSharp, pixelsOf, type Size } from '#src/platform/files/pixels.ts'

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

/** The square of a picture in two sizes, as WebP without metadata; the middle where no square is given. Throws BadPicture. */
export const photoFrom = (bytes: Buffer, square: Square | null): Promise<Photo> =>
  inTurn(async () => {
    const size = Math.min(1, Math.max(smallestSquare, square?.size ?? 1))
    const pixels = await pixelsOf(bytes, ({ width, height }) => {
      // As small as the square leaves enough of, so that cutting it out costs little.
      const scale = Math.min(1, sides.large / size / Math.min(width, height))
      return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
    })
    const place = placeOf(pixels.info, square, size)
    const sharp = await loadSharp()
    const inSize = (side: number) =>
      sharp(pixels.data, { raw: pixels.info })
        .extract(place)
        .resize(side, side, { withoutEnlargement: true })
        .webp({ quality: 82 })
        .toBuffer()
    return { small: await inSize(sides.small), large: await inSize(sides.large) }
  })

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
