import sharp from 'sharp'

/** The bytes of a picture of one colour. */
export const aPicture = (width = 40, height = 40): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#36c' } })
    .png()
    .toBuffer()
