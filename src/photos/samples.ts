import { aPicture } from '#src/testing/pictures.ts'
import { parameters, sent } from '#src/testing/sample-world.ts'
import { setPhoto, storePhoto } from './photo.ts'

export const samples = parameters({
  '/accounts/:id/photo/:size': async (world, { id }) => {
    const bytes = Buffer.from('a picture')
    const files = await storePhoto(world.app, { small: bytes, large: bytes })
    await world.perform((act) => setPhoto(act, id, files))
    return 'small'
  },
})

export const forms = sent({
  '/accounts/:id/photo': async () => ({ photo: new File([new Uint8Array(await aPicture(20))], 'photo.png') }),
  '/accounts/:id/photo/removal': async (world, { id }) => {
    await world.perform((act) => setPhoto(act, id!, { small: 'a'.repeat(64), large: 'b'.repeat(64) }))
    return {}
  },
})
