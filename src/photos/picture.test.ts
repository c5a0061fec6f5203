import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { BadPicture, scaledDown } from '#src/platform/files/pixels.ts'
import { photoFrom } from './picture.ts'

/** A picture of three stripes side by side: red, green, blue. */
const stripes = (width = 900, height = 600) =>
  sharp({ create: { width, height, channels: 3, background: '#0f0' } }).composite([
    { input: plain(Math.round(width / 3), height, '#f00'), raw: raw(width, height), left: 0, top: 0 },
    {
      input: plain(Math.round(width / 3), height, '#00f'),
      raw: raw(width, height),
      left: width - Math.round(width / 3),
      top: 0,
    },
  ])
const raw = (width: number, height: number) => ({ width: Math.round(width / 3), height, channels: 3 as const })
const plain = (width: number, height: number, colour: '#f00' | '#00f') =>
  Buffer.alloc(width * height * 3, Buffer.from(colour === '#f00' ? [255, 0, 0] : [0, 0, 255]))

/** What colour a picture is at a place, given as fractions. */
async function colourAt(webp: Buffer, x: number, y = 0.5): Promise<'red' | 'green' | 'blue' | 'white' | 'mixed'> {
  const { data, info } = await sharp(webp).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  const on = [...data.subarray(at, at + 3)].map((value) => (value > 200 ? 1 : value < 90 ? 0 : 0.5)).join()
  return ({ '1,0,0': 'red', '0,1,0': 'green', '0,0,1': 'blue', '1,1,1': 'white' } as const)[on] ?? 'mixed'
}

const refused = async (bytes: Buffer) => {
  try {
    await photoFrom(bytes, null)
  } catch (error) {
    if (error instanceof BadPicture) return error.problem
    throw error
  }
  return 'taken'
}

/** A PNG whose header claims a size that its content does not have. */
async function claiming(width: number, height: number): Promise<Buffer> {
  const png = await stripes(30, 20).png().toBuffer()
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

/** A PNG of one colour, whole and small whatever its size. */
function flat(width: number, height: number): Buffer {
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const numbers = Buffer.alloc(8)
    numbers.writeUInt32BE(data.length)
    numbers.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([numbers.subarray(0, 4), body, numbers.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const pixels = deflateSync(Buffer.alloc((width + 1) * height))
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([signature, part('IHDR', header), part('IDAT', pixels), part('IEND', Buffer.alloc(0))])
}

/** A JPEG whose header claims a size that its content does not have. */
async function claimingJpeg(width: number, height: number, progressive: boolean): Promise<Buffer> {
  const jpeg = await stripes(30, 20).jpeg({ progressive }).toBuffer()
  const frame = jpeg.indexOf(Buffer.from([0xff, progressive ? 0xc2 : 0xc0]))
  jpeg.writeUInt16BE(height, frame + 5)
  jpeg.writeUInt16BE(width, frame + 7)
  return jpeg
}

describe('a photo', () => {
  for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const)
    it(`is made of ${format.toUpperCase()}, square and in two sizes`, async () => {
      const { small, large } = await photoFrom(await stripes().toFormat(format).toBuffer(), null)
      for (const [webp, side] of [
        [small, 128],
        [large, 512],
      ] as const) {
        const { format: kind, width, height } = await sharp(webp).metadata()
        assert.deepEqual([kind, width, height], ['webp', side, side])
        assert.equal(await colourAt(webp, 0.5), 'green', 'the middle')
      }
    })

  it('is the first frame of what moves', async () => {
    const frame = async (colour: string) =>
      sharp({ create: { width: 40, height: 40, channels: 3, background: colour } })
        .png()
        .toBuffer()
    const moving = await sharp([await frame('#f00'), await frame('#00f')], { join: { animated: true } })
      .gif()
      .toBuffer()
    assert.equal((await sharp(moving).metadata()).pages, 2)
    assert.equal(await colourAt((await photoFrom(moving, null)).large, 0.5), 'red')
  })

  it('stands upright, as the camera was held, and says nothing of where it was taken', async () => {
    const turned = await stripes()
      .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '38/1 42/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    assert.ok((await sharp(turned).metadata()).exif)
    const { large } = await photoFrom(turned, { x: 0, y: 0, size: 1 })
    assert.deepEqual([await colourAt(large, 0.5, 0.1), await colourAt(large, 0.5, 0.9)], ['red', 'green'])
    const { exif, icc, xmp, orientation } = await sharp(large).metadata()
    assert.deepEqual([exif, icc, xmp, orientation], [undefined, undefined, undefined, undefined])
  })

  it('is the square that was chosen, kept within the picture', async () => {
    const picture = await stripes().jpeg().toBuffer()
    const at = async (x: number, y: number, size: number) => {
      const { large } = await photoFrom(picture, { x, y, size })
      return [await colourAt(large, 0.1), await colourAt(large, 0.9)]
    }
    assert.deepEqual(await at(0, 0, 0.4), ['red', 'red'])
    assert.deepEqual(await at(0.7, 0.5, 0.4), ['blue', 'blue'])
    assert.deepEqual(await at(1, 1, 1), ['green', 'blue'])
    assert.deepEqual(await at(0, 0, 0), ['red', 'red'])
    assert.deepEqual(await at(0.2, 0.1, 0.6), ['red', 'green'])
  })

  it('is not made larger than the picture, however small or thin that is', async () => {
    for (const [width, height, side] of [
      [60, 40, 40],
      [1, 1, 1],
      [9000, 3, 3],
    ] as const) {
      const { large } = await photoFrom(await stripes(Math.max(3, width), height).png().toBuffer(), null)
      assert.equal((await sharp(large).metadata()).width, side, `${width} × ${height}`)
    }
  })

  it('has a white ground where the picture was transparent', async () => {
    const clear = await sharp({ create: { width: 50, height: 50, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    assert.equal(await colourAt((await photoFrom(clear, null)).large, 0.5), 'white')
  })

  it('is made of a JPEG of 100 megapixels without holding it in memory', async () => {
    const huge = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: '#0f0' } })
      .jpeg()
      .toBuffer()
    const before = process.resourceUsage().maxRSS
    assert.equal(await colourAt((await photoFrom(huge, null)).small, 0.5), 'green')
    assert.ok(process.resourceUsage().maxRSS - before < 200_000, 'kilobytes')
  })

  it('is not made of what is no picture, whatever it says it is', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    for (const text of [
      svg,
      `<?xml version="1.0"?>${svg}`,
      '<!doctype html><script>alert(1)</script>',
      '%PDF-1.7\n',
      'GI',
      'plain',
    ])
      assert.equal(await refused(Buffer.from(text)), 'not a picture', text)
    const tiff = await stripes().tiff().toBuffer()
    assert.equal(await refused(tiff), 'not a picture')
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])
    assert.equal(await refused(heic), 'picture is HEIC')
  })

  it('is not made of one that is damaged or breaks off', async () => {
    for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const) {
      const whole = await stripes().toFormat(format).toBuffer()
      for (const part of [0.1, 0.5, 0.9])
        assert.notEqual(await refused(whole.subarray(0, Math.ceil(whole.length * part))), 'taken', `${format} ${part}`)
      assert.equal(await refused(whole.subarray(0, 14)), 'picture is damaged', format)
    }
  })

  it('is not made of more pixels than can be held', async () => {
    assert.equal(await refused(await claiming(5_001, 5_001)), 'too many pixels')
    assert.equal(await refused(await claiming(60_000, 60_000)), 'too many pixels')
    assert.equal(await refused(await claiming(4_000, 4_000)), 'picture is damaged')
    // All that a progressive one is made of stands in memory.
    assert.equal(await refused(await claimingJpeg(8_000, 8_000, true)), 'too many pixels')
    assert.notEqual(await refused(await claimingJpeg(8_000, 8_000, false)), 'too many pixels')
  })

  it('is not made of one row of millions, nor is a picture for looking at: that is told by the header', async () => {
    for (const [width, height] of [
      [24_900_000, 1],
      [1, 24_900_000],
      [16_385, 1],
    ] as const) {
      const bytes = flat(width, height)
      assert.ok(bytes.length < 100_000)
      assert.equal(await refused(bytes), 'too many pixels')
      await assert.rejects(scaledDown(bytes, 1600), BadPicture)
    }
    assert.equal(await refused(flat(16_384, 1)), 'taken')
  })
})
