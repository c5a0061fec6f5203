import { parameters } from '#src/testing/sample-world.ts'
import { setPhoto, storePhoto } from './photo.ts'

export const samples = parameters({
  '/accounts/:id/photo/:size': async (world, { id }) => {
    const bytes = Buffer.from('a picture')
    const files = await storePhoto(world.app, { small: bytes, large: bytes })
    await world.perform((act) => setPhoto(act, id, files))
    return 'small'
  },
})
